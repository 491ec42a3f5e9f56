// Keeps the desk's page on the phone, without anybody's name in it: names come from the phone's own list.
const CACHE = 'desk';
const isPart = url => /\.(js|css|svg)$/.test(url.pathname);

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('message', event => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  const page = await fetch(`${event.data.page}?empty=true`);
  if (page.ok && !page.redirected) await cache.put(event.data.page, page);
  await Promise.all([...event.data.parts].map(async part => { const answer = await fetch(part); if (answer.ok) await cache.put(part, answer); }));
  event.source?.postMessage('kept');
})()));

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin || url.searchParams.has('handler')) return;
  if (event.request.mode === 'navigate') event.respondWith(fetch(event.request).catch(() => kept(url.pathname)));
  else if (isPart(url)) event.respondWith(fetch(event.request).catch(() => kept(event.request.url)));
});

async function kept(url) {
  return await (await caches.open(CACHE)).match(url) ?? Response.error();
}
