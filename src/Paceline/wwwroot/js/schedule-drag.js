// Dragging a meeting by mouse or pen: the places are judged by the server while the hand is on its way. Fingers tap instead.
import { board, one, plan, cellOf, choose, post, show, header } from './schedule.js';

const FAR = 6;
let drag = null;

board.addEventListener('pointerdown', event => {
  const button = event.target.closest?.('td > button[name=move]');
  if (!button || event.button !== 0 || event.pointerType === 'touch') return;
  drag = { button, x: event.clientX, y: event.clientY, from: cellOf(button) };
});

addEventListener('pointermove', event => {
  if (!drag) return;
  if (!drag.label) {
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
    begin();
  }
  drag.label.style.translate = `${event.clientX + 12}px ${event.clientY + 12}px`;
  hover(cellOf(document.elementFromPoint(event.clientX, event.clientY)));
});

addEventListener('pointerup', async event => {
  if (!drag) return;
  const { label, judged, from, over } = drag;
  const ended = drag;
  drag = null;
  if (!label) return;
  event.preventDefault();
  // The click that follows is the end of the drag, not a choice.
  const swallow = click => { click.preventDefault(); click.stopPropagation(); };
  addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', swallow, true), 50);
  label.remove();
  plan().classList.remove('dragging');
  const targets = await judged;
  const form = targets?.querySelector('form[data-grid]');
  const place = over && over !== from && form && placeOf(form, over);
  const button = place?.querySelector('button');
  if (!button) { clear(); return; }
  if (button.name) { const data = new FormData(form); data.append(button.name, button.value); post(form.getAttribute('action'), data); return; }
  // A forbidden place: the board stays in the move, so that the reason can be read and another place chosen.
  const words = button.title;
  await show(choose(ended.button.value));
  one('[data-reason]').textContent = words;
});

addEventListener('keydown', event => { if (event.key === 'Escape' && drag?.label) { drag.label.remove(); plan().classList.remove('dragging'); drag = null; clear(); } });

function begin() {
  drag.label = document.createElement('span');
  drag.label.className = 'dragged';
  drag.label.textContent = drag.button.innerText.replace('\n', ' · ');
  document.body.append(drag.label);
  plan().classList.add('dragging');
  drag.from.classList.add('moving');
  const own = drag;
  drag.judged = fetch(choose(drag.button.value), { headers: header }).then(r => r.ok ? r.text() : null).then(text => {
    if (!text) return null;
    const targets = document.createRange().createContextualFragment(text);
    if (drag === own) mark(targets);
    return targets;
  });
}

const placeOf = (root, cell) => root.querySelector('table.plan').tBodies[0].rows[cell.parentElement.sectionRowIndex]?.cells[cell.cellIndex];

function mark(targets) {
  for (const row of plan().tBodies[0].rows) for (const cell of row.cells) {
    const judged = placeOf(targets, cell);
    if (cell.tagName !== 'TD' || !judged) continue;
    for (const name of ['can', 'cannot', 'swap', 'moving']) cell.classList.toggle(name, judged.classList.contains(name));
    const button = judged.querySelector('button');
    if (button) cell.dataset.why = button.title;
  }
}

function clear() {
  board.querySelectorAll('.plan.board td').forEach(cell => { cell.classList.remove('can', 'cannot', 'swap', 'moving', 'over'); delete cell.dataset.why; });
}

function hover(cell) {
  if (drag.over === cell) return;
  drag.over?.classList.remove('over');
  drag.over = cell;
  cell?.classList.add('over');
  const line = one('[data-reason]');
  if (line) line.textContent = cell?.dataset.why ?? '';
}
