// Stands between the pages and a network that may be gone. Pages of the floor are kept as they
// last stood; what is tapped or written meanwhile is kept too, and sent by the page (offline.js).
const VERSION = '__VERSION__';
const PAGES = 'regulars-pages';
const PARTS = `regulars-parts-${VERSION}`;
const OFFLINE = '/offline/';
const KEPT_FOR = 36 * 3600 * 1000;
const PATIENCE = 8000;
const READ = /^\/p\/[\w-]+\/(today\/|customers\/\d+\/|cases\/new\/|slips\/new\/|playbooks\/(\d+\/)?)?$/;
const WRITTEN = /^\/p\/[\w-]+\/(.*\/)?(notes|visitors|arrivals|departures|acts|refusals|askings|relays|greetings|preparations|cases|slips)\/$/;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(PARTS).then((cache) => cache.add(OFFLINE)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('regulars-parts-') && name !== PARTS) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener('message', (event) => {
  if (event.data === 'forget') event.waitUntil(caches.delete(PAGES));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === 'POST') {
    if (url.pathname === '/logout/') event.waitUntil(caches.delete(PAGES));
    else if (WRITTEN.test(url.pathname) && !request.headers.has('X-Replay')) event.respondWith(sentOrKept(request, url));
    return;
  }
  if (request.method !== 'GET') return;
  if (url.pathname.startsWith('/static/')) event.respondWith(part(request));
  else if (request.mode === 'navigate' || (READ.test(url.pathname) && request.headers.has('X-Copy'))) event.respondWith(page(request, url));
});

// A colleague is told something, also while no page is open. A repeat replaces itself.
self.addEventListener('push', (event) => {
  const { id, subject, line, path, urgent } = event.data.json();
  const shown = { body: line, tag: id, data: path, icon: '/static/regulars/seal.svg', requireInteraction: urgent };
  event.waitUntil(self.registration.showNotification(subject, shown));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const [open] = await self.clients.matchAll({ type: 'window' });
    if (open) await open.focus().then((page) => page.navigate(event.notification.data));
    else await self.clients.openWindow(event.notification.data);
  })());
});

async function part(request) {
  const cache = await caches.open(PARTS);
  const known = await cache.match(request, { ignoreSearch: true });
  const fresh = fetch(request).then((answer) => { if (answer.ok) cache.put(request, answer.clone()); return answer; });
  if (!known) return fresh;
  fresh.catch(() => {});
  return known;
}

function inTime(request) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), PATIENCE);
  return fetch(request, { signal: ending.signal }).finally(() => clearTimeout(timer));
}

async function page(request, url) {
  const keep = READ.test(url.pathname);
  try {
    const answer = keep ? await inTime(request) : await fetch(request);
    if (keep && answer.ok && !answer.redirected) await remember(url, answer.clone());
    return answer;
  } catch {
    return (await copy(url)) || (await caches.match(OFFLINE)) || Response.error();
  }
}

async function remember(url, answer) {
  const headers = new Headers(answer.headers);
  headers.set('X-Kept-At', new Date().toISOString());
  const cache = await caches.open(PAGES);
  await cache.put(url.pathname, new Response(await answer.blob(), { headers }));
}

// As it last stood, with the instant written into the page, so that it can say how old it is; each
// time with a key of its own, so that two entries made from one copy count as two.
async function copy(url) {
  const cache = await caches.open(PAGES);
  const board = url.pathname.match(/^\/p\/[\w-]+\//)?.[0];
  const known = (await cache.match(url.pathname)) || (board && (await cache.match(`${board}today/`)));
  if (!known) return null;
  const at = known.headers.get('X-Kept-At');
  if (Date.now() - Date.parse(at) > KEPT_FOR) { await caches.delete(PAGES); return null; }
  const html = (await known.text()).replace('<body', `<body data-copy="${at}"`).replaceAll(/name="key" value="[^"]*"/g, `name="key" value="${crypto.randomUUID()}"`);
  return new Response(html, { headers: known.headers });
}

// Sent if the house can be reached. Else kept, with its key, so that it counts once however often it is sent.
async function sentOrKept(request, url) {
  const body = await request.clone().text();
  try {
    return await fetch(request);
  } catch {
    await put({ url: url.pathname, body, written: new Date().toISOString() });
    for (const client of await self.clients.matchAll()) client.postMessage('kept');
    if (request.mode !== 'navigate') return new Response(null, { status: 204, headers: { 'X-Kept': 'here' } });
    return Response.redirect(new URLSearchParams(body).get('next') || url.pathname.match(/^\/p\/[\w-]+\//)[0] + 'today/', 303);
  }
}

function put(entry) {
  return new Promise((done, failed) => {
    const asked = indexedDB.open('regulars', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('waiting', { keyPath: 'id', autoIncrement: true });
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      const deed = asked.result.transaction('waiting', 'readwrite');
      deed.objectStore('waiting').add(entry);
      deed.oncomplete = () => { asked.result.close(); done(); };
      deed.onerror = () => failed(deed.error);
    };
  });
}
