// The picture library in a dialog: look for pictures, load more of them, upload one, choose one.
const dialog = document.querySelector("dialog[data-library]");
if (dialog) {
  const shelf = dialog.querySelector("[data-shelf]");
  let choose = null;
  const ask = async (address, options) => {
    const response = await fetch(address, options).catch(() => null);
    if (!response || response.redirected) { location.reload(); return ""; }
    return response.text();
  };
  const show = async (address, options) => { shelf.innerHTML = await ask(address, options); };
  const more = async (button) => {
    button.disabled = true;
    const page = new DOMParser().parseFromString(await ask(button.dataset.more), "text/html");
    const first = page.querySelector(".library__shelf li");
    shelf.querySelector(".library__shelf").append(...page.querySelectorAll(".library__shelf li"));
    const next = page.querySelector("[data-more]");
    if (next) button.replaceWith(next); else button.remove();
    first?.querySelector("button")?.focus();
  };
  document.addEventListener("library:open", ({ detail }) => { choose = detail; dialog.showModal(); show(dialog.dataset.library); });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.more) more(button);
    else if (button?.dataset.all) show(button.dataset.all);
    else if (button?.dataset.photo) {
      const { photo, src, thumbnail, alt, caption, width, height } = button.dataset;
      dialog.close(); // first, so that the focus is where it was when the next one opens
      choose?.({ photo, src, thumbnail, alt, caption, width, height });
    }
  });
  dialog.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form.matches("[data-search]")) show(`${form.action}?${new URLSearchParams(new FormData(form))}`);
    else if (form.matches("[data-upload]")) show(form.action, { method: "POST", body: new FormData(form) });
  });
}

for (const choice of document.querySelectorAll("[data-photo-choice]")) {
  const input = choice.querySelector("input");
  const picture = choice.querySelector("[data-photo-shown]");
  const drop = choice.querySelector("[data-drop]");
  const put = (photo, source) => {
    input.value = photo;
    picture.hidden = drop.hidden = !photo;
    if (source) picture.src = source;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  choice.querySelector("[data-choose]").addEventListener("click", () => {
    document.dispatchEvent(new CustomEvent("library:open", { detail: ({ photo, thumbnail }) => put(photo, thumbnail) }));
  });
  drop.addEventListener("click", () => put("", ""));
}
