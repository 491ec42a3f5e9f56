// Forms marked data-passkey="create|request" ask the browser for a passkey and send it along.
// They are hidden until this file has seen that the browser can: without it the password does.
const able = window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined;

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!able) continue;
  form.hidden = false;
  const error = form.querySelector('[data-passkey-error]');
  const say = text => { error.textContent = text; error.hidden = !text; };

  form.addEventListener('submit', async event => {
    event.preventDefault();
    const button = event.submitter ?? form.querySelector('button');
    if (button.getAttribute('aria-busy')) return;
    button.setAttribute('aria-busy', 'true');
    say('');
    try {
      const answer = await fetch('?handler=PasskeyOptions', { method: 'POST', body: new FormData(form) });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const options = await answer.json();
      const credential = form.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      // Cancelled, timed out, or the network is away: the person may try again or take the password.
      say(error.dataset.passkeyError);
      button.removeAttribute('aria-busy');
    }
  });
}
