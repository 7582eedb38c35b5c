// What is scheduled is dragged to another hour, and stays in the lane of its language wherever in the hour it is dropped.
// The little form of the item, which works without this, is sent; it opens first when other languages may move too.
const table = document.querySelector(".calendar");
if (table) {
  if (!location.hash) table.querySelector("[data-opens]")?.scrollIntoView();
  let held = null;
  const slotOf = (event) => {
    const time = event.target.closest?.("[data-slot]")?.dataset.slot;
    return held && time ? table.querySelector(`[data-slot="${time}"][data-language=${held.dataset.language}]`) : null;
  };
  const mark = (slot) => {
    table.querySelector(".is-target")?.classList.remove("is-target");
    slot?.classList.add("is-target");
  };
  table.addEventListener("dragstart", (event) => {
    held = event.target.closest?.(".calendar-item[draggable]");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.id);
  });
  table.addEventListener("dragover", (event) => {
    const slot = slotOf(event);
    mark(slot);
    if (slot) event.preventDefault();
  });
  table.addEventListener("drop", (event) => {
    const slot = slotOf(event);
    if (!slot || slot.contains(held)) return;
    event.preventDefault();
    const form = held.querySelector("form");
    form.at.value = `${slot.dataset.slot}:${form.at.value.slice(-2)}`; // the minutes stay
    if (!form.others) { form.requestSubmit(); return; }
    form.parentElement.open = true;
    form.others.focus();
  });
  table.addEventListener("dragend", () => { mark(null); held = null; });
  // One open form at a time, closed by Escape, with the focus where it was.
  table.addEventListener("toggle", ({ target }) => {
    if (!target.open) target.querySelector("form")?.reset(); // a time that was only tried out does not wait to be sent
    else for (const other of table.querySelectorAll("details[open]")) if (other !== target) other.open = false;
  }, true);
  table.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
}
