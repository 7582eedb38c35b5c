// Side by side: partners stand at one height, marks follow what is typed, a paragraph of the source is copied to its place.
const PAUSE = 700, RETRY = 5000;
const place = document.querySelector("[data-beside]");
const form = place.querySelector(".variant-form");
const source = place.querySelector(".beside__source");
const rows = [...place.querySelectorAll("[data-row]")];
const lines = [...place.querySelectorAll("[data-line]")];
const isWide = matchMedia("(min-width: 1100px)");
let editor = null;
form.addEventListener("prose-editor:ready", ({ detail }) => begin(detail.editor)); // heard before anything else is done here

// -------------------------------------------------------------------------------------------------- partners at one height

// The editor's own nodes must not be touched: their room is made by rules of a sheet, counted by place.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** The editor's paragraphs, without the cursors and marks that it draws between them. */
const paragraphs = () => {
  const found = [];
  editor?.state.doc.forEach((_node, offset) => found.push(editor.view.nodeDOM(offset)));
  return found;
};

const partners = () => {
  const found = lines.map((line) => [line, form.querySelector(`.field-${line.dataset.line}`), `.beside .field-${line.dataset.line}`]);
  const nodes = paragraphs();
  for (const row of rows) {
    const node = row.dataset.place === "" || row.hidden ? null : nodes[Number(row.dataset.place)];
    if (node) found.push([row, node, `.beside .tiptap > :nth-child(${[...node.parentElement.children].indexOf(node) + 1})`]);
  }
  return found.filter(([, node]) => node?.checkVisibility());
};

const level = () => {
  sheet.replaceSync("");
  for (const part of [...lines, ...rows]) part.style.marginTop = "";
  if (!isWide.matches) return;
  let left = 0, right = 0; // the room made so far, on each side
  const rules = [];
  const gap = (node) => node.getBoundingClientRect().top - (node.previousElementSibling?.getBoundingClientRect().bottom ?? node.parentElement.getBoundingClientRect().top);
  const measured = partners().map(([part, node, rule]) => ({ part, rule, partTop: (part.matches("[data-row]") ? part.firstElementChild : part).getBoundingClientRect().top, nodeTop: node.getBoundingClientRect().top, nodeGap: gap(node) }));
  measured.sort((one, other) => one.partTop - other.partTop);
  for (const { part, rule, partTop, nodeTop, nodeGap } of measured) {
    const apart = partTop + left - (nodeTop + right);
    if (apart < -1) { part.style.marginTop = `${-apart}px`; left -= apart; }
    if (apart > 1 && rule.includes("nth-child")) { rules.push(`${rule} { margin-top: ${nodeGap + apart}px !important; }`); right += apart; }
    else if (apart > 1) { rules.push(`${rule} { padding-top: ${apart}px; }`); right += apart; }
  }
  sheet.replaceSync(rules.join("\n"));
};

let frame;
const levelSoon = () => { cancelAnimationFrame(frame); frame = requestAnimationFrame(level); };

// ---------------------------------------------------------------------------------------------------------------- marks

const show = (part, { mark, label }) => {
  const shown = part.querySelector("[data-mark]");
  shown.className = `beside__mark beside__mark--${mark}`;
  shown.textContent = label;
  if (part.dataset.changed === "removed") part.hidden = !mark;
};

// What the server needs to know of the editor's paragraphs; an empty one keeps its place and pairs with nothing.
const told = () => paragraphs().map((node) => [
  node.localName === "div" ? (node.querySelector("table, figure, hr")?.localName ?? "p") : node.localName,
  node.textContent,
  [...node.querySelectorAll("img"), ...(node.matches("[data-id]") ? [node] : [])].map((held) => held.getAttribute("src") ?? held.dataset.id),
]);

let turn = 0, pause;
const mark = async () => {
  const data = new FormData(form), mine = ++turn;
  // While one only reads, the fields are disabled, and a form leaves those out.
  for (const field of form.querySelectorAll("textarea:disabled, input[type=text]:disabled")) data.set(field.name, field.value);
  data.set("beside", place.dataset.beside);
  data.set("blocks", JSON.stringify(told()));
  data.delete("body");
  const response = await fetch(place.dataset.marks, { method: "POST", body: data, redirect: "error" }).catch(() => null);
  if (mine !== turn) return; // what was typed since is asked for already
  if (!response || response.status >= 500) { pause = setTimeout(mark, RETRY); return; }
  if (!response.ok) return;
  const found = await response.json();
  found.rows.forEach((answer, index) => { rows[index].dataset.place = answer.place ?? ""; show(rows[index], answer); });
  for (const line of lines) if (found.lines[line.dataset.line]) show(line, found.lines[line.dataset.line]);
  levelSoon();
};

const markSoon = () => { clearTimeout(pause); pause = setTimeout(mark, PAUSE); levelSoon(); };

// ------------------------------------------------------------------------------------------------------- copying, jumping

const isEmpty = () => editor.view.dom.textContent.trim() === "" && editor.state.doc.childCount === 1;

/** The place after the partner of the nearest paragraph above that has one. */
const placeFor = (row) => {
  for (let index = rows.indexOf(row); index >= 0; index -= 1) if (rows[index].dataset.place !== "" && !rows[index].hidden) return Number(rows[index].dataset.place) + 1;
  return 0;
};

const copy = (row) => {
  const html = row.querySelector("template").innerHTML;
  if (isEmpty()) { editor.chain().setContent(html, { emitUpdate: true }).focus("end").run(); return; }
  const { doc } = editor.state;
  let position = 0;
  for (let index = 0, to = Math.min(placeFor(row), doc.childCount); index < to; index += 1) position += doc.child(index).nodeSize;
  editor.chain().focus(position + 1).insertContentAt(position, html, { updateSelection: true }).scrollIntoView().run();
};

const changed = () => [...place.querySelectorAll("[data-changed]")].filter((part) => !part.hidden);
const jump = () => {
  const all = changed(), at = all.indexOf(document.activeElement);
  const next = all[(at + 1) % all.length];
  next?.scrollIntoView({ block: "center" });
  next?.focus({ preventScroll: true });
};

/** The row that belongs to where the cursor stands. */
const follow = () => {
  const index = editor.state.selection.$from.index(0);
  for (const row of rows) row.classList.toggle("is-current", row.dataset.place === String(index));
  const current = source.querySelector(".is-current");
  if (!isWide.matches && current) source.scrollTo({ top: current.offsetTop - source.querySelector(".beside__bar").offsetHeight - 8 });
};

const offerCopies = (isOffered) => { for (const button of place.querySelectorAll("[data-copy]")) button.hidden = !isOffered; };

const begin = (found) => {
  if (editor) return;
  editor = found;
  offerCopies(editor.isEditable);
  editor.on("update", markSoon);
  editor.on("selectionUpdate", follow);
  mark();
};

place.addEventListener("click", ({ target }) => { if (target.closest("[data-copy]")) copy(target.closest("[data-row]")); });
const ready = form.querySelector(".tiptap")?.editor; // its module may have come first; the bar has a .ProseMirror too
if (ready) begin(ready);
form.addEventListener("writing:stop", () => offerCopies(false));
form.addEventListener("input", markSoon);
form.addEventListener("toggle", levelSoon, true);
// Pictures, fonts, the editor's bar, a field that grows: whatever changes a height. What `level` does itself ends at once,
// because the same heights give the same room.
new ResizeObserver(levelSoon).observe(place);
for (const part of [...lines, ...rows, ...form.querySelectorAll(".desk-field")]) new ResizeObserver(levelSoon).observe(part);
isWide.addEventListener("change", levelSoon);
const next = place.querySelector("[data-next]");
if (next) {
  next.hidden = false;
  next.addEventListener("click", jump);
  next.dataset.key = "KeyJ";
}
levelSoon();
