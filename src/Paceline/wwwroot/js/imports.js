// A file may be dropped on the field; one that is too large is told before it is sent.
document.querySelectorAll('[data-drop]').forEach(drop => {
  const input = drop.querySelector('input[type=file]');
  const error = drop.querySelector('[data-drop-error]');
  const over = on => event => { event.preventDefault(); drop.classList.toggle('over', on); };
  ['dragenter', 'dragover'].forEach(type => drop.addEventListener(type, over(true)));
  ['dragleave', 'drop'].forEach(type => drop.addEventListener(type, over(false)));
  drop.addEventListener('drop', event => {
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    check();
  });
  input.addEventListener('change', check);

  function check() {
    const large = input.files[0]?.size > Number(input.dataset.limit);
    error.textContent = large ? input.dataset.tooLarge : '';
    error.hidden = !large;
    input.setCustomValidity(large ? input.dataset.tooLarge : '');
  }
});
