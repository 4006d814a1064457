// What is being written stays on this phone until the house has it.
const drafts = () => document.querySelectorAll('textarea[data-draft]');
const name = (field) => `regulars:${field.dataset.draft}`;

function restore() {
  drafts().forEach((field) => {
    if (field.form.querySelector('[data-kept]') || new URLSearchParams(location.search).has('kept')) localStorage.removeItem(name(field));
    else if (!field.value) field.value = localStorage.getItem(name(field)) || '';
  });
}

document.addEventListener('input', (event) => {
  const field = event.target;
  if (!field.matches('textarea[data-draft]')) return;
  if (field.value) localStorage.setItem(name(field), field.value);
  else localStorage.removeItem(name(field));
});
document.addEventListener('htmx:afterSettle', restore);
restore();
