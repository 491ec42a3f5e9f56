// What the phone keeps of an activity: the list, and what was tapped until the product has it. One database for each activity.
const PREFIX = 'desk-';
const done = request => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });

function open(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('people', { keyPath: 'i' });
    request.result.createObjectStore('queue', { keyPath: 'id' });
    request.result.createObjectStore('refused', { keyPath: 'id' });
    request.result.createObjectStore('facts');
  };
  return done(request);
}

export async function store(activity) {
  const db = await open(PREFIX + activity);
  // Written to the disk before anybody is told that it is written.
  const act = (names, mode, work) => new Promise((resolve, reject) => {
    const transaction = db.transaction(names, mode, { durability: 'strict' });
    const result = work(...[].concat(names).map(name => transaction.objectStore(name)));
    transaction.oncomplete = () => resolve(result?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
  return {
    people: () => act('people', 'readonly', s => s.getAll()),
    queue: async () => (await act('queue', 'readonly', s => s.getAll())).sort((a, b) => a.order - b.order),
    refused: () => act('refused', 'readonly', s => s.getAll()),
    fact: key => act('facts', 'readonly', s => s.get(key)),
    remember: (key, value) => act('facts', 'readwrite', s => s.put(value, key)),
    add: item => act('queue', 'readwrite', s => s.add(item)),
    replace: people => act('people', 'readwrite', s => { s.clear(); people.forEach(p => s.put(p)); }),
    put: person => act('people', 'readwrite', s => s.put(person)),
    // What the product has leaves the queue; what it did not take stays readable with the reason.
    settle: (taken, refused) => act(['queue', 'refused'], 'readwrite', (queue, kept) => {
      refused.forEach(r => kept.put(r));
      taken.forEach(id => queue.delete(id));
    }),
    dismiss: id => act('refused', 'readwrite', s => s.delete(id)),
    forget: () => act('people', 'readwrite', s => s.clear()),
  };
}

// Lists of activities that are over leave the phone, whichever activity is open now. What still waits to be sent stays.
export async function sweep(now) {
  for (const { name } of await indexedDB.databases?.() ?? []) {
    if (!name?.startsWith(PREFIX)) continue;
    const kept = await store(name.slice(PREFIX.length));
    const until = await kept.fact('until');
    if (until && until < now) await kept.forget();
  }
}
