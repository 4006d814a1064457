// Every open board follows the journal: a moment elsewhere redraws the card it is about.
import { shows } from './shown.js';
import { RUNG } from './rung.js';
const root = document.body.dataset.root;
const word = document.querySelector('[data-live]');
const waiting = new Map();
let timer = 0;
let pause = 1000;
let since = word?.dataset.since || '';
let opened_at = 0;

const COMES_OR_GOES = new Set(['arrived', 'departed', 'handed_off', 'met']);
const BETWEEN_POSTS = new Set(['handed_off', 'met', 'passed_on', 'relay_lost', 'stepped_out', 'came_back']);
const OF_STAFF = new Set(['stepped_out', 'came_back']);
const SILENT = new Set(['shown', 'caught_up', 'unprepared']);

function say(state) {
  if (!word) return;
  word.dataset.state = state;
  const text = state === 'live' ? word.dataset.word : word.dataset.lost;
  if (word.textContent !== text) word.textContent = text;
}

function asked(...more) {
  const post = document.getElementById('lists')?.dataset.post;
  const open = [...document.querySelectorAll('#lists .row input[name=open]')].map((field) => `open=${field.value}`);
  return [post ? `post=${encodeURIComponent(post)}` : '', ...open, ...more].filter(Boolean).join('&');
}

function busy() {
  // Somebody is typing what was left in the jar, or is saying goodbye step by step: the page must
  // not be pulled from under them.
  const field = document.activeElement;
  return field && field.matches('#lists input:not([type=checkbox]), #lists textarea') && field.value !== '';
}
const occupied = (row) => row?.querySelector('.after, input[name=steps]:checked') || (busy() && row?.contains(document.activeElement));

function redrawLists() {
  if (busy() || occupied(document.getElementById('lists'))) return later('lists');
  redrawNow();
  return htmx.ajax('GET', `${root}today/list/?${asked()}`, { target: '#lists', swap: 'outerHTML' }).catch(gone);
}

function redrawNow() {
  if (!document.getElementById('now')) return;
  return htmx.ajax('GET', `${root}today/now/?${asked()}`, { target: '#now', swap: 'outerHTML' }).catch(gone);
}

function fetchCard(customer, moved) {
  const row = document.getElementById(`c${customer}`);
  if (document.querySelector(`#c${customer} .htmx-request, #rows-form.htmx-request`)) return later(customer, moved);
  if (row && occupied(row)) return later(customer, moved);
  const elsewhere = moved || !row;
  const where = elsewhere ? { target: document.body, swap: 'none' } : { target: row, swap: 'outerHTML' };
  return htmx.ajax('GET', `${root}today/cards/${customer}/?${asked(elsewhere ? 'moved=1' : '')}`, where).catch(gone);
}

// A row that comes from the house takes the place of the one that stands here, wherever it stood;
// what was unfolded on it to send somebody on stays unfolded, with what was typed.
const LISTS = '#here-list, #due-list, #away-list, #left-list, #note-people';
document.addEventListener('htmx:oobBeforeSwap', (event) => {
  const fresh = event.detail.fragment.querySelector?.('[id]')?.id;
  if (!fresh || !event.detail.target.matches(LISTS)) return;
  const before = document.getElementById(fresh);
  const unfolded = before?.querySelector('.on');
  if (unfolded) event.detail.fragment.querySelector('.on')?.replaceWith(unfolded);
  before?.remove();
});
document.addEventListener('htmx:afterOnLoad', ({ detail }) => {
  if (detail.elt.matches('.on__in')) detail.elt.closest('.on')?.replaceChildren();
});
document.addEventListener('click', (event) => {
  const unfolded = event.target.closest?.('.card__onward')?.closest('.card').querySelector('.on');
  if (!unfolded?.childElementCount) return;
  unfolded.replaceChildren();   // a second tap folds it
  event.preventDefault();
  event.stopPropagation();
}, true);

function write(element, text) {
  if (element && element.textContent !== String(text)) element.textContent = text;
}

const NAMES = ['here', 'due', 'away', 'left'];
function recount() {
  const count = Object.fromEntries(NAMES.map((name) => [name, document.getElementById(`${name}-list`).children.length]));
  for (const name of NAMES) {
    const section = document.getElementById(name);
    section.hidden = count[name] === 0;
    write(section.querySelector('[data-count]'), count[name]);
  }
  write(document.querySelector('[data-came]'), count.here + count.away + count.left);
  document.getElementById('quiet').hidden = count.here + count.due + count.away > 0 || Boolean(document.querySelector('.bring'));
  document.querySelectorAll('#note-people > [id]').forEach((one) => {
    if (!document.querySelector(`:is(#here-list, #away-list) > #c${one.id.slice(3)}`)) one.remove();
  });
}
const day = document.getElementById('lists')?.dataset.day;
function settled() {
  const lists = document.getElementById('lists');
  if (!lists) return;
  if (lists.dataset.day === day) { recount(); watchDangers(); tick(); }
  else location.reload();   // another day has begun: the whole page is of yesterday
}
new MutationObserver(settled)
  .observe(document.getElementById('main'), { childList: true, subtree: true });
document.addEventListener('moved', ({ detail }) => {
  const row = document.getElementById(`c${detail.customer}`);
  if (!row) return;
  if (detail.state === 'left') { row.querySelector('.after textarea')?.focus(); return; }
  if (detail.list !== 'here') return;
  row.scrollIntoView({ block: 'start' });
  row.querySelector('.answers .btn, .card__send, .farewell summary')?.focus({ preventScroll: true });
});

// A danger is pinned under the header for as long as its card lies further down.
const seen = new IntersectionObserver((entries) => {
  for (const { target, boundingClientRect, isIntersecting } of entries) {
    const below = !isIntersecting && boundingClientRect.top > 0;
    document.querySelectorAll(`.pins [data-for="${target.id}"]`).forEach((pin) => { if (pin.hidden === below) pin.hidden = !below; });
  }
}, { rootMargin: '0px 0px -96px 0px' });
let watched = { pins: null, rows: [] };
function watchDangers() {
  const rows = [...document.querySelectorAll('.pins__all [data-for]')].map((pin) => document.getElementById(pin.dataset.for)).filter(Boolean);
  const pins = document.getElementById('pins');
  if (!pins || (pins === watched.pins && rows.every((row, n) => row === watched.rows[n]) && rows.length === watched.rows.length)) return;
  watched = { pins, rows };
  seen.disconnect();
  rows.forEach((row) => seen.observe(row));
}

// How long ago somebody was sent on: second by second, from the house's own clock.
let drawn = null;
let ahead = 0;
function tick() {
  const now = document.getElementById('now');
  if (now && now !== drawn) { drawn = now; ahead = Number(now.dataset.at) * 1000 - Date.now(); }
  document.querySelectorAll('time[data-since]').forEach((time) => {
    const seconds = Math.max(0, Math.round((Date.now() + ahead) / 1000 - Number(time.dataset.since)));
    const text = seconds < 120 ? time.dataset.seconds.replace('{n}', seconds) : time.dataset.minutes.replace('{n}', Math.floor(seconds / 60));
    if (time.textContent !== text) time.textContent = text;
  });
}
setInterval(tick, 1000);

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
    else all.forEach(([each, away]) => (each === 'now' ? redrawNow() : fetchCard(each, away)));
  }, busy() ? 2000 : 40);
}

function heard({ id, kind, subject }) {
  if (SILENT.has(kind)) return;
  if (RUNG.has(kind)) {
    htmx.trigger(document.body, 'rung');
    if (!BETWEEN_POSTS.has(kind)) return;
  }
  const [whose, who] = (subject || '').split(':');
  if (BETWEEN_POSTS.has(kind) || COMES_OR_GOES.has(kind)) later('now');
  if (!OF_STAFF.has(kind)) {
    if (whose !== 'customer' || kind === 'filled') later('lists');
    else later(who, COMES_OR_GOES.has(kind));
  }
  if (id && Date.now() - opened_at > 2000) shows(root, id, kind);
}

function listen() {
  if (!word) return;
  const source = new EventSource(`${word.dataset.live}&since=${since}`);
  source.onopen = () => {
    if (word.dataset.state === 'lost') later('lists');
    opened_at = Date.now();
    pause = 1000;
    say('live');
  };
  source.onerror = () => {
    say('lost');
    if (source.readyState !== EventSource.CLOSED) return;   // else the browser tries again itself
    setTimeout(listen, pause);
    pause = Math.min(pause * 2, 30000);
  };
  source.addEventListener('moment', (event) => { since = event.lastEventId || since; heard({ id: event.lastEventId, ...JSON.parse(event.data) }); });
  source.addEventListener('reload', (event) => { since = event.lastEventId || since; later('lists'); });
  addEventListener('pagehide', () => source.close(), { once: true });
}

addEventListener('offline', () => say('lost'));
addEventListener('online', () => { say('live'); later('lists'); });
document.addEventListener('caughtup', () => later('lists'));

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

document.addEventListener('written', (event) => {
  document.querySelector(`#c${(event.detail.subject || '').split(':')[1]} .after`)?.remove();
  heard({ kind: 'noted', subject: event.detail.subject });
});
document.addEventListener('click', (event) => {
  if (!event.target.closest('[data-close-after]')) return;
  event.preventDefault();
  event.target.closest('.after').remove();
});
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

document.querySelector('.posts [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
watchDangers();
tick();
listen();
