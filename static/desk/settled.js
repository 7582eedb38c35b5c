// Both sides of a late save are shown: the server holds these words, so this browser's own copy of them may go.
const form = document.querySelector(".three-way"), { person, variant, base } = form.dataset;
try { localStorage.removeItem(`words:${person}:${variant}:${base}:${form.elements.window.value}`); } catch { /* nothing was kept here */ }
