// A tap that did not get through says so, keeps what was written and offers itself again.
const place = document.getElementById('trouble');
let last = null;

function tell(kind, event) {
  const detail = event.detail;
  if (detail.requestConfig?.verb === 'get' && !detail.elt.matches('input')) return;
  last = detail.elt;
  const button = detail.requestConfig?.triggeringEvent?.submitter;
  place.replaceChildren(place.querySelector(`template[data-trouble=${kind}]`).content.cloneNode(true), ...templates);
  place.querySelector('[data-again]')?.addEventListener('click', () => {
    clear();
    const again = button?.isConnected ? button : twin(button);
    if (again) again.click();
    else if (last?.isConnected) last.requestSubmit?.();
  });
  place.querySelector('[data-fresh]')?.addEventListener('click', () => location.reload());
}

// The part of the page it stood in may have been drawn anew since: the same tap stands there again.
function twin(button) {
  const path = button?.getAttribute('formaction');
  return path && [...document.querySelectorAll('button[formaction]')].find((each) => each.getAttribute('formaction') === path && each.value === button.value);
}

const templates = place ? [...place.querySelectorAll('template')] : [];
function clear() { place.replaceChildren(...templates); }

if (place) {
  document.addEventListener('htmx:sendError', (event) => tell('lost', event));
  document.addEventListener('htmx:timeout', (event) => tell('lost', event));
  document.addEventListener('htmx:responseError', (event) => tell(event.detail.xhr.status >= 500 ? 'lost' : 'refused', event));
  document.addEventListener('htmx:afterRequest', (event) => { if (event.detail.successful && event.detail.requestConfig?.verb !== 'get') clear(); });
}

// Long work is allowed to take its time.
document.addEventListener('htmx:configRequest', (event) => {
  const patience = event.detail.elt.dataset?.patience;
  if (patience) event.detail.timeout = Number(patience);
});
