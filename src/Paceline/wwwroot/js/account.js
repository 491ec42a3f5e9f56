// A role that is tied to a cluster or a company asks for it; the others do not show the field.
for (const form of document.querySelectorAll('form[data-role-form]')) {
  const role = form.querySelector('select[name$="Role"]');
  const show = () => form.querySelectorAll('[data-for-role]').forEach(part => { part.hidden = part.dataset.forRole !== role.value; });
  role.addEventListener('change', show);
  show();
}
