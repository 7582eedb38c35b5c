// What the search field offers while somebody types: a combobox; without this script the form works as it is.
for (const form of document.querySelectorAll("[data-search]")) {
  const field = form.elements.q;
  const list = document.createElement("ul");
  Object.assign(list, { id: "offers", className: "offers", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent);
  field.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) field.setAttribute(name, value);
  let wait, asked = "", place = -1;
  const options = () => [...list.children];
  const show = (isShown) => {
    list.hidden = !isShown;
    field.setAttribute("aria-expanded", String(isShown));
    if (!isShown) choose(-1);
  };
  const choose = (index) => {
    place = index;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = options()[index];
    if (option) { field.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); } else field.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const typed = asked = field.value.trim();
    if (typed.length < 2) return show(false);
    const response = await fetch(`${form.dataset.search}?q=${encodeURIComponent(typed)}`).catch(() => null);
    if (!response?.ok || typed !== asked || document.activeElement !== field) return;
    list.innerHTML = await response.text();
    options().forEach((option, at) => { option.id = `offer-${at}`; option.setAttribute("aria-selected", "false"); });
    place = -1;
    show(list.children.length > 0);
  };
  field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 150); });
  field.addEventListener("blur", () => setTimeout(() => show(false), 150));
  field.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape" && count) { asked = ""; show(false); event.preventDefault(); }
    if (event.key === "ArrowDown" && !count) ask();
    if (!count) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { // past either end stands what was typed
      const next = place + step;
      choose(next < -1 ? count - 1 : next === count ? -1 : next);
      event.preventDefault();
    }
    if (event.key === "Enter" && place >= 0) { location.assign(options()[place].dataset.href); event.preventDefault(); }
  });
  list.addEventListener("pointerdown", (event) => { const option = event.target.closest("li"); if (option) { event.preventDefault(); location.assign(option.dataset.href); } });
}
