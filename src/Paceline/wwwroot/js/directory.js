// The directory works without this file: it only asks while somebody types, and shows the answer in place.
const form = document.querySelector('[data-ask]');
const found = document.getElementById('found');
const live = document.querySelector('[data-live]');
let asked = new URLSearchParams(new FormData(form)).toString();
let waiting = 0;
let running = null;

const address = () => {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value && !(name === 'order' && value === 'Best')) fields.append(name, value);
  return fields.toString();
};

async function ask() {
  const next = address();
  if (next === asked) return;
  asked = next;
  running?.abort();
  const mine = running = new AbortController();
  const url = form.action + (next ? `?${next}` : '');
  found.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(url, { headers: { 'X-Fragment': 'found' }, signal: mine.signal });
    if (!response.ok) { form.submit(); return; }
    show(await response.text());
    history.replaceState(null, '', url);
  } catch (fault) {
    if (fault.name !== 'AbortError') form.submit();
  } finally {
    if (running === mine) found.removeAttribute('aria-busy');
  }
}

// What had the focus, what was open and how far it was scrolled stay as they were.
function show(html) {
  const focus = document.activeElement?.id;
  const open = [...found.querySelectorAll('details')].map(d => d.open);
  const facets = found.querySelector('[data-facets]')?.open;
  found.innerHTML = html;
  const now = found.querySelector('[data-facets]');
  if (now && facets !== undefined) now.open = facets;
  if (open.length === found.querySelectorAll('details').length) found.querySelectorAll('details').forEach((d, i) => { d.open = open[i]; });
  if (focus && focus !== 'q') document.getElementById(focus)?.focus();
  live.textContent = found.querySelector('[data-said]')?.dataset.said ?? '';
}

// Beside the list there is room: where the style sheet cannot hold the filters open, they are opened here.
if (!CSS.supports('selector(::details-content)') && matchMedia('(min-width: 64rem)').matches) found.querySelector('[data-facets]').open = true;

form.addEventListener('submit', event => { event.preventDefault(); clearTimeout(waiting); ask(); });
form.elements.namedItem('q').addEventListener('input', event => {
  // A syllable that is still being composed (Chinese, Korean) is not asked for.
  if (event.isComposing) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, 180);
});
form.elements.namedItem('q').addEventListener('compositionend', () => { clearTimeout(waiting); waiting = setTimeout(ask, 180); });
document.addEventListener('change', event => { if (event.target.matches?.('[data-ask-again]')) ask(); });
