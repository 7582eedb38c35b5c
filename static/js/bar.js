// The thin bar: comes when somebody scrolls up, goes when they read on, and never lies over what has the focus.
const bar = document.querySelector("[data-bar]");
if (bar) {
  const head = bar.parentElement;
  let last = scrollY;
  const show = (isShown) => bar.toggleAttribute("data-shown", isShown);
  addEventListener("scroll", () => {
    if (Math.abs(scrollY - last) < 8) return;
    const isPast = scrollY > head.offsetHeight;
    show(isPast && (scrollY < last || bar.contains(document.activeElement)));
    last = scrollY;
  }, { passive: true });
  addEventListener("focusin", ({ target }) => {
    if (!bar.contains(target) && target.getBoundingClientRect().top < bar.offsetHeight) show(false);
  });
}
