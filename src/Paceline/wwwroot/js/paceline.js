// The pages work without this file: it only saves a click or shows a change at once.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (selector, type, act) => all(selector).forEach(el => el.addEventListener(type, event => act(el, event)));

// Light or dark is remembered on this device.
const root = document.documentElement;
try { root.dataset.scheme = localStorage.scheme ?? ''; } catch { /* a browser may forbid it: then it follows the system */ }
if (!root.dataset.scheme) delete root.dataset.scheme;
all('[data-scheme-toggle]').forEach(button => { button.hidden = false; });
on('[data-scheme-toggle]', 'click', () => {
  const dark = (root.dataset.scheme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  root.dataset.scheme = dark ? 'light' : 'dark';
  try { localStorage.scheme = root.dataset.scheme; } catch { /* as above */ }
});

on('[aria-expanded][aria-controls]', 'click', (button, event) => {
  event.preventDefault();
  const open = button.getAttribute('aria-expanded') === 'true';
  button.setAttribute('aria-expanded', String(!open));
  button.closest('tr')?.classList.toggle('open', !open);
  document.getElementById(button.getAttribute('aria-controls')).hidden = open;
});

on('[data-open]', 'click', (button, event) => { event.preventDefault(); document.getElementById(button.dataset.open).showModal(); });
on('[data-close]', 'click', button => button.closest('dialog').close());

// A form is sent once: the second click of an impatient finger does nothing.
on('form[method=post]:not([data-again])', 'submit', (form, event) => {
  if (event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = 'yes';
  event.submitter?.setAttribute('aria-busy', 'true');
});
addEventListener('pageshow', () => all('form[data-sent]').forEach(form => {
  delete form.dataset.sent;
  all('[aria-busy]', form).forEach(button => button.removeAttribute('aria-busy'));
}));

on('[data-print]', 'click', () => print());
all('[data-print]').forEach(button => { button.hidden = false; });

// A select or box marked data-submit sends its form when it changes; its button is for pages without this file.
on('[data-submit]', 'change', input => input.form.requestSubmit());
