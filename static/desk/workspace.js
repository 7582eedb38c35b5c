// A step that cannot be taken back asks first.
const asked = new WeakSet(); // answered, and sent again by the script that waits for words on their way
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.question || asked.delete(button)) return;
  if (confirm(button.dataset.question)) { asked.add(button); setTimeout(() => asked.delete(button), 4000); } else event.preventDefault();
}, true);

// The story's own place: no words are lost by leaving, an address word is proposed.
const guarded = document.querySelector("[data-guard]");
if (guarded) {
  let isTouched = Boolean(document.querySelector(".errorlist, .conflict, [data-unsaved]"));
  // The editor reports its own loading as an input: only what comes after a person's key or click counts.
  let isUsed = false;
  const asking = document.querySelectorAll("dialog[data-picture]"); // what is typed there goes into the text
  for (const kind of ["keydown", "pointerdown", "paste", "drop"]) for (const part of [guarded, ...asking]) part.addEventListener(kind, () => { isUsed = true; }, true);
  guarded.addEventListener("input", () => { isTouched ||= isUsed; });
  guarded.addEventListener("change", () => { isTouched ||= isUsed; });
  guarded.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    isTouched = false;
  });
  guarded.addEventListener("writing:stop", () => { isTouched = false; }); // somebody took over; the words are kept
  // Whoever keeps the words elsewhere answers that they are safe, by preventing the default.
  const isSafe = () => !guarded.dispatchEvent(new Event("writing:leaving", { cancelable: true }));
  const isAsked = () => [...asking].some((dialog) => dialog.open);
  addEventListener("beforeunload", (event) => { if (isAsked() || (isTouched && !isSafe())) event.preventDefault(); });
  // A second click on a sent form would only ask the server twice.
  guarded.addEventListener("submit", (event) => { if (!event.defaultPrevented) setTimeout(() => { for (const button of guarded.querySelectorAll("button[type=submit]")) button.disabled = true; }); });
  addEventListener("pageshow", () => { for (const button of guarded.querySelectorAll("button[type=submit]")) button.disabled = false; });
}

// How long a line is, once it nears what the desk takes.
for (const field of document.querySelectorAll("[data-limit]")) {
  const count = document.createElement("output");
  const limit = Number(field.dataset.limit);
  const show = () => {
    const length = [...field.value].length;
    count.hidden = length < limit * 0.8;
    count.textContent = `${length} / ${limit}`;
    count.className = length > limit ? "desk-count desk-count--over" : "desk-count";
  };
  count.setAttribute("aria-live", "off");
  field.after(count);
  field.addEventListener("input", show);
  show();
}

const headline = document.getElementById("id_headline");
const slug = document.getElementById("id_slug");
if (headline && slug && !("hasAddress" in slug.dataset)) {
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
