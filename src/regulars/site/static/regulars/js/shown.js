// A board says that it shows what a colleague wrote, so that the house knows how long that took.
// Hand-offs always; of other entries one in half a minute is enough to know.
const SPARSE = 30000;
const ENTRIES = new Set(['arrived', 'departed', 'noted', 'noticed', 'asked', 'complained', 'acted', 'declined', 'prepared', 'stepped_out', 'came_back']);
let last = 0;

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? '';
const tell = (root, id) => fetch(`${root}shown/`, {
  method: 'POST', body: new URLSearchParams({ of: id }), headers: { 'X-CSRFToken': token(), 'HX-Request': 'true' }, keepalive: true,
}).catch(() => {});

// Drawn is what has been swapped in: the next swap that settles, and a frame later it is seen.
function drawn(ready) {
  const settled = () => requestAnimationFrame(() => { if (ready()) { document.removeEventListener('htmx:afterSettle', settled); done(); } });
  let done;
  const waited = new Promise((resolve) => { done = resolve; });
  document.addEventListener('htmx:afterSettle', settled);
  setTimeout(() => document.removeEventListener('htmx:afterSettle', settled), 10000);
  return waited;
}

export async function shows(root, id, kind) {
  if (document.hidden || !root) return;
  if (kind === 'handed_off') {
    await drawn(() => document.querySelector(`#r${id}[data-takes="1"]`));
    return tell(root, id);
  }
  if (!ENTRIES.has(kind) || Date.now() - last < SPARSE) return;
  last = Date.now();
  await drawn(() => true);
  return tell(root, id);
}
