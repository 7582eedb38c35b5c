// The current section is in sight on a narrow screen, where the names scroll sideways and fade where they go on.
const names = document.querySelector(".sections ul");
if (names) {
  const current = names.querySelector("[aria-current]");
  if (current) names.scrollLeft = current.offsetLeft - (names.clientWidth - current.offsetWidth) / 2;
  const fade = () => {
    const end = names.scrollWidth - names.clientWidth;
    names.dataset.goesOn = `${names.scrollLeft > 4 ? "back" : ""} ${Math.abs(names.scrollLeft) < end - 4 ? "on" : ""}`;
  };
  names.addEventListener("scroll", fade, { passive: true });
  addEventListener("resize", fade);
  fade();
}
