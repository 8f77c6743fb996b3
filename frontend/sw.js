// The service worker: keeps the app's shell for use without a network, and sends the
// outbox when no page is open. It never touches /api and /media on behalf of a page,
// and holds no key to an account. The build fills in BUILD and SHELL.
'use strict';

const BUILD = '{{build}}';
const SHELL = ['{{shell}}'];
const CACHE = `linli-shell-${BUILD}`;
const NAVIGATION_WAIT_MS = 4000;

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    if (await killed()) throw new Error('The operator stopped the service worker.');
    const cache = await caches.open(CACHE);
    // Names under /assets/ carry their content's hash: what the page just fetched is good.
    // The rest passes over the browser's own cache. One build, whole, or none.
    const freshness = (path) => (path.startsWith('/assets/') ? 'default' : 'reload');
    await cache.addAll(SHELL.map((path) => new Request(path, { cache: freshness(path) })));
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('linli-shell-') && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

// The new build takes over only when the reader asked for it.
self.addEventListener('message', (event) => {
  if (event.data && event.data.type === 'update') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (/^\/(api|media)(\/|$)/.test(url.pathname)) return;
  if (request.mode === 'navigate') {
    event.respondWith(page(request));
    event.waitUntil(obeyKillSwitch());
  } else if (SHELL.includes(url.pathname) || url.pathname.startsWith('/assets/')) {
    event.respondWith(shell(request));
  }
});

// Network first: the server's newest page. The kept one when the network is gone, too
// slow, or a proxy answers for a server that is down.
async function page(request) {
  const kept = await caches.match('/', { cacheName: CACHE });
  try {
    const signal = kept && AbortSignal.timeout ? AbortSignal.timeout(NAVIGATION_WAIT_MS) : undefined;
    const answer = await fetch(request, { signal });
    return answer.status >= 500 && kept ? kept : answer;
  } catch (offline) {
    if (kept) return kept;
    throw offline;
  }
}

// Files whose name carries their content's hash: once fetched, good for ever. What only staff
// open is kept when it is first opened.
async function shell(request) {
  const kept = await caches.match(request, { cacheName: CACHE, ignoreSearch: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && new URL(request.url).pathname.startsWith('/assets/')) await keep(request, answer);
  return answer;
}

async function keep(request, answer) {
  const copy = answer.clone();
  const cache = await caches.open(CACHE);
  // A full disk keeps nothing and breaks nothing.
  await cache.put(request, copy).catch(() => {});
}

// The way out of a broken worker: an operator lets /sw-kill answer "1".
async function killed() {
  try {
    const answer = await fetch('/sw-kill', { cache: 'no-store' });
    return answer.status === 200 && (await answer.text()).trim() === '1';
  } catch (offline) {
    return false;
  }
}

async function obeyKillSwitch() {
  if (!(await killed())) return;
  for (const name of await caches.keys()) {
    if (name.startsWith('linli-shell-')) await caches.delete(name);
  }
  await self.registration.unregister();
}

// Background Sync: an open page sends its own outbox; without one, we do.
self.addEventListener('sync', (event) => {
  if (event.tag !== 'outbox') return;
  event.waitUntil((async () => {
    const pages = await self.clients.matchAll({ type: 'window' });
    if (pages.length > 0) {
      for (const open of pages) open.postMessage({ type: 'flush' });
    } else if (await flushOutbox()) {
      // A failed sync is what makes the browser try again later.
      throw new Error('The outbox is not empty yet.');
    }
  })());
});

// ---- The outbox. The page follows the same rules (frontend/src/net/outbox.rs). ----

// Sends the waiting records in the order they were written, each once; true when some
// are left for another try. One sender at a time, across every page and this worker.
async function flushOutbox() {
  return navigator.locks.request('linli-outbox', async () => {
    const db = await openOutbox();
    if (!db) return false;
    try {
      return await sendWaiting(db);
    } finally {
      db.close();
    }
  });
}

async function sendWaiting(db) {
  const waiting = (await all(db)).filter((record) => record.kind === 'http' && record.state === 'waiting');
  if (waiting.length === 0) return false;
  let session = await refresh();
  if (!session.token) return session.retry;
  let refreshed = false;
  for (const record of waiting) {
    // What another account left on this phone waits until that account is back.
    if (record.account !== session.account) continue;
    let answer;
    try {
      answer = await send(record, session.token);
      if (answer.status === 401 && !refreshed) {
        refreshed = true;
        session = await refresh();
        if (!session.token) return session.retry;
        if (record.account !== session.account) return false;
        answer = await send(record, session.token);
      }
    } catch (offline) {
      return true;
    }
    const fate = fateOf(answer.status);
    if (fate === 'sent') {
      await remove(db, record.seq);
    } else if (fate === 'failed') {
      await put(db, { ...record, state: 'failed', tries: record.tries + 1, problem: await problemOf(answer) });
    } else {
      await put(db, { ...record, tries: record.tries + 1 });
      return fate === 'retry';
    }
  }
  return false;
}

// 'sent' leaves the outbox, 'failed' waits for its writer to correct it, 'retry' is tried
// again by itself, 'wait' stays until a page decides: 401 needs a sign-in, 426 a new build.
function fateOf(status) {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 401 || status === 426) return 'wait';
  if (status === 408 || status === 429 || status >= 500) return 'retry';
  return 'failed';
}

function send(record, token) {
  const headers = { authorization: `Bearer ${token}`, 'linli-build': record.build };
  if (record.seat) headers['linli-seat'] = record.seat;
  const body = record.blob || record.body;
  if (body) headers['content-type'] = record.blob ? record.content_type : 'application/json';
  return fetch(record.path, {
    method: record.method, headers, body, credentials: 'same-origin', cache: 'no-store', redirect: 'error',
  });
}

// A new access token for the account signed in here, from the HttpOnly cookie, which each
// refresh replaces: never two at once, across pages and worker.
function refresh() {
  return navigator.locks.request('linli-refresh', async () => {
    try {
      const answer = await fetch('/api/session/refresh', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'linli-build': BUILD },
        body: '{}', credentials: 'same-origin', cache: 'no-store', redirect: 'error',
      });
      if (!answer.ok) return { retry: fateOf(answer.status) === 'retry' };
      const { access_token: token, me } = await answer.json();
      return { token, account: me.account };
    } catch (offline) {
      return { retry: true };
    }
  });
}

async function problemOf(answer) {
  try {
    return await answer.json();
  } catch (unreadable) {
    return { status: answer.status };
  }
}

// Opens the page's database, and never makes it: its shape is the page's business.
function openOutbox() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('linli');
    let missing = false;
    opening.onupgradeneeded = () => { missing = true; opening.transaction.abort(); };
    opening.onerror = (event) => {
      event.preventDefault();
      if (missing) resolve(null); else reject(opening.error);
    };
    opening.onsuccess = () => {
      const db = opening.result;
      if (db.objectStoreNames.contains('outbox')) { resolve(db); return; }
      db.close();
      resolve(null);
    };
  });
}

function settle(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const store = (db, mode) => db.transaction('outbox', mode).objectStore('outbox');
const all = (db) => settle(store(db, 'readonly').getAll());
const put = (db, record) => settle(store(db, 'readwrite').put(record));
const remove = (db, seq) => settle(store(db, 'readwrite').delete(seq));
