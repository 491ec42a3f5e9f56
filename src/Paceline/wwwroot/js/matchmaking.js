// Rows of the timetable are added, removed and counted in place; without this file each press of a button loads the page.
const form = document.querySelector('[data-timetable-form]');
const region = form?.querySelector('[data-timetable]');
let asked = 0;

async function ask(act) {
  const mine = ++asked;
  const body = new FormData(form);
  body.set('act', act);
  const answer = await fetch(form.action, { method: 'POST', body, headers: { 'X-Fragment': 'timetable' } });
  if (!answer.ok || mine !== asked) return null;
  return new DOMParser().parseFromString(await answer.text(), 'text/html').body;
}

async function change(button) {
  const answer = await ask(button.value);
  if (!answer) return;
  const list = button.value.includes('session') ? 'Sessions' : 'Breaks';
  region.replaceChildren(...answer.childNodes);
  hideCount();
  const rows = [...region.querySelectorAll(`[name^="Input.${list}["][name$=".Name"]`)];
  const add = region.querySelector(`[data-act="${list.toLowerCase()}"]`);
  (button.value.startsWith('add') ? rows.at(-1) : add)?.focus();
}

function hideCount() {
  region.querySelectorAll('[data-check]').forEach(button => { button.hidden = true; });
}

async function count() {
  const answer = await ask('check');
  const room = answer?.querySelector('[data-room]');
  const shown = region.querySelector('[data-room]');
  if (room && shown && room.innerHTML !== shown.innerHTML) shown.replaceChildren(...room.childNodes);
}

if (region) {
  hideCount();
  let wait;
  form.addEventListener('click', event => {
    const button = event.target.closest('[data-act]');
    if (!button) return;
    event.preventDefault();
    clearTimeout(wait);
    change(button);
  });
  form.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(count, 350); });
}

// A link is copied with one press.
document.querySelectorAll('[data-copy]').forEach(button => {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.querySelector('span').textContent = button.dataset.done;
  });
});
