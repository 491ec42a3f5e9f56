// Keeps one briefing pack: its page and what the page is made of, nothing else. The network comes first; without one, what was kept.
const NAME = 'briefing:' + new URL(registration.scope).pathname;
const isPage = request => request.mode === 'navigate' && new URL(request.url).pathname === new URL(registration.scope).pathname;

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));

async function keep(addresses) {
  const cache = await caches.open(NAME);
  const kept = await Promise.all(addresses.map(async address => {
    const response = await fetch(address, { cache: 'no-cache' });
    if (response.ok && !response.redirected) await cache.put(address, response);
    return response.ok;
  }));
  return kept.every(Boolean);
}

addEventListener('message', event => event.waitUntil(keep(event.data.keep).then(all => event.ports[0].postMessage(all ? 'saved' : 'failed'), () => event.ports[0].postMessage('failed'))));

async function page(request) {
  const cache = await caches.open(NAME);
  const own = new URL(registration.scope).pathname;
  try {
    const response = await fetch(request);
    // Ended, forbidden or signed out: what was kept goes.
    if ([401, 403, 404, 410].includes(response.status) || response.redirected) await caches.delete(NAME);
    else if (response.ok && !new URL(request.url).search) await cache.put(own, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(own, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function part(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(NAME)).match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

addEventListener('fetch', event => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(isPage(request) ? page(request) : part(request));
});
