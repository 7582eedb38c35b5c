// Both sides of a late save are shown: the server holds these words, so this browser's own copy of them may go.
const { person, variant, base } = document.querySelector(".three-way").dataset;
try { localStorage.removeItem(`words:${person}:${variant}:${base}`); } catch { /* nothing was kept here */ }
