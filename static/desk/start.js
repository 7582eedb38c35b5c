// "Publish now" only where this person may publish: the server refuses it elsewhere, with the words still in the form.
const form = document.querySelector("[data-start]");
const button = form?.querySelector("[data-publishes]");
if (button) {
  const places = button.dataset.publishes.split(" ");
  const show = () => { button.hidden = !places.includes(`${form.section.value}:${form.language.value}`); };
  form.addEventListener("change", show);
  show();
}
