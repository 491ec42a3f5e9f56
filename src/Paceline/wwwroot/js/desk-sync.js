// Sends what waits, one message at a time. Sending twice is harmless: each tap has a key of its own.
export function sender(here, kept, device, token, told) {
  let busy = false;

  async function send() {
    if (busy) return;
    busy = true;
    try {
      for (;;) {
        const items = (await kept.queue()).slice(0, 200);
        if (!items.length) { await told('sent'); break; }
        const answer = await post(items);
        if (!answer) { await told('offline'); break; }
        if (answer === 'ended') { await told('ended'); break; }
        const why = new Map(answer.refused.map(r => [r.id, r.why]));
        await kept.settle(items.map(i => i.id), items.filter(i => why.has(i.id)).map(i => ({ id: i.id, name: i.name, why: why.get(i.id) })));
        await told('taken', items.filter(i => !why.has(i.id)));
      }
    } finally { busy = false; }
  }

  async function post(items, again = true) {
    const body = JSON.stringify({ device, sentAt: Date.now(), items: items.map(({ id, registration, act, day, at, method, walkIn }) => ({ id, registration, act, day, at, method, walkIn })) });
    let response;
    try {
      response = await fetch(`${here}?handler=Sync`, { method: 'POST', body, headers: { 'Content-Type': 'application/json', RequestVerificationToken: token() } });
    } catch { return null; }
    if (response.status === 403 || response.status === 404) return 'ended';
    // The page was kept from another sitting: its form is renewed once.
    if (response.status === 400 && again && await renew()) return post(items, false);
    return response.ok && !response.redirected ? response.json() : null;
  }

  async function renew() {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(`${here}?empty=true`)).text(), 'text/html');
      const fresh = page.querySelector('[name=__RequestVerificationToken]')?.value;
      return Boolean(fresh) && Boolean(token(fresh));
    } catch { return false; }
  }

  return send;
}

// The list as the product has it now; null without a network, 'ended' where this person no longer receives people here.
export async function people(here) {
  try {
    const response = await fetch(`${here}?handler=People`);
    if (response.status === 403 || response.status === 404) return 'ended';
    return response.ok && !response.redirected ? await response.json() : null;
  } catch { return null; }
}
