// Rings run second by second on the house's own clock: each page says what hour it was drawn at.
const WHOLE = 20 * 60;
const SOON = 5 * 60;
let ahead = 0;
let drawn = '';

function hour() {
  const told = document.querySelector('[data-house-now]')?.dataset.houseNow;
  if (told && told !== drawn) { drawn = told; ahead = Number(told) * 1000 - Date.now(); }
  return (Date.now() + ahead) / 1000;
}

function figures(seconds) {
  const whole = Math.abs(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes > 999) return `+${Math.floor(minutes / 60)} h`;
  return `${seconds < 0 ? '+' : ''}${minutes}:${String(whole % 60).padStart(2, '0')}`;
}

function draw(ring, now) {
  const seconds = Math.round(Number(ring.dataset.due) - now);
  const state = seconds < 0 ? 'over' : seconds <= SOON ? 'soon' : 'running';
  const text = figures(seconds);
  const minutes = Math.min(WHOLE, Math.max(0, seconds)) / 60;
  ring.querySelector('.figures-big').textContent = text;
  ring.querySelector('.unit').textContent = state === 'over' ? ring.dataset.past : ring.dataset.left;
  const arc = ring.querySelector('.left');
  arc.setAttribute('stroke-dasharray', `${minutes.toFixed(3)} 20`);
  arc.setAttribute('stroke-dashoffset', (minutes - 20).toFixed(3));
  ring.classList.toggle('ring--long', text.length > 5);
  if (ring.dataset.state === state) return;
  ring.classList.remove(`ring--${ring.dataset.state}`);
  ring.classList.add(`ring--${state}`);
  ring.dataset.state = state;
  ring.dispatchEvent(new CustomEvent('ringturned', { bubbles: true, detail: { state } }));
}

function tick() {
  const now = hour();
  document.querySelectorAll('svg[data-due]').forEach((ring) => draw(ring, now));
}

// Another stage of a ring changes what stands beside it: the words come from the house.
document.addEventListener('ringturned', ({ target }) => {
  const around = target.closest('[data-redraw]');
  if (around && window.htmx) htmx.trigger(around, 'redraw');
});

setInterval(tick, 1000);
document.addEventListener('htmx:afterSettle', tick);
tick();
