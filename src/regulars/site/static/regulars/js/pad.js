// Ten big keys write into the field; without this script the field alone does.
const form = document.querySelector('[data-pad]');
const pin = form?.querySelector('[name=pin]');
if (pin) {
  form.querySelector('.pad__keys').hidden = false;
  form.querySelector('.pad__plain').hidden = true;
  if (matchMedia('(pointer: coarse)').matches) pin.inputMode = 'none';   // our keys, not the phone's over them
  form.addEventListener('click', ({ target }) => {
    if (target.dataset.digit && pin.value.length < 6) pin.value += target.dataset.digit;
    if ('back' in target.dataset) pin.value = pin.value.slice(0, -1);
  });
}
