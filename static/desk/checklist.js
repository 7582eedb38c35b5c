// While somebody types: the checklist of what is in the form, and "minor" proposed for a small change until they choose.
const panel = document.querySelector("[data-checks]");
const form = panel?.closest("form");
if (form) {
  const box = form.querySelector("[name=is_minor]");
  const proposed = form.querySelector("[name=minor_proposed]");
  const note = form.querySelector("[data-minor-note]");
  let isChosen = Boolean(box?.checked && !proposed.value.startsWith("T"));
  box?.addEventListener("change", () => { isChosen = true; proposed.value = ""; note.hidden = true; });

  const propose = (isSmall) => {
    if (!box || isChosen) return;
    box.checked = isSmall;
    proposed.value = isSmall ? "True" : "";
    note.hidden = !isSmall;
  };
  let wait, asking;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const answer = await fetch(panel.dataset.checks, { method: "POST", body: new FormData(form), signal: asking.signal }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const words = await answer.text().catch(() => null);
    if (words === null) return; // typed on in the meantime: the next answer counts
    const found = panel.querySelector("[data-findings]");
    found.innerHTML = words;
    propose(found.querySelector("[data-small]").dataset.small === "yes");
  };
  form.addEventListener("input", ({ target }) => {
    if (target === box) return;
    clearTimeout(wait);
    wait = setTimeout(ask, 1200);
  });
}
document.getElementById("typography-heading")?.focus();
document.querySelector(".suggestion--block [name=reason]")?.focus();
