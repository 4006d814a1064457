// Passkeys where the browser can: the buttons appear, and a sentence when nothing came of it.
if (window.PublicKeyCredential) {
  document.querySelectorAll('[data-needs-script]').forEach((form) => { form.hidden = false; });
}
document.addEventListener('allauth.error', (event) => {
  event.preventDefault();
  document.querySelectorAll('[data-passkey-trouble]').forEach((words) => { words.hidden = false; });
});
