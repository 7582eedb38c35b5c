// A picture in the text: its description and caption are asked for in a dialog, when it is inserted and whenever it is chosen.
const dialog = document.querySelector("dialog[data-picture]");
let answered = null; // what to do with the answer, while the dialog is open
let left = null; // and when there is none

const lineOf = (field) => field.value.replace(/\s+/g, " ").trim();

/** Opens the dialog; `done` gets the words, or null when the picture is to go. Closed without an answer, `cancelled` is called. */
const ask = ({ src, alt, caption, isNew, isRich }, done, cancelled = null) => {
  const { alt: description, caption: below } = dialog.querySelector("form").elements;
  dialog.querySelector("img").src = src;
  description.value = description.defaultValue = alt ?? "";
  below.value = below.defaultValue = caption ?? "";
  below.readOnly = isRich;
  for (const part of dialog.querySelectorAll("[data-new]")) part.hidden = !isNew;
  for (const part of dialog.querySelectorAll("[data-old]")) part.hidden = isNew;
  dialog.querySelector("[data-rich]").hidden = !isRich;
  answered = done;
  left = cancelled;
  dialog.showModal();
  description.focus();
  for (const field of [description, below]) field.dispatchEvent(new Event("input")); // its length is counted anew
};

const answer = (words) => {
  const done = answered;
  left = null;
  dialog.close();
  done?.(words);
};

const keep = () => {
  const { alt, caption } = dialog.querySelector("form").elements;
  answer({ alt: lineOf(alt), caption: lineOf(caption) });
};

if (dialog) {
  dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); keep(); });
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  dialog.querySelector("[data-remove]").addEventListener("click", () => answer(null));
  dialog.addEventListener("close", () => { left?.(); answered = left = null; });
  // A line has no second one: Enter is done. Ctrl+S saves the story, with what was typed here.
  dialog.addEventListener("keydown", (event) => {
    const isSaving = (event.ctrlKey || event.metaKey) && event.code === "KeyS";
    const isDone = event.key === "Enter" && event.target.matches("textarea") && !event.isComposing;
    if (isDone) event.preventDefault();
    if (isSaving || isDone) keep();
  });
}

/** The picture at a place of the text, with the figure around it, if there is one. */
const at = (doc, place) => {
  const image = doc.nodeAt(place);
  if (image?.type.name !== "image") return null;
  const around = doc.resolve(place);
  const figure = around.parent.type.name === "figure" ? around.parent : null;
  return { image, figure, caption: figure?.maybeChild(1), start: figure ? around.before() : place, size: (figure ?? image).nodeSize };
};

/** Where the picture is that is chosen, or in whose caption the cursor stands. */
const chosenIn = ({ selection }) => {
  const { $from, node } = selection;
  if (node?.type.name === "image") return selection.from;
  if (node?.type.name === "figure") return selection.from + 1;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === "figure") return $from.start(depth);
  return null;
};

const isPlain = (caption) => !caption || caption.childCount === 0 || (caption.childCount === 1 && caption.firstChild.isText && !caption.firstChild.marks.length);

const write = (editor, { image, figure, caption, start, size }, words, isRich) => {
  const { schema } = editor;
  const below = isRich ? caption : words.caption ? schema.nodes.caption.create(null, schema.text(words.caption)) : null;
  const described = image.type.create({ ...image.attrs, alt: words.alt });
  const whole = figure || below ? schema.nodes.figure.create(figure?.attrs, below ? [described, below] : [described]) : described;
  const command = ({ tr }) => { tr.replaceWith(start, start + size, whole); return true; };
  editor.chain().command(command).setNodeSelection(whole === described ? start : start + 1).focus().run();
};

/** Asks for the words of the picture at a place of the text. False when there is none. */
export const describe = (editor, place) => {
  const picture = place === null ? null : at(editor.state.doc, place);
  if (!picture || !dialog || !editor.isEditable) return false;
  const isRich = !isPlain(picture.caption);
  editor.commands.setNodeSelection(place);
  ask({ src: picture.image.attrs.src, alt: picture.image.attrs.alt, caption: picture.caption?.textContent, isNew: false, isRich }, (words) => {
    if (words) write(editor, picture, words, isRich);
    else editor.chain().deleteRange({ from: picture.start, to: picture.start + picture.size }).focus().run();
  }, () => { if (editor.view.hasFocus()) editor.chain().setNodeSelection(place).focus().run(); }); // the browser puts the cursor elsewhere
  return true;
};

export const describeChosen = (editor) => describe(editor, chosenIn(editor.state));

/** A picture that was just chosen in the library comes into the text with the words that are right here. */
export const describeNew = ({ src, alt, caption }, done) => ask({ src, alt, caption, isNew: true, isRich: false }, done);

/** The checklist's button leads to the first picture that says nothing to who does not see it. */
export const leadToUndescribed = (editor) => {
  const button = document.querySelector("[data-undescribed]");
  if (!button) return;
  const first = () => {
    let found = null;
    editor.state.doc.descendants((node, place) => { if (found === null && node.type.name === "image" && !node.attrs.alt?.trim()) found = place; });
    return found;
  };
  const show = () => { button.hidden = !editor.isEditable || first() === null; };
  button.addEventListener("click", () => describe(editor, first()));
  editor.on("update", show);
  show();
};

/** Somebody took over, or the page goes, while the dialog was open: what was typed in it goes into the text, where the rest of it stands. */
export const finish = () => {
  const fields = [...(dialog?.open ? dialog.querySelectorAll("textarea") : [])];
  if (fields.some((field) => field.value !== field.defaultValue)) keep();
};
