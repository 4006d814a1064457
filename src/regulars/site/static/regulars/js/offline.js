// What was kept on this phone while the house could not be reached: said, sent once it can be,
// and never under somebody else's name.
const person = document.body.dataset.person || '';
const strip = document.getElementById('offline');
const words = strip?.dataset ?? {};
const AGAIN = 20000;
let gone = document.body.dataset.copy ? Date.parse(document.body.dataset.copy) : 0;
let sending = false;

function store(mode, deed) {
  return new Promise((done, failed) => {
    const asked = indexedDB.open('regulars', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('waiting', { keyPath: 'id', autoIncrement: true });
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      const work = asked.result.transaction('waiting', mode);
      const answer = deed(work.objectStore('waiting'));
      work.oncomplete = () => { asked.result.close(); done(answer.result); };
      work.onerror = () => failed(work.error);
    };
  });
}
const waiting = () => store('readonly', (entries) => entries.getAll());
const drop = (id) => store('readwrite', (entries) => entries.delete(id));
const keep = (entry) => store('readwrite', (entries) => entries.put(entry));

// An entry belongs to whoever was signed in on this phone when it was written.
async function claim() {
  for (const entry of await waiting()) if (entry.person === undefined) await keep({ ...entry, person });
}

const clock = (instant) => new Date(instant).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

async function say(sent = 0) {
  if (!strip) return;
  const all = await waiting();
  const mine = all.filter((entry) => !entry.refused && (entry.person ?? person) === person);
  const theirs = all.filter((entry) => !entry.refused && (entry.person ?? person) !== person);
  const refused = all.filter((entry) => entry.refused && entry.person === person);
  const away = gone || !navigator.onLine;
  const lines = [];
  if (mine.length) lines.push(fill(mine.length === 1 ? words.one : words.many, { n: mine.length }));
  if (theirs.length) lines.push(fill(words.theirs, { n: theirs.length }));
  if (document.body.dataset.copy) lines.push(fill(words.copy, { time: clock(document.body.dataset.copy) }));
  if (sent) lines.push(fill(words.sent, { n: sent }));
  strip.hidden = !(away || lines.length || refused.length);
  strip.querySelector('[data-head]').textContent = away ? words.away : sent ? words.back : lines.length ? words.waits : '';
  strip.querySelector('[data-lines]').textContent = lines.join(words.space ?? ' ');
  strip.querySelector('[data-refused]').replaceChildren(...refused.map(returned));
}

// What the house could not take is shown with its words, so that nothing written is lost.
function returned(entry) {
  const line = strip.querySelector('template').content.cloneNode(true).firstElementChild;
  line.querySelector('q').textContent = new URLSearchParams(entry.body).get('words') || entry.url;
  line.querySelector('button').addEventListener('click', async () => { await drop(entry.id); say(); });
  return line;
}

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? '';

async function send(entry) {
  const body = new URLSearchParams(entry.body);
  body.delete('csrfmiddlewaretoken');
  body.set('waited', Math.max(0, Math.round((Date.now() - Date.parse(entry.written)) / 1000)));
  const answer = await fetch(entry.url, {
    method: 'POST', body, headers: { 'X-CSRFToken': token(), 'X-Replay': '1', 'HX-Request': 'true' },
  });
  if (answer.ok) { await drop(entry.id); return true; }
  if (answer.status === 401 || answer.status === 429 || answer.status >= 500) throw new Error('later');
  await keep({ ...entry, refused: answer.status });
  return false;
}

async function catchUp() {
  if (sending || !navigator.onLine || !person) return;
  sending = true;
  let sent = 0;
  try {
    await claim();
    for (const entry of await waiting()) {
      if (entry.refused || entry.person !== person) continue;
      if (await send(entry)) sent += 1;
    }
    if (sent || gone) await back(sent);
  } catch { /* still away: the next look tries again */ } finally {
    sending = false;
    say(sent);
  }
}

// Back again: a page that was a copy is drawn afresh, once the house itself answers and not its copy.
async function back(sent) {
  if (document.body.dataset.copy) {
    const answer = await fetch(location.pathname, { headers: { 'X-Copy': '1' } });
    if (answer.headers.has('X-Kept-At')) return;
    gone = 0;
    if (answer.ok) location.reload();
    return;
  }
  gone = 0;
  if (sent) document.dispatchEvent(new CustomEvent('caughtup'));
}

function mark(element) {
  const box = element?.closest('.note, .card, .row, .line, form');
  if (!box || box.querySelector('.kept-here')) return;
  const line = document.createElement('p');
  line.className = 'kept-here';
  line.textContent = words.here;
  box.append(line);
  const field = box.matches('.note') && box.querySelector('textarea');
  if (field) { field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true })); }
}

document.addEventListener('htmx:afterRequest', (event) => {
  if (event.detail.xhr?.getResponseHeader('X-Kept')) { gone ||= Date.now(); mark(event.detail.elt); claim().then(() => say()); }
});

function taken() {
  const worker = navigator.serviceWorker;
  return new Promise((done) => {
    if (worker.controller) done();
    else worker.addEventListener('controllerchange', done, { once: true });
  });
}

async function open() {
  if (!('serviceWorker' in navigator)) return;
  if (localStorage.getItem('regulars:person') !== person) {
    await caches.delete('regulars-pages');
    localStorage.setItem('regulars:person', person);
  }
  await navigator.serviceWorker.register('/sw.js');
  navigator.serviceWorker.addEventListener('message', () => claim().then(() => say()));
  // The page that brought the worker in was not yet its own: ask once more, so that a copy is kept.
  const first = !navigator.serviceWorker.controller;
  await taken();
  // Its scripts and styles came before the worker too: without them a copy would stay silent.
  if (first) for (const part of document.querySelectorAll('script[src], link[rel=stylesheet]')) fetch(part.src || part.href).catch(() => {});
  if (strip && !document.body.dataset.copy) fetch(location.pathname, { headers: { 'X-Copy': '1' } }).catch(() => {});
  await claim();
  readyForTrouble().catch(() => {});
}

// What somebody may need in the very minute the network is gone: the two short forms.
async function readyForTrouble() {
  const root = location.pathname.match(/^\/p\/[\w-]+\//)?.[0];
  if (!root || document.body.dataset.copy) return;
  const pages = await caches.open('regulars-pages');
  for (const path of [`${root}cases/new/`, `${root}slips/new/`]) {
    const at = (await pages.match(path))?.headers.get('X-Kept-At');
    if (!at || Date.now() - Date.parse(at) > 6 * 3600 * 1000) await fetch(path, { headers: { 'X-Copy': '1' } });
  }
}

if (window.isSecureContext && 'indexedDB' in window) {
  addEventListener('online', catchUp);
  addEventListener('offline', () => { gone ||= Date.now(); say(); });
  setInterval(async () => { if ((await waiting()).length || gone) catchUp(); }, AGAIN);
  if (!person) navigator.serviceWorker?.controller?.postMessage('forget');
  else { say().catch(() => {}); open().catch(() => {}).then(catchUp).then(() => say()); }
}
