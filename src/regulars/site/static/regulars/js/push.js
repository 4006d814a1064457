// “Ring on this phone”: the browser asks its person, then tells the house where it is reached.
const place = document.querySelector('[data-push]');
const can = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
const words = place?.querySelector('[role=status]');

async function tell(more = {}) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: place.dataset.csrf, key: place.dataset.key, ...more });
  const answer = await fetch(place.dataset.push, { method: 'POST', body });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail);
  return told;
}

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));

async function subscribed(key) {
  const worker = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  try {
    return await worker.pushManager.subscribe(options);
  } catch (trouble) { // it said yes to another house's key before
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    return worker.pushManager.subscribe(options);
  }
}

async function ring() {
  if (await Notification.requestPermission() !== 'granted') { words.textContent = place.dataset.no; return; }
  const { key } = await tell();
  const { endpoint, keys } = (await subscribed(key)).toJSON();
  const { next } = await tell({ address: endpoint, point: keys.p256dh, auth: keys.auth });
  words.textContent = place.dataset.on;
  location.assign(next);
}

if (place && can) {
  place.hidden = false;
  const button = place.querySelector('button');
  button.addEventListener('click', () => {
    button.disabled = true;
    ring().catch((trouble) => { words.textContent = trouble.message || place.dataset.failed; }).finally(() => { button.disabled = false; });
  });
}
