// An application is saved as it is typed, and questions appear as answers ask for them; the buttons do the same without this file.
const form = document.querySelector('form[data-application]');
const state = form?.querySelector('[data-state]');
let wait;
let queue = Promise.resolve();
let leaving = false;
let ready = false;

// The deadline as the reader's own clock shows it, where that clock says something else.
for (const place of document.querySelectorAll('[data-here]')) {
  const at = new Date(place.dataset.here);
  const words = new Intl.DateTimeFormat(document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format(at);
  place.textContent = place.dataset.text.replace('{0}', words);
  place.hidden = false;
}

function say(text, bad = false) {
  state.textContent = text;
  state.classList.toggle('bad', bad);
}

const answers = question => [...form.querySelectorAll(`[name="q-${question}"]`)].filter(field => field.type === 'radio' || field.type === 'checkbox' ? field.checked : true).map(field => field.value);

// A question whose condition is itself hidden is hidden too; they stand in order, so one pass is enough.
function show() {
  const hidden = new Set();
  for (const box of form.querySelectorAll('[data-question]')) {
    const { question, when, is } = box.dataset;
    box.hidden = Boolean(when) && (hidden.has(when) || !answers(when).includes(is));
    if (box.hidden) hidden.add(question);
  }
}

function wrong(errors) {
  for (const box of form.querySelectorAll('[data-question]')) {
    box.querySelectorAll('[data-live]').forEach(old => old.remove());
    const text = errors[box.dataset.question];
    if (!text) continue;
    const line = document.createElement('span');
    line.className = 'error';
    line.dataset.live = '';
    line.textContent = text;
    box.querySelector('.field').append(line);
  }
}

async function save() {
  if (leaving) return;
  say(state.dataset.saving);
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File || name.startsWith('x-')) body.delete(name); // files come and go with the button
  try {
    const answer = await fetch(form.action || location.href, { method: 'POST', body, headers: { 'X-Fragment': 'save' } });
    const told = await answer.json();
    if (!answer.ok) { if (!leaving) say(`${state.dataset.unsaved} ${told.error}`, true); return; }
    // Also while the form is on its way out: it waits for this save, and must carry the version that it made.
    form.elements.version.value = told.version;
    if (leaving) return;
    wrong(told.errors);
    say(state.dataset.saved);
  } catch { say(state.dataset.offline, true); }
}

if (form) {
  show();
  const soon = delay => { clearTimeout(wait); wait = setTimeout(() => { queue = queue.then(save); }, delay); };
  // Files come and go with the button: what was clicked by mistake is not gone yet.
  const byButton = '[type=file], [data-button]';
  form.addEventListener('change', event => { show(); if (!event.target.matches(byButton)) soon(300); });
  form.addEventListener('input', event => { if (!event.target.matches(byButton)) soon(1500); });
  // What is sent by a button must carry the version that the last save in the background made.
  form.addEventListener('submit', async event => {
    clearTimeout(wait);
    if (ready) return;
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    const by = event.submitter;
    await queue;
    await new Promise(done => setTimeout(done));
    ready = true;
    form.requestSubmit(by);
  });
  addEventListener('pageshow', () => { leaving = ready = false; });
}
