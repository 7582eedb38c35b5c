// The keys of the desk. The table of what they are stands in desk/keys.py; what they press stands on the page.
const root = document.querySelector("[data-keys]");
const FIELD = "textarea, select, [contenteditable]:not([contenteditable=false]), input:not([type=checkbox], [type=radio], [type=button], [type=submit]), .select2-container";

// The letter of the key, whatever script it writes just now: an editor's keyboard is Russian or Armenian half the day.
const letterOf = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toLowerCase() : /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key);

if (root) {
  const help = root.querySelector("[data-keys-list]");
  const palette = root.querySelector("[data-palette]");
  const hasSingle = "single" in root.dataset;
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  if (isMac) for (const kbd of document.querySelectorAll("kbd")) kbd.textContent = kbd.textContent.replace(/Ctrl[ +]/, "⌘");

  const openHelp = () => help.showModal();
  for (const button of document.querySelectorAll("[data-keys-open]")) { button.hidden = false; button.addEventListener("click", openHelp); }
  help.querySelector("[data-close]").addEventListener("click", () => help.close());
  for (const dialog of [help, palette]) dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });

  // ------------------------------------------------------------------------------------------ rows: j, k, x and Enter
  const rows = () => [...document.querySelectorAll("[data-row], #result_list tbody tr")].filter((row) => row.offsetParent);
  const step = (by) => {
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const row = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    const goal = row?.querySelector("a[href]") ?? row?.querySelector("input, button");
    goal?.focus();
    row?.scrollIntoView({ block: "nearest" });
    return Boolean(goal);
  };
  const choose = () => {
    const box = document.activeElement?.closest("[data-row], #result_list tbody tr")?.querySelector("input[type=checkbox]");
    box?.click();
    return Boolean(box);
  };

  // ---------------------------------------------------------------------------------------------------------- the keys
  const press = (element) => { element?.click(); return Boolean(element); };
  const toSearch = () => {
    const field = document.querySelector("#searchbar, #content input[type=search]");
    if (field) { field.focus(); field.select(); } else openPalette();
    return true;
  };
  const SINGLE = {
    "?": () => { openHelp(); return true; },
    "/": toSearch,
    n: () => { location.assign(root.dataset.add); return true; },
    j: () => step(1),
    k: () => step(-1),
    x: choose,
  };
  let goingSince = -Infinity; // “g” waits a moment for its letter
  const go = (letter) => press(document.querySelector(`[data-go="${CSS.escape(letter)}"]`));

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const letter = letterOf(event);
    if (isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey) {
      if (letter === "k" && !event.shiftKey && !event.target.closest?.(".ProseMirror") && !document.querySelector("dialog[open]")) { openPalette(); event.preventDefault(); }
      if (letter === "s" && !event.shiftKey && press(document.querySelector("#content button[name=do][value=save]:not(:disabled)"))) event.preventDefault();
      return;
    }
    if (!hasSingle || event.ctrlKey || event.metaKey || event.target.closest?.(FIELD) || document.querySelector("dialog[open]")) return;
    const isGoing = event.timeStamp - goingSince < 1500;
    goingSince = -Infinity;
    if (isGoing && go(letter)) { event.preventDefault(); return; }
    if (letter === "g") { goingSince = event.timeStamp; return; }
    const name = event.key === "?" || event.key === "/" ? event.key : event.code === "Slash" ? (event.shiftKey ? "?" : "/") : letter;
    if (SINGLE[name]?.()) event.preventDefault();
  });

  // ------------------------------------------------------------------------------------------------------- the palette
  const input = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  const status = palette.querySelector("[role=status]");
  let wait, request, active = -1;

  const openPalette = () => {
    input.value = "";
    palette.showModal();
    ask();
  };
  for (const button of document.querySelectorAll("[data-palette-open]")) { button.hidden = false; button.addEventListener("click", openPalette); }

  const options = () => [...list.querySelectorAll("[role=option]")];
  const activate = (at) => {
    const all = options();
    active = at < -1 ? all.length - 1 : at < all.length ? at : 0;
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", all[active]?.id ?? "");
    all[active]?.scrollIntoView({ block: "nearest" });
  };
  const take = (option) => {
    palette.close();
    if (option.dataset.url) location.assign(option.dataset.url);
    else (option.button ?? document.querySelector(option.dataset.press))?.click();
  };

  // What this page's own buttons do is a command too: Save, Publish, Send to review …
  const ofThisPage = (asked) => {
    const wanted = asked.toLowerCase().split(/\s+/).filter(Boolean);
    return [...document.querySelectorAll("#content button[name=do]:not(:disabled)")]
      .map((button) => ({ text: button.textContent.trim(), button }))
      .filter(({ text, button }) => (button.offsetParent || button.closest(".fold")) && wanted.every((word) => ` ${text.toLowerCase()}`.includes(` ${word}`)));
  };
  const element = (name, attributes, text = "") => {
    const made = Object.assign(document.createElement(name), { textContent: text });
    for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
    return made;
  };
  // Without words nothing is chosen yet: Ctrl+K and Enter must not publish.
  const show = (groups, said, hasWords) => {
    let count = 0;
    list.replaceChildren(...groups.filter(({ items }) => items.length).map(({ name, items }) => {
      const group = element("div", { role: "group", "aria-label": name });
      group.append(element("p", { class: "palette__group", "aria-hidden": "true" }, name), ...items.map((item) => {
        const option = element("div", { role: "option", id: `palette-${count++}`, "data-url": item.url, "data-press": item.press });
        option.append(element("span", { lang: item.lang }, item.text));
        if (item.note) option.append(" ", element("small", { class: "quiet" }, item.note));
        option.button = item.button;
        return option;
      }));
      return group;
    }));
    status.textContent = said;
    input.setAttribute("aria-expanded", String(count > 0));
    activate(hasWords ? 0 : -1);
  };
  const ask = async () => {
    request?.abort();
    request = new AbortController();
    const asked = input.value.trim();
    const response = await fetch(`${root.dataset.find}?q=${encodeURIComponent(asked)}`, { signal: request.signal }).catch(() => null);
    if (response && (response.redirected || !response.ok)) { location.reload(); return; }
    const answer = await response?.json().catch(() => null);
    if (!answer) return; // a newer question, the window closed, or no network: what was found stays
    const { groups, status: said } = answer;
    const here = ofThisPage(asked);
    show([{ name: root.dataset.here, items: here }, ...groups], here.length ? "" : said, Boolean(asked));
  };
  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 120); });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { activate(active + step); event.preventDefault(); }
    if (event.key === "Enter") { const option = options()[active]; if (option) take(option); event.preventDefault(); }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", ({ target }) => { const option = target.closest("[role=option]"); if (option) take(option); });
  palette.addEventListener("close", () => { clearTimeout(wait); request?.abort(); });
}
