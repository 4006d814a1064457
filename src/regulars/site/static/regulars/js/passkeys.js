// Passkeys where the browser can: the buttons appear once a tap on them does something, and a
// sentence when nothing came of it.
document.addEventListener('DOMContentLoaded', () => {
  if (!window.PublicKeyCredential) return;
  document.querySelectorAll('[data-needs-script]').forEach((each) => { each.hidden = each.disabled = false; });
});
document.addEventListener('allauth.error', (event) => {
  event.preventDefault();
  document.querySelectorAll('[data-passkey-trouble]').forEach((words) => { words.hidden = false; });
});
