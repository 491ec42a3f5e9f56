// The pack is a plain page. This keeps it on the phone, says so, and says when there is no connection.
const pack = document.querySelector('[data-briefing]');
const saved = document.querySelector('[data-saved]');

const say = words => { saved.textContent = words.replace('{0}', saved.dataset.at); saved.hidden = false; };

// Exactly what this page is made of, and its calendar is left out: it is fetched when it is wanted.
const parts = () => [location.pathname, ...[...document.querySelectorAll('link[rel=stylesheet], link[rel=icon]')].map(l => l.href),
  ...[...document.querySelectorAll('script[src]')].map(s => s.src), ...[...document.querySelectorAll('use')].map(u => new URL(u.getAttribute('href'), location.href).href.split('#')[0])];

async function keep() {
  const scope = pack.dataset.scope;
  await navigator.serviceWorker.register('/briefing-worker.js', { scope });
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => { if (data === 'saved' && navigator.onLine) say(saved.dataset.saved); };
  worker.postMessage({ keep: [...new Set(parts())] }, [channel.port2]);
}

if (pack && saved) {
  if (!navigator.onLine) say(saved.dataset.offline);
  else if ('serviceWorker' in navigator) keep().catch(() => { /* without it the page is a page */ });
  addEventListener('offline', () => say(saved.dataset.offline));
  addEventListener('online', () => say(saved.dataset.saved));
}
