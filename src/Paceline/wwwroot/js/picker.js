// Codes are picked from a list that follows what is typed (a combobox as the ARIA practices describe it).
// Without this file the same field searches by its button and is chosen from by ticking.
let serial = 0;

class Picker {
  constructor(root) {
    Object.assign(this, { root, input: root.querySelector('[data-find]'), chosen: root.querySelector('[data-chosen]'), options: [], at: -1 });
    this.list = Object.assign(document.createElement('ul'), { id: `options-${++serial}`, hidden: true });
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', this.input.getAttribute('aria-label'));
    this.said = Object.assign(document.createElement('p'), { className: 'vh' });
    this.said.setAttribute('role', 'status');
    this.input.after(this.list);
    this.root.append(this.said);
    this.root.querySelector('[data-search]').hidden = true;
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': this.list.id, 'aria-autocomplete': 'list' })) this.input.setAttribute(name, value);
    this.input.addEventListener('input', () => { clearTimeout(this.wait); this.wait = setTimeout(() => this.ask(), 120); });
    this.input.addEventListener('keydown', event => this.key(event));
    this.input.addEventListener('blur', () => setTimeout(() => this.close(), 150));
    this.input.addEventListener('change', event => event.stopPropagation());
    this.list.addEventListener('mousedown', event => event.preventDefault());
    this.list.addEventListener('click', event => { const option = event.target.closest('[role=option]'); if (option) this.choose(+option.dataset.at); });
    this.chosen.querySelectorAll('input[type=checkbox]').forEach(box => {
      const words = box.closest('label').querySelector('span');
      box.closest('li').replaceWith(this.chip({ code: box.value, label: words.textContent, language: words.lang || null }));
    });
  }

  async ask() {
    const text = this.input.value.trim();
    if (!text) { this.close(); return; }
    const address = new URL(this.root.dataset.picker, location.origin);
    address.searchParams.set('q', text);
    const country = this.root.dataset.country && document.getElementById(this.root.dataset.country)?.value;
    if (country) address.searchParams.set('country', country);
    const revision = document.getElementById('Input-NaceRevision')?.value;
    if (revision && address.searchParams.has('revision')) address.searchParams.set('revision', revision);
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      if (answer.ok) this.show(await answer.json());
    } catch { /* a newer question, or no connection: the list stays as it is */ }
  }

  show(options) {
    this.options = options.filter(o => !this.codes().includes(o.code));
    this.at = -1;
    this.list.replaceChildren(...this.options.map((option, at) => {
      const row = document.createElement('li');
      row.id = `${this.list.id}-${at}`;
      row.dataset.at = at;
      row.setAttribute('role', 'option');
      row.setAttribute('aria-selected', 'false');
      row.append(this.words(option), Object.assign(document.createElement('small'), { textContent: option.code }));
      return row;
    }));
    this.said.textContent = this.options.length ? this.root.dataset.some.replace('#', this.options.length) : this.root.dataset.none;
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    this.input.removeAttribute('aria-activedescendant');
    if (this.options.length) this.move(0);
  }

  move(at) {
    if (!this.options.length) return;
    this.at = (at + this.options.length) % this.options.length;
    [...this.list.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === this.at)));
    this.list.children[this.at].scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', `${this.list.id}-${this.at}`);
  }

  key(event) {
    if (event.key === 'Backspace' && this.input.value === '' && this.root.dataset.multiple) this.drop(this.chosen.lastElementChild);
    if (event.key === 'Enter') { event.preventDefault(); if (!this.list.hidden && this.at >= 0) this.choose(this.at); return; }
    if (event.key === 'ArrowDown' && this.list.hidden) { event.preventDefault(); this.ask(); return; }
    if (this.list.hidden) return;
    const moves = { ArrowDown: this.at + 1, ArrowUp: this.at - 1 };
    if (event.key in moves) { event.preventDefault(); this.move(moves[event.key]); }
    if (event.key === 'Escape') { event.preventDefault(); this.close(); }
  }

  choose(at) {
    const option = this.options[at];
    if (!this.root.dataset.multiple) this.chosen.replaceChildren();
    this.chosen.append(this.chip(option));
    this.input.value = '';
    this.close();
    this.said.textContent = option.label;
    this.changed();
  }

  chip({ code, label, language }) {
    const item = document.createElement('li');
    const chip = Object.assign(document.createElement('span'), { className: 'chip' });
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: '×' });
    button.setAttribute('aria-label', `${this.root.dataset.remove}: ${label}`);
    button.addEventListener('click', () => { this.drop(item); this.input.focus(); });
    chip.append(this.words({ label, language }), Object.assign(document.createElement('input'), { type: 'hidden', name: this.root.dataset.name, value: code }), button);
    item.append(chip);
    return item;
  }

  words({ label, language }) {
    const words = Object.assign(document.createElement('span'), { textContent: label });
    if (language) words.lang = language;
    return words;
  }

  drop(item) { if (item) { item.remove(); this.changed(); } }

  codes() { return [...this.chosen.querySelectorAll('input')].map(i => i.value); }

  close() { this.list.hidden = true; this.at = -1; this.input.setAttribute('aria-expanded', 'false'); this.input.removeAttribute('aria-activedescendant'); }

  changed() { this.root.dispatchEvent(new Event('change', { bubbles: true })); }
}

document.querySelectorAll('[data-picker]').forEach(root => new Picker(root));
