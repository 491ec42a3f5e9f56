// The pages of a participant work without this file. It saves taps, keeps answers while there is no network, and keeps the page fresh.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const KEY = 'paceline.answers';
const TOKEN = 'input[name=__RequestVerificationToken]';

// Answers that could not be sent lie on this phone, by the address that they are meant for.
const kept = () => { try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; } };
const keep = answers => { try { localStorage.setItem(KEY, JSON.stringify(answers)); return true; } catch { return false; } };
const put = (address, answer) => keep({ ...kept(), [address]: answer });
const drop = address => { const answers = kept(); delete answers[address]; keep(answers); };

function showKept() {
  const n = Object.keys(kept()).length;
  all('[data-kept]').forEach(chip => { chip.hidden = n === 0; chip.textContent = chip.dataset.kept.replace('{0}', n); });
}

// Asked by a script, the page answers 204 when it has saved. Rejects while there is no network.
async function post(address, fields) {
  const body = new URLSearchParams(fields);
  const response = await fetch(address, { method: 'POST', body, headers: { 'X-Fragment': 'taps' } });
  if (response.status >= 500) throw new Error(String(response.status));
  return response;
}

// What was kept is sent with a fresh token: the one that it was typed with may have ended.
async function sendKept() {
  let sent = 0;
  for (const [address, answer] of Object.entries(kept())) {
    if (answer.refused) continue;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
      const token = page.querySelector(`form[data-taps] ${TOKEN}`)?.value;
      if (!token) continue; // signed out, or the link has ended: the answer stays here
      const response = await post(address, [...answer.fields.filter(([name]) => !name.startsWith('__')), ['__RequestVerificationToken', token]]);
      if (response.status === 204) { drop(address); sent++; } else put(address, { ...answer, refused: true });
    } catch { break; }
  }
  showKept();
  if (sent > 0) location.reload();
}

all('form[data-taps]').forEach(form => {
  const first = form.dataset.taps === 'first';
  const [one, two, three] = [1, 2, 3].map(n => form.querySelector(`[data-step="${n}"]`));
  const [save, day, said, step] = ['[data-save]', '[data-day]', '[data-said]', '[name="Input.Step"]'].map(s => form.querySelector(s));
  const value = name => form.elements.namedItem(`Input.${name}`)?.value ?? '';
  let typed = step.value !== '';
  let busy = false;

  const show = () => {
    const met = value('Presence') === 'Held';
    two.hidden = !met;
    three.hidden = !met || value('Result') === '';
    day.hidden = value('When') !== 'AnotherDay';
    // The last tap saves; the button is for a day of one's own, for the keyboard and for a change.
    save.hidden = first && (value('Presence') === '' || (met && value('When') === ''));
  };
  const say = text => { said.textContent = text; said.hidden = text === ''; if (text) said.scrollIntoView({ block: 'center' }); };

  async function send() {
    if (busy) return;
    busy = true;
    form.setAttribute('aria-busy', 'true');
    say('');
    const address = new URL(form.action).pathname;
    const fields = [...new FormData(form)].map(([name, text]) => [name, String(text)]);
    try {
      const response = await post(address, fields);
      if (response.status === 204) { drop(address); location.assign(form.dataset.done); return; }
      // Signed out in between: kept until somebody signs in. Else something is missing: the page that says so comes by the usual way.
      if (response.redirected) put(address, { fields });
      HTMLFormElement.prototype.submit.call(form);
      return;
    } catch {
      if (put(address, { fields })) say(form.dataset.offline);
      else HTMLFormElement.prototype.submit.call(form);
      showKept();
    }
    busy = false;
    form.removeAttribute('aria-busy');
  }

  form.addEventListener('change', event => {
    if (event.target.name === 'Input.Result' && !typed) step.value = event.target.dataset.usual;
    show();
  });
  step.addEventListener('input', () => { typed = step.value !== ''; });
  form.addEventListener('submit', event => { event.preventDefault(); send(); });

  // A finger's tap goes on by itself; arrow keys only choose.
  form.addEventListener('click', event => {
    const input = event.target;
    if (!first || input.type !== 'radio' || event.detail === 0) return;
    const last = input.name === 'Input.Presence' ? input.value !== 'Held' : input.name === 'Input.When' && input.value !== 'AnotherDay';
    show();
    if (last) send();
    else [two, three, day].findLast(part => !part.hidden)?.scrollIntoView({ block: 'nearest' });
  });
  const mine = kept()[new URL(form.action).pathname];
  if (mine) {
    mine.fields.filter(([name]) => !name.startsWith('__') && name !== 'Input.Version').forEach(([name, text]) => { form.elements.namedItem(name).value = text; });
    say(mine.refused ? form.dataset.refused : form.dataset.offline);
  }
  show();
});

// The hour of the meeting where the reader is, when that is another one.
all('time[data-local]').forEach(time => {
  const at = new Date(time.dateTime);
  const there = time.dateTime.match(/T(\d\d:\d\d)/)?.[1];
  const here = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (here === there) return;
  const small = document.createElement('small');
  small.textContent = time.dataset.local.replace('{0}', here);
  time.after(small);
});

all('[data-copy]').forEach(input => input.addEventListener('focus', () => input.select()));

// Once a minute, and when the phone is taken out again: what is next, and in how many minutes.
async function refresh() {
  if (document.hidden || all('[data-live]').length === 0) return;
  try {
    const response = await fetch(location.href);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    all('[data-live]').forEach(part => {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      if (fresh && fresh.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.replaceWith(fresh);
    });
  } catch { /* no network: what is shown stays */ }
}
if (all('[data-live]').length > 0) {
  setInterval(refresh, 60_000);
  document.addEventListener('visibilitychange', refresh);
}

addEventListener('online', sendKept);
showKept();
if (navigator.onLine) sendKept();
