// The page was made up to a minute ago and may stay open for hours: its clocks go on, by the reader's own.
const clocks = document.querySelectorAll("[data-clock]");
const tick = () => {
  for (const clock of clocks) clock.textContent = new Date(Date.now() + clock.dataset.clock * 60_000).toISOString().slice(11, 16);
  setTimeout(tick, 60_000 - (Date.now() % 60_000));
};
if (clocks.length) tick();
