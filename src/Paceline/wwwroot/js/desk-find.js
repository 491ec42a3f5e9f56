// Finds people by name in any script, or by number: without accents and capitals, one letter for Arabic and Persian forms.
const forms = { 'ي': 'ی', 'ك': 'ک', 'ة': 'ه', 'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ß': 'ss', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'æ': 'ae', 'œ': 'oe' };
const digits = { '۰': 0, '٠': 0 };
const digit = c => { const n = c.codePointAt(0); return n >= 0x6F0 && n <= 0x6F9 ? n - 0x6F0 : n >= 0x660 && n <= 0x669 ? n - 0x660 : digits[c]; };

export const fold = text => [...text.normalize('NFKD').toLowerCase().replace(/[\p{Mn}\u200B-\u200F]/gu, '')].map(c => forms[c] ?? digit(c) ?? c).join('').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

export function find(people, text, limit = 20) {
  const words = fold(text).split(' ').filter(Boolean);
  if (!words.length) return people.slice(0, limit);
  const number = byCode(people, text);
  if (number) return [number];
  const found = [];
  for (const person of people) {
    person.f ??= fold(`${person.n} ${person.l} ${person.o}`);
    if (words.every(word => person.f.includes(word))) found.push(person);
    if (found.length >= limit) break;
  }
  return found;
}

// A badge says the whole code; a finger may type the number alone.
export function byCode(people, text) {
  const plain = fold(text).replace(/ /g, '').toUpperCase();
  const parts = /^0*(\d{1,9})([A-Z]{2})?$/.exec(plain);
  if (!parts) return undefined;
  return people.find(p => { const [n, letters] = p.c.split('-'); return Number(n) === Number(parts[1]) && (!parts[2] || parts[2] === letters); });
}
