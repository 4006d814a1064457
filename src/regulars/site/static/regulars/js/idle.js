// A shared tablet that nobody touches asks again who it is. Whoever is writing is not disturbed.
const leave = document.querySelector('[data-leave]');
const seconds = Number(leave?.dataset.idle);
let last = Date.now();
let told = Date.now();

function touched() {
  last = Date.now();
  if (last - told < (seconds * 1000) / 6) return;
  told = last;
  fetch('/switch/here/', { method: 'POST', headers: { 'X-CSRFToken': leave.elements.csrfmiddlewaretoken.value } })
    .then((answer) => { if (answer.status === 401) location.assign('/switch/?idle=1'); })
    .catch(() => {});   // offline: the page stays as it is, and says so elsewhere
}

if (seconds && leave) {
  for (const kind of ['pointerdown', 'keydown']) document.addEventListener(kind, touched, { passive: true });
  setInterval(() => { if (Date.now() - last > seconds * 1000) location.assign('/switch/?idle=1'); }, 5000);
}
