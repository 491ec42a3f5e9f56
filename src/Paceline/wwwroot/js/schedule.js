// The board works by links and forms; this keeps the page in place: choosing, moving, dragging, finding, arrow keys.
const board = document.querySelector('[data-board]');
const one = selector => board.querySelector(selector);
const plan = () => one('table.plan');
const cellOf = element => element?.closest?.('.plan.board tbody td');
const header = { 'X-Fragment': 'board' };

async function show(url, options, focus) {
  const answer = await fetch(url, { ...options, headers: header });
  if (!answer.ok && answer.status !== 422) { location.reload(); return; }
  // A session that has ended answers with a page of its own.
  if (answer.redirected) { location.assign(answer.url); return; }
  const at = cellOf(document.activeElement);
  const spot = at && [at.parentElement.sectionRowIndex, at.cellIndex];
  const top = plan()?.getBoundingClientRect().top;
  const find = one('#show')?.value, scroll = one('[data-grid]')?.scrollLeft ?? 0;
  board.innerHTML = await answer.text();
  if (one('#show') && find !== undefined) one('#show').value = find;
  if (one('[data-grid]')) one('[data-grid]').scrollLeft = scroll;
  settle();
  // The grid stays under the eye, whatever opened above it.
  if (top !== undefined && plan()) scrollBy(0, plan().getBoundingClientRect().top - top);
  const target = focus && one(focus) || spot && plan()?.tBodies[0].rows[spot[0]]?.cells[spot[1]]?.querySelector('button') || one('[data-moving] h2');
  target?.focus({ preventScroll: !focus });
  const words = one('[data-said]'), text = words?.textContent;
  if (text?.trim()) { words.textContent = ''; setTimeout(() => { words.textContent = text; }, 100); }
}

const post = (url, data) => show(url, { method: 'POST', body: data });
const choose = number => { const url = new URL(one('[data-find]').action); url.searchParams.set('move', number); const day = one('[data-find] [name=day]'); if (day) url.searchParams.set('day', day.value); return url; };
const leave = () => { const link = one('[data-leave]'); if (link) show(link.href); };

// Forms and buttons, without leaving the page.
board.addEventListener('submit', event => {
  const form = event.target, button = event.submitter;
  if (form.matches('[data-find]')) { event.preventDefault(); find(); return; }
  if (!form.matches('[data-act], [data-grid], [data-pick]')) return;
  event.preventDefault();
  event.stopPropagation();
  if (form.method === 'get') { if (button?.name === 'move') show(choose(button.value), {}, form.matches('[data-pick]') ? '[data-moving] h2' : null); return; }
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  post(button?.getAttribute('formaction') ?? form.getAttribute('action'), data);
}, true);
board.addEventListener('click', event => {
  const link = event.target.closest('a[data-leave], a[data-show]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.dataset.show) { one('#show').value = link.dataset.show; find(); one('#show').scrollIntoView({ block: 'nearest' }); } else leave();
});

// Finding: the same rule as on the server; the option says who it is and what to tell of them.
const fold = text => text.toLocaleLowerCase();
function find() {
  const wanted = one('#show')?.value.trim() ?? '', people = [...board.querySelectorAll('#people option')];
  const exact = people.filter(p => p.value === wanted);
  const found = wanted === '' ? [] : exact.length ? exact : people.filter(p => fold(p.value).includes(fold(wanted)));
  const numbers = new Set(found.map(p => p.dataset.n)), line = one('[data-summary]');
  plan()?.classList.toggle('filtered', wanted !== '');
  board.querySelectorAll('td[data-p]').forEach(td => td.classList.toggle('hit', td.dataset.p.split(' ').some(n => numbers.has(n))));
  line.textContent = wanted === '' ? '' : found.length === 0 ? line.dataset.none : found.length === 1 ? found[0].dataset.s : line.dataset.many.replace('{0}', found.length);
  const url = new URL(location.href);
  if (wanted) url.searchParams.set('show', wanted); else url.searchParams.delete('show');
  history.replaceState(null, '', url);
}
board.addEventListener('input', event => { if (event.target.id === 'show') find(); });

// One stop for Tab in the grid; arrows go on from there.
function settle() {
  const buttons = [...board.querySelectorAll('.plan.board td button')];
  buttons.forEach(button => { button.tabIndex = -1; });
  (one('td.moving button') ?? one('td.can button') ?? buttons[0])?.setAttribute('tabindex', '0');
  if (one('#show')?.value) find();
}
const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
board.addEventListener('keydown', event => {
  if (event.key === 'Escape' && one('[data-leave]')) { event.preventDefault(); leave(); return; }
  const cell = cellOf(event.target), step = steps[event.key];
  if (!cell || !step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const rows = plan().tBodies[0].rows, sign = document.dir === 'rtl' ? -1 : 1;
  for (let r = cell.parentElement.sectionRowIndex + step[0], c = cell.cellIndex + sign * step[1]; r >= 0 && r < rows.length && c > 0 && c <= rows[0].cells.length; r += step[0], c += sign * step[1]) {
    const next = rows[r].cells[c]?.querySelector('button');
    if (!next) continue;
    board.querySelectorAll('.plan.board td [tabindex="0"]').forEach(b => { b.tabIndex = -1; });
    next.tabIndex = 0;
    next.focus();
    break;
  }
});

// The reason against a place, in words, where the eye or the focus is.
const reason = event => { const button = cellOf(event.target)?.querySelector('button[title]'), line = one('[data-reason]'); if (button && line) line.textContent = button.title; };
board.addEventListener('focusin', reason);
board.addEventListener('mouseover', reason);

settle();
export { board, one, plan, cellOf, choose, post, show, header };
