// The board by single keys: j and k go from story to story, Enter opens, as with any link. Never while somebody types.
const board = document.querySelector("[data-single-keys]");
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable]:not([contenteditable=false]), dialog";
board && document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(FIELDS)) return;
  const rows = [...board.querySelectorAll("[data-row]")];
  const here = rows.findIndex((row) => row.closest("tr").contains(document.activeElement));
  const next = rows[here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1)];
  next?.focus();
  next?.closest("tr").scrollIntoView({ block: "nearest" });
});

// One menu at a time, and Escape closes it.
for (const menu of document.querySelectorAll(".board__menu")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll(".board__menu[open]")) if (!menu.contains(target)) menu.open = false;
});
