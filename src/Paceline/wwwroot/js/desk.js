// The desk on a phone: the list and the taps are kept on it, so that a hall without a network is no trouble.
import { store, sweep } from './desk-store.js';
import { find, byCode } from './desk-find.js';
import { sender, people as fetchPeople } from './desk-sync.js';
import { scanner } from './desk-scan.js';

const root = document.querySelector('[data-desk]');
if (root && 'indexedDB' in window) start();

async function start() {
  const { activity, owner, until } = root.dataset;
  const here = `/activities/${activity}/check-in`;
  const asked = new URLSearchParams(location.search).get('day');
  const part = name => root.querySelector(`[data-${name}]`);
  const say = (name, ...values) => values.reduce((text, value, n) => text.replace(`{${n}}`, value), root.dataset[name]);
  const kept = await store(activity);
  // The product's clock, as far as this phone knows it: a demonstration's stands years apart.
  let skew = await kept.fact('skew');
  // A page that the phone kept says when it was kept, not what time it is now.
  if (root.dataset.kept !== 'true') await kept.remember('skew', skew = Number(root.dataset.clock) - Date.now());
  skew ??= 0;
  let day = dayOf();
  await sweep(Date.now() + skew);
  await kept.remember('until', Number(until));
  if (await kept.fact('owner') !== owner) { await kept.forget(); await kept.remember('owner', owner); }
  let device = await kept.fact('device');
  if (!device) await kept.remember('device', device = crypto.randomUUID());
  const field = root.querySelector('[name=__RequestVerificationToken]');
  let list = (await kept.people()).sort((a, b) => a.c.localeCompare(b.c)), waiting = await kept.queue(), state = '', fetched = 0;
  const send = sender(here, kept, device, fresh => (fresh ? field.value = fresh : field.value), told);
  root.querySelectorAll('[data-nojs]').forEach(el => { el.hidden = true; });
  const box = root.querySelector('[name=q]');

  // The day of the activity as it is now and there: the page may be from yesterday, the phone's zone is anybody's. Whoever chose a day keeps it.
  function dayOf() {
    if (asked) return asked;
    const { zone, from, to } = root.dataset;
    const part = Object.fromEntries(new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(Date.now() + skew).map(p => [p.type, p.value]));
    const today = `${part.year}-${part.month}-${part.day}`;
    return today < from ? from : today > to ? to : today;
  }

  function nameDay() {
    part('dayname').textContent = new Intl.DateTimeFormat(document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(day));
    for (const link of root.querySelectorAll('.days a')) new URL(link.href).searchParams.get('day') === day ? link.setAttribute('aria-current', 'date') : link.removeAttribute('aria-current');
  }

  function turn() {
    const now = dayOf();
    if (now === day) return;
    day = now;
    nameDay();
    show();
  }

  const isThere = person => { const last = waiting.findLast(i => i.registration === person.i && i.day === day); return last ? last.act !== 'undo' : person.d.includes(day); };

  async function told(what, taken = []) {
    state = what;
    for (const item of taken) {
      const person = list.find(p => p.i === item.registration);
      if (!person) continue;
      person.d = item.act === 'undo' ? person.d.filter(d => d !== item.day) : [...new Set([...person.d, item.day])];
      await kept.put({ ...person, f: undefined });
    }
    if (what === 'ended') { await kept.forget(); list = []; }
    waiting = await kept.queue();
    if (what === 'sent' && Date.now() - fetched > 20_000) await refresh();
    show();
  }

  async function refresh() {
    const fresh = await fetchPeople(here);
    if (fresh === 'ended') return told('ended');
    if (!fresh) return;
    fetched = Date.now();
    await kept.replace(list = fresh);
    show();
  }

  async function tell(person, act, method = 'desk', walkIn) {
    turn();
    const item = { id: crypto.randomUUID(), registration: person.i, act, day, at: Date.now(), method, walkIn, name: person.n, order: Date.now() + waiting.length / 1000 };
    await kept.add(item);
    waiting.push(item);
    navigator.vibrate?.(40);
    show();
    send();
  }

  function row(person) {
    const there = isThere(person);
    const li = document.createElement('li');
    const name = document.createElement('div');
    name.append(text('b', person.n), text('small', [person.l, person.o, person.c].filter(Boolean).join(' · ')));
    if (person.w) name.append(text('small', say('tWaitlist')));
    const button = text('button', say(there ? 'tUndo' : 'tIn'));
    button.type = 'button';
    button.className = there ? 'btn' : 'btn primary';
    button.setAttribute('aria-label', `${button.textContent}: ${person.n}`);
    button.addEventListener('click', () => { tell(person, there ? 'undo' : 'in'); if (!there) { box.value = ''; box.focus(); } });
    if (there) { const mark = text('span', say('tThere')); mark.className = 'status ok'; li.classList.add('there'); name.append(mark); }
    li.append(name, button);
    return li;
  }

  function text(tag, content) { const el = document.createElement(tag); const inner = document.createElement('bdi'); inner.textContent = content; el.append(inner); return el; }

  async function show() {
    const expected = list.filter(p => !p.w);
    // Nobody is looked for: whoever is still to come stands first.
    const found = box.value ? find(list, box.value) : find([...list.filter(p => !isThere(p)), ...list.filter(isThere)], '');
    part('list').replaceChildren(...(found.length || !box.value ? found.map(row) : [text('li', /^\s*\d{3,9}[-\s]?[a-z]{2}\s*$/i.test(box.value) ? say('tOther', box.value.trim()) : say('tNone'))]));
    part('counted').textContent = say('tCounted', expected.filter(isThere).length, expected.length);
    part('waiting').textContent = state === 'ended' ? say('tEnded') : waiting.length ? `${say('tWaits', waiting.length)}. ${state === 'offline' ? say('tOffline') : ''}` : say('tSent');
    root.dataset.waits = String(waiting.length);
    part('refused').replaceChildren(...(await kept.refused()).map(r => text('li', `${r.name}: ${say('tRefused', r.why)}`)));
  }

  box.addEventListener('input', show);
  part('find').addEventListener('submit', event => { event.preventDefault(); const only = find(list, box.value); if (only.length === 1 && !isThere(only[0])) { tell(only[0], 'in'); box.value = ''; } });
  part('walkin').querySelector('form').addEventListener('submit', event => {
    event.preventDefault();
    const form = event.target, value = name => form.elements[name]?.value.trim() ?? '';
    const walkIn = { name: value('name'), latinName: value('latin'), organisation: value('organisation'), country: '', departure: value('departure'), reason: value('reason') };
    const error = part('walkin-error');
    error.hidden = Boolean(walkIn.name && walkIn.organisation && walkIn.departure);
    error.textContent = say('tNeed');
    if (!error.hidden) return;
    const person = { i: crypto.randomUUID(), c: '', n: walkIn.name, l: walkIn.latinName, o: walkIn.organisation, w: false, d: [] };
    list.push(person);
    kept.put(person).then(() => tell(person, 'in', 'desk', walkIn));
    form.reset();
    part('walkin').open = false;
  });
  scanner(part('scan'), part('video'), code => { const person = byCode(list, code); if (person && !isThere(person)) tell(person, 'in', 'qr'); box.value = person ? '' : code; show(); });
  addEventListener('online', send);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) { turn(); send(); } });
  setInterval(() => { turn(); send(); }, 15_000);
  nameDay();
  const worker = await navigator.serviceWorker?.register(`${here}?handler=Worker`, { scope: here }).catch(() => null);
  if (worker) navigator.serviceWorker.ready.then(ready => ready.active.postMessage({ page: here, parts: performance.getEntriesByType('resource').map(r => r.name).filter(n => n.startsWith(location.origin) && /\.(js|css|svg)(\?|$)/.test(n)) }));
  await refresh();
  await send();
  show();
}
