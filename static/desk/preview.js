// A preview opens in a window of its own, so the form stays on the screen as it is: no other listener need hear of it.
document.addEventListener("submit", (event) => { if (event.submitter?.value === "wall") event.stopPropagation(); }, true);

// By the key's place and not its letter, so that it works on Russian and Armenian keyboards too.
addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.code)}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});

const made = document.querySelector(".links__made");
if (made) {
  const address = made.querySelector("input"), button = made.querySelector("[data-copy]"), said = made.querySelector("[data-said]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    address.select();
    const isCopied = await navigator.clipboard?.writeText(address.value).then(() => true, () => false);
    said.textContent = isCopied ? made.dataset.copied : made.dataset.failed;
  });
}
