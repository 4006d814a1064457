// What stands at the top of every page follows the journal as well where there is no board on it.
// Something went wrong, was told how it goes, put right or closed; no table was free, a floor was
// asked or answered; a post stood empty: the strips above are drawn anew.
export const RUNG = new Set([
  'case_opened', 'comforted', 'heard', 'put_right', 'written_down', 'progress_told', 'clock_rang', 'escalated', 'taken_over', 'case_completed', 'not_yet_right', 'case_identified',
  'house_full', 'hurried', 'capacity_asked', 'capacity_answered', 'told_no', 'pastime_offered', 'full_ended', 'escorted', 'cover_asked', 'covered', 'came_back',
  'queued', 'served', 'went_away', 'promised', 'promise_kept', 'promise_broken', 'promise_withdrawn', 'promise_passed',
]);

const live = document.body.dataset.liveAt;
const board = document.querySelector('[data-live]');
let source = null;
let timer = 0;

function redraw() {
  timer = 0;
  if (window.htmx) htmx.trigger(document.body, 'rung');
}

function soon() {
  timer ||= setTimeout(redraw, 60);
}

function listen() {
  if (source || document.hidden || !live) return;
  source = new EventSource(live);
  source.onopen = soon;
  source.addEventListener('moment', (event) => { if (RUNG.has(JSON.parse(event.data).kind)) soon(); });
  source.addEventListener('reload', soon);
}

function rest() {
  // A page nobody looks at keeps no line to the house: a browser has only six of them.
  source?.close();
  source = null;
}

if (!board) {
  document.addEventListener('visibilitychange', () => { if (document.hidden) rest(); else { listen(); soon(); } });
  addEventListener('pagehide', rest);
  listen();
}

// What lay open stays open when a part is redrawn by itself, and nothing is redrawn under a hand that
// is writing or choosing.
let open = [];
document.addEventListener('input', ({ target }) => { target.closest('[data-keeps]')?.setAttribute('data-touched', ''); });
document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.detail.elt.matches('[data-keeps][data-touched]')) event.preventDefault();
});
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail.target.matches('[data-keeps]')) open = [...detail.target.querySelectorAll('details[open][id]')].map((each) => each.id);
});
document.addEventListener('htmx:afterSwap', () => {
  open.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
  open = [];
});
