// The story's own place: no words are lost by leaving, pictures come from the library, an address word is proposed.
const guarded = document.querySelector("[data-guard]");
if (guarded) {
  let isTouched = Boolean(document.querySelector(".errorlist, .conflict, [data-unsaved]"));
  // The editor reports its own loading as an input: only what comes after a person's key or click counts.
  let isUsed = false;
  for (const kind of ["keydown", "pointerdown", "paste", "drop"]) guarded.addEventListener(kind, () => { isUsed = true; }, true);
  guarded.addEventListener("input", () => { isTouched ||= isUsed; });
  guarded.addEventListener("change", () => { isTouched ||= isUsed; });
  guarded.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.question;
    if (question && !confirm(question)) { event.preventDefault(); return; }
    isTouched = false;
  });
  guarded.addEventListener("writing:stop", () => { isTouched = false; }); // somebody took over; the words are kept
  addEventListener("beforeunload", (event) => { if (isTouched) event.preventDefault(); });
  // A second click on a sent form would only ask the server twice.
  guarded.addEventListener("submit", (event) => { if (!event.defaultPrevented) setTimeout(() => { for (const button of guarded.querySelectorAll("button[type=submit]")) button.disabled = true; }); });
  addEventListener("pageshow", () => { for (const button of guarded.querySelectorAll("button[type=submit]")) button.disabled = false; });
}

const dialog = document.querySelector("[data-library]");
if (dialog) {
  const shelf = dialog.querySelector("[data-shelf]");
  let choose = null;
  const show = async (address, options) => {
    const response = await fetch(address, options).catch(() => null);
    if (!response || response.redirected) { location.reload(); return; }
    shelf.innerHTML = await response.text();
  };
  document.addEventListener("library:open", ({ detail }) => { choose = detail; dialog.showModal(); show(dialog.dataset.library); });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-photo]");
    if (!button) return;
    const { photo, src, thumbnail, alt, caption, width, height } = button.dataset;
    choose?.({ photo, src, thumbnail, alt, caption, width, height });
    dialog.close();
  });
  dialog.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form.matches("[data-search]")) show(`${dialog.dataset.library}&q=${encodeURIComponent(form.q.value)}`);
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

const headline = document.getElementById("id_headline");
const slug = document.getElementById("id_slug");
if (headline && slug && !("kept" in slug.dataset)) {
  let wait;
  const propose = async () => {
    const response = await fetch(`/admin/articles/article/address-word/?text=${encodeURIComponent(headline.value.slice(0, 200))}`).catch(() => null);
    if (response?.ok) slug.placeholder = await response.text();
  };
  headline.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(propose, 400); });
  propose();
}

// Select2 gives the fields it makes no names of their own. Django's jQuery has made them before it comes to us.
window.django?.jQuery?.(() => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const name = document.querySelector(`label[for="${select.id}"]`)?.textContent.trim();
    const made = select.parentElement.querySelector(".select2-container");
    for (const part of made?.querySelectorAll(".select2-search__field, .select2-selection__rendered, .select2-selection") ?? []) part.setAttribute("aria-label", name);
  }
});
