// `/` finds, `n` notes, Escape leaves. Never while somebody is typing.
const typing = (element) => element.matches('input:not([type=checkbox], [type=radio]), textarea, select');
const shown = (element) => element && element.offsetParent !== null;

function find() {
  const field = [...document.querySelectorAll('[data-find]')].find(shown);
  if (field) return field.focus();
  const link = [...document.querySelectorAll('[data-find-link]')].find(shown);
  return link?.click();
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    document.querySelectorAll('.menu[open]').forEach((menu) => { menu.open = false; menu.querySelector('summary').focus(); });
    if (typing(document.activeElement)) document.activeElement.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === '/') { event.preventDefault(); find(); }
  if (event.key === 'n') {
    const words = document.getElementById('words');
    if (words) { event.preventDefault(); words.focus(); }
  }
});

document.addEventListener('click', (event) => {
  document.querySelectorAll('.menu[open]').forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});

// What was typed while the page was still loading is answered too, not only the next key.
window.addEventListener('load', () => {
  document.querySelectorAll('[data-find][hx-get]').forEach((field) => { if (field.value !== field.defaultValue) field.dispatchEvent(new Event('typed-early')); });
});
