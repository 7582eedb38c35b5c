// The text of a story: the package's editor with the newsroom's own set of blocks, and labels in the desk's language.
import "./editor_words.js";
import {
  Blockquote, Bold, BulletList, Caption, Document, Dropcursor, Figure, Fullscreen, Gapcursor, HardBreak, Heading, History,
  HorizontalRule, Image, Italic, Link, ListItem, Mark, Menu, Node, Extension, OrderedList, Paragraph, SpecialCharacters, Strike,
  Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, createTextareaEditor, initializeEditors,
  materialMenuButton, updateAttrsDialog,
} from "django-prose-editor/editor";
import { asMeant } from "./paste.js";
import { describe, describeChosen, describeNew, finish, leadToUndescribed } from "./picture.js";

const CONFIG = "data-django-prose-editor-newsroom";
let words = {};

// What each site's addresses look like, and what of them is kept: never HTML of another site.
const EMBEDS = [
  ["youtube", /(?:youtube\.com\/(?:watch\?(?:.*&)?v=|embed\/|shorts\/|live\/)|youtu\.be\/)([\w-]{11})/],
  ["vimeo", /vimeo\.com\/(?:video\/)?(\d{6,12})/],
  ["x", /(?:twitter|x)\.com\/\w+\/status\/(\d{5,25})/],
  ["telegram", /t\.me\/(?:s\/)?(\w{4,40}\/\d{1,10})/],
  ["instagram", /instagram\.com\/(?:p|reel)\/([\w-]{5,20})/],
  ["facebook", /facebook\.com\/([A-Za-z0-9.]{2,60}\/(?:posts|videos)\/[A-Za-z0-9]{5,60})/],
];

const LibraryImage = Image.extend({
  addAttributes() {
    const kept = (name) => ({ default: null, parseHTML: (dom) => dom.getAttribute(name), renderHTML: () => ({}) });
    return {
      ...this.parent?.(),
      width: { ...kept("width"), renderHTML: ({ width }) => (width ? { width } : {}) },
      height: { ...kept("height"), renderHTML: ({ height }) => (height ? { height } : {}) },
      photo: { ...kept("data-photo"), renderHTML: ({ photo }) => (photo ? { "data-photo": photo } : {}) },
    };
  },
});

const LibraryFigure = Figure.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      insertFigure: () => ({ editor, dispatch }) => {
        if (dispatch) queueMicrotask(() => describeChosen(editor) || takeFromLibrary(editor)); // the chain of commands is done by then
        return true;
      },
    };
  },
  addKeyboardShortcuts: () => ({ Enter: ({ editor }) => Boolean(editor.state.selection.node) && describeChosen(editor) }),
  addExtensions: () => [], // the package's floating button is less than the dialog
});

const takeFromLibrary = (editor) => document.dispatchEvent(new CustomEvent("library:open", {
  detail: (chosen) => describeNew(chosen, (words) => insert(editor, { ...chosen, ...words })),
}));

const insert = (editor, { photo, src, alt, caption, width, height }) => {
  const content = [{ type: "image", attrs: { photo, src, alt, width, height } }];
  if (caption) content.push({ type: "caption", content: [{ type: "text", text: caption }] });
  editor.chain().focus().insertContent({ type: "figure", content }).run();
};

const Embed = Node.create({
  name: "embed", group: "block", content: "caption?", draggable: true, isolating: true,
  addAttributes() {
    return {
      provider: { default: null, parseHTML: (dom) => dom.dataset.embed, renderHTML: ({ provider }) => ({ "data-embed": provider }) },
      number: { default: null, parseHTML: (dom) => dom.dataset.id, renderHTML: ({ number }) => ({ "data-id": number }) },
    };
  },
  parseHTML: () => [{ tag: "figure[data-embed]", priority: 100 }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],
  addMenuItems({ menu }) {
    menu.defineItem({ name: "embed", groups: "nodes", command: askForEmbed, button: materialMenuButton("smart_display", words.embed) });
  },
});

const askForEmbed = async (editor) => {
  const answer = await updateAttrsDialog({ address: { type: "string", title: words["embed address"], description: words["embed unknown"] } },
    { title: words.embed, submitText: words.insert })(editor, {});
  const found = answer && EMBEDS.map(([provider, shape]) => [provider, shape.exec(answer.address)?.[1]]).find(([, number]) => number);
  if (found) editor.chain().focus().insertContent({ type: "embed", attrs: { provider: found[0], number: found[1] } }).run();
};

// The package's own question about a table has answers in English.
const OwnTable = Table.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      insertTableWithOptions: () => ({ editor }) => {
        const size = (name) => ({ type: "number", title: words[name], format: "number", min: "1", max: "100" });
        updateAttrsDialog({ rows: size("Rows"), cols: size("Columns"), withHeaderRow: { type: "boolean", title: words["Include header row"] } },
          { title: words["Insert table"], submitText: words.insert })(editor, { rows: "3", cols: "3", withHeaderRow: false })
          .then((asked) => asked && editor.chain().focus().insertTable({ rows: Number(asked.rows) || 3, cols: Number(asked.cols) || 3, withHeaderRow: asked.withHeaderRow }).run());
        return true;
      },
    };
  },
});

// Words in another language, so that a voice reads them right.
const Foreign = Mark.create({
  name: "foreign", inclusive: false,
  addAttributes: () => ({ lang: { default: null, parseHTML: (dom) => dom.getAttribute("lang"), renderHTML: ({ lang }) => ({ lang }) } }),
  parseHTML: () => [{ tag: "span[lang]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
  addMenuItems({ menu }) {
    menu.defineItem({
      name: "foreign", groups: "link", command: askForLanguage, button: materialMenuButton("translate", words.language),
      active: (editor) => editor.isActive("foreign"),
    });
  },
});

const askForLanguage = async (editor) => {
  if (editor.isActive("foreign")) return editor.chain().focus().unsetMark("foreign").run();
  const answer = await updateAttrsDialog({ lang: { type: "string", title: words["language code"] } },
    { title: words.language, submitText: words.insert })(editor, {});
  if (answer && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(answer.lang)) editor.chain().focus().setMark("foreign", { lang: answer.lang }).run();
  return true;
};

const KeptLanguage = Extension.create({
  name: "keptLanguage",
  addGlobalAttributes: () => [{
    types: ["paragraph", "heading", "blockquote", "listItem"],
    attributes: { lang: { default: null, parseHTML: (dom) => dom.getAttribute("lang"), renderHTML: ({ lang }) => (lang ? { lang } : {}) } },
  }],
});

const extensions = (isPlain) => [
  Document, Dropcursor, Gapcursor, Paragraph, Text, HardBreak, History, Fullscreen, Menu, Bold, Italic, Strike, Subscript, Superscript,
  Heading.configure({ levels: [2, 3] }), BulletList, OrderedList.configure({ enableListAttributes: false }), ListItem, Blockquote, HorizontalRule, SpecialCharacters,
  Link.configure({ enableTarget: false }), Foreign, KeptLanguage,
  ...(isPlain ? [] : [LibraryImage, Caption, LibraryFigure, Embed, OwnTable, TableRow, TableHeader, TableCell]),
];

// The package's buttons are named in English; ours are named in the desk's language, in title and for screen readers.
const rename = (bar) => {
  for (const button of bar.querySelectorAll("button, [title]")) {
    const name = words[button.title];
    if (name) { button.title = name; button.setAttribute("aria-label", name); }
  }
  for (const option of bar.querySelectorAll("p, h2, h3")) option.textContent = words[option.textContent] || option.textContent;
};

// In a list or a table Tab has a meaning of its own. After Escape it leaves the text, as it does everywhere else.
const wayOut = () => {
  let isLeaving = false;
  return (_view, { key }) => {
    const isLeft = isLeaving && key === "Tab";
    isLeaving = key === "Escape" || (isLeaving && key === "Shift");
    return isLeft; // no shortcut of the editor hears of it then, and the browser does what it does with Tab
  };
};

const create = (textarea) => {
  if (textarea.closest(".prose-editor")) return;
  const config = JSON.parse(textarea.getAttribute(CONFIG));
  words = config.words;
  const editor = createTextareaEditor(textarea, extensions(config.plain));
  const handleClickOn = (_view, _position, _node, place, _event, isDirect) => isDirect && describe(editor, place);
  editor.setOptions({ editorProps: { transformPastedHTML: asMeant, handleClickOn, handleDOMEvents: { keydown: wayOut() } } });
  const text = editor.view.dom;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-multiline", "true");
  if (label) text.setAttribute("aria-label", label.textContent.trim());
  for (const name of ["lang", "dir", "spellcheck"]) if (textarea.hasAttribute(name)) text.setAttribute(name, textarea.getAttribute(name));
  editor.on("create", () => { // the bar is made when everything else is
    const bar = text.parentElement.querySelector(".prose-menubar");
    bar.setAttribute("role", "toolbar");
    rename(bar);
    leadToUndescribed(editor);
  });
  for (const kind of ["writing:ending", "writing:stop"]) textarea.form?.addEventListener(kind, finish);
  textarea.form?.addEventListener("writing:stop", () => editor.setEditable(false));
  textarea.dispatchEvent(new CustomEvent("prose-editor:ready", { detail: { editor, textarea }, bubbles: true }));
};

initializeEditors(create, `[${CONFIG}]`);
