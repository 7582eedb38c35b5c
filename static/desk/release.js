// The button says what it will do: publish at once, or at the time that is typed.
const at = document.querySelector("form.release [name=at]");
const button = document.querySelector("form.release button[data-publishes]");
const say = () => { button.textContent = at.value || at.validity.badInput ? button.dataset.schedules : button.dataset.publishes; };
at.addEventListener("input", say);
say(); // a browser may bring back what was typed before
