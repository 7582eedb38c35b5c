// The editor's package asks a global gettext, once, while it is being read: this module is imported before it.
const field = document.querySelector("[data-django-prose-editor-newsroom]");
const words = field ? JSON.parse(field.getAttribute("data-django-prose-editor-newsroom")).words : {};
const before = window.gettext;
window.gettext = (text) => words[text] || (before ? before(text) : text);
