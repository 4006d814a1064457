// What is being written stays on this phone until the house has it.
//
// For whoever queues notes: form#note posts `words`, `sort` and `key` to its own action, or to the
// formaction of the button that was tapped (which says whom it is about). A `key` that the house
// has seen changes nothing and is answered the same, so a note may be sent as often as one likes.
// Kept is: 200 with a part that holds [data-kept] (to htmx), or 303 to a page with ?kept=1&noted=ID.
// Chips (button[name=chip]) are only ever of a note that the house has; they need the network.
const drafts = () => document.querySelectorAll('textarea[data-draft]');
const name = (field) => `regulars:${field.dataset.draft}`;

function restore() {
  const here = new URL(location.href);
  const justKept = here.searchParams.has('kept');
  drafts().forEach((field) => {
    if (justKept || field.form.querySelector('[data-kept]')) localStorage.removeItem(name(field));
    else if (!field.value) field.value = localStorage.getItem(name(field)) || '';
  });
  if (justKept && drafts().length) {   // only once: what is begun next must survive a reload
    here.searchParams.delete('kept');
    history.replaceState(history.state, '', here);
  }
}

document.addEventListener('input', (event) => {
  const field = event.target;
  if (!field.matches('textarea[data-draft]')) return;
  if (field.value) localStorage.setItem(name(field), field.value);
  else localStorage.removeItem(name(field));
});
document.addEventListener('htmx:afterSettle', restore);
restore();
