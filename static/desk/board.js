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
