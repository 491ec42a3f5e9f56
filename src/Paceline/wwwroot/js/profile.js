// A step of the profile is saved as soon as a field is left; the buttons do the same without this file.
const form = document.querySelector('form[data-autosave]');
const state = form?.querySelector('[data-state]');
let wait;
let queue = Promise.resolve();
let leaving = false;

function say(text, bad = false) {
  state.textContent = text;
  state.classList.toggle('bad', bad);
}

async function save() {
  if (leaving) return;
  say(state.dataset.saving);
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { 'X-Fragment': 'save' } });
    if (leaving) return;
    const told = await answer.json();
    if (answer.ok) {
      form.elements['Input.Version'].value = told.version;
      form.elements['Input.ProfileVersion'].value = told.profileVersion;
      const percent = form.querySelector('[data-percent]');
      if (percent && told.percent != null) percent.textContent = told.percent;
      say(state.dataset.saved);
    } else say(`${state.dataset.unsaved} ${Object.values(told.errors)[0]}`, true);
  } catch { say(state.dataset.offline, true); }
}

if (form) {
  form.addEventListener('change', event => {
    if (event.target.matches('[type=file]')) return;
    clearTimeout(wait);
    wait = setTimeout(() => { queue = queue.then(save); }, 400);
  });
  // What is sent by the button must carry the version that the last save in the background made.
  form.addEventListener('submit', async event => {
    clearTimeout(wait);
    if (leaving) return;
    leaving = true;
    event.preventDefault();
    const by = event.submitter;
    await queue;
    delete form.dataset.sent;
    form.requestSubmit(by);
  });
  addEventListener('pageshow', () => { leaving = false; });
}

// The preview of the public entry follows the ticks.
document.querySelectorAll('[data-noscript]').forEach(button => { button.hidden = true; });
const preview = document.querySelector('[data-preview]');
const ticks = [...document.querySelectorAll('[data-show]')];
function show() {
  const chosen = ticks.filter(t => t.checked).map(t => t.dataset.show);
  const listed = chosen.includes('Card');
  preview.querySelectorAll('[data-part]').forEach(part => { part.hidden = part.dataset.part === 'None' ? listed : !listed || !chosen.includes(part.dataset.part); });
}
if (preview) ticks.forEach(tick => tick.addEventListener('change', show));
