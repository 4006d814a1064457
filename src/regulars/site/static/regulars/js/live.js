// Every open board follows the journal: a moment elsewhere redraws the card it is about.
const root = document.body.dataset.root;
const word = document.querySelector('[data-live]');
const waiting = new Map();
let timer = 0;
let pause = 1000;
let since = word?.dataset.since || '';

const COMES_OR_GOES = new Set(['arrived', 'departed']);

function say(state) {
  if (!word) return;
  word.dataset.state = state;
  const text = state === 'live' ? word.dataset.word : word.dataset.lost;
  if (word.textContent !== text) word.textContent = text;
}

function opened() {
  return [...document.querySelectorAll('#lists .row input[name=open]')].map((field) => `open=${field.value}`);
}

function busy() {
  // Somebody is typing what was left in the jar: the page must not be pulled from under them.
  const field = document.activeElement;
  return field && field.matches('#lists input:not([type=checkbox])') && field.value !== '';
}

function redrawLists() {
  if (busy()) return later('lists');
  return htmx.ajax('GET', `${root}today/list/?${opened().join('&')}`, { target: '#lists', swap: 'outerHTML' }).catch(gone);
}

function fetchCard(customer, moved) {
  const row = document.getElementById(`c${customer}`);
  if (document.querySelector(`#c${customer} .htmx-request, #rows-form.htmx-request`)) return later(customer, moved);
  const query = [...opened(), moved || !row ? 'moved=1' : ''].filter(Boolean).join('&');
  const where = moved || !row ? { target: document.body, swap: 'none' } : { target: row, swap: 'outerHTML' };
  return htmx.ajax('GET', `${root}today/cards/${customer}/?${query}`, where).catch(gone);
}

// A row that comes from the house takes the place of the one that stands here, wherever it stood.
document.addEventListener('htmx:oobBeforeSwap', (event) => {
  const fresh = event.detail.fragment.querySelector?.('[id]')?.id;
  if (fresh && event.detail.target.matches('#here-list, #due-list, #left-list, #note-people')) document.getElementById(fresh)?.remove();
});

function write(element, text) {
  if (element && element.textContent !== String(text)) element.textContent = text;
}

function recount() {
  const size = (name) => document.getElementById(`${name}-list`).children.length;
  const count = { here: size('here'), due: size('due'), left: size('left') };
  for (const name of ['here', 'due', 'left']) {
    const section = document.getElementById(name);
    section.hidden = count[name] === 0;
    write(section.querySelector('[data-count]'), count[name]);
  }
  write(document.querySelector('[data-came]'), count.here + count.left);
  document.getElementById('quiet').hidden = count.here + count.due > 0 || Boolean(document.querySelector('.bring'));
  document.querySelectorAll('#note-people > [id]').forEach((one) => {
    if (!document.querySelector(`#here-list > #c${one.id.slice(3)}`)) one.remove();
  });
}
const day = document.getElementById('lists')?.dataset.day;
function settled() {
  const lists = document.getElementById('lists');
  if (!lists) return;
  if (lists.dataset.day === day) recount();
  else location.reload();   // another day has begun: the whole page is of yesterday
}
new MutationObserver(settled)
  .observe(document.getElementById('main'), { childList: true, subtree: true });
document.addEventListener('moved', ({ detail }) => {
  const row = detail.state === 'here' && document.getElementById(`c${detail.customer}`);
  if (!row) return;
  row.scrollIntoView({ block: 'start' });
  row.querySelector('.answers .btn, .farewell summary')?.focus({ preventScroll: true });
});

function gone() {
  // The page is on its way elsewhere (signed out, another day): nothing to redraw.
}

function later(what, moved = false) {
  waiting.set(what, moved || waiting.get(what));
  if (timer) return;
  timer = setTimeout(() => {
    timer = 0;
    const all = [...waiting];
    waiting.clear();
    if (all.length > 6 || all.some(([each]) => each === 'lists')) redrawLists();
    else all.forEach(([customer, away]) => fetchCard(customer, away));
  }, busy() ? 2000 : 40);
}

function heard({ kind, subject }) {
  const [whose, id] = (subject || '').split(':');
  if (whose !== 'customer' || kind === 'filled') later('lists');
  else later(id, COMES_OR_GOES.has(kind));
}

function listen() {
  if (!word) return;
  const source = new EventSource(`${word.dataset.live}&since=${since}`);
  source.onopen = () => {
    if (word.dataset.state === 'lost') later('lists');
    pause = 1000;
    say('live');
  };
  source.onerror = () => {
    say('lost');
    if (source.readyState !== EventSource.CLOSED) return;   // else the browser tries again itself
    setTimeout(listen, pause);
    pause = Math.min(pause * 2, 30000);
  };
  source.addEventListener('moment', (event) => { since = event.lastEventId || since; heard(JSON.parse(event.data)); });
  source.addEventListener('reload', (event) => { since = event.lastEventId || since; later('lists'); });
  addEventListener('pagehide', () => source.close(), { once: true });
}

addEventListener('offline', () => say('lost'));
addEventListener('online', () => { say('live'); later('lists'); });

// What lay open stays open, and the keyboard stays where it was, when a part is redrawn.
let open = new Set();
let held = null;
document.addEventListener('htmx:beforeSwap', (event) => {
  open = new Set([...event.detail.target.querySelectorAll('details[open][id]')].map((each) => each.id));
  held = event.detail.target.contains(document.activeElement) ? document.activeElement.closest('.row, .line')?.id : null;
});
document.addEventListener('htmx:afterSettle', () => {
  open.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
  const row = held && document.getElementById(held);
  if (row && document.activeElement === document.body) {
    (row.querySelector('.answers .btn') || row.querySelector('.card__foot .btn') || row.querySelector('a'))?.focus({ preventScroll: true });
  }
  held = null;
});

document.addEventListener('written', (event) => heard({ kind: 'noted', subject: event.detail.subject }));
document.addEventListener('visibilitychange', () => { if (!document.hidden) later('lists'); });

// The clock is the house's own, minute by minute, from the one the page was drawn with.
const clock = document.querySelector('[data-clock]');
const start = clock?.textContent.trim().match(/^(\d+):(\d\d)$/);
if (start) {
  const from = Date.now() - (Number(start[1]) * 60 + Number(start[2])) * 60000 - new Date().getSeconds() * 1000;
  setInterval(() => {
    const minutes = Math.floor((Date.now() - from) / 60000) % 1440;
    clock.textContent = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  }, 5000);
}

listen();
