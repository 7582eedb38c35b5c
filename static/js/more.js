// Earlier stories come into the same page. Each page has an address of its own, which goes along; Back finds the place again.
const read = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.status);
  return new DOMParser().parseFromString(await response.text(), "text/html");
};
const list = () => document.querySelector("[data-stories]");
const keep = (state, address) => history.replaceState({ ...history.state, ...state }, "", address);
const add = (page) => {
  for (const day of [...page.querySelector("[data-stories]").children]) {
    const last = list().lastElementChild;
    if (day.dataset.day === last?.dataset.day) last.append(...day.querySelectorAll(".list-item")); else list().append(day);
  }
  document.querySelector("[data-more]").replaceWith(page.querySelector("[data-more]") ?? "");
};
const more = async (link, said) => {
  link.ariaBusy = "true";
  try {
    const page = await read(link.href);
    const first = page.querySelector("[data-stories] h3 a");
    const { added } = page.querySelector("[data-stories]").dataset;
    add(page);
    history.scrollRestoration = "manual";
    keep({ pages: [...(history.state?.pages ?? [location.href]), link.href], y: scrollY }, link.href);
    first.focus({ preventScroll: true });
    said.textContent = added;
  } catch {
    location.assign(link.href);
  }
};
const putBack = async ({ pages, y }) => {
  const [first, ...others] = await Promise.all(pages.map(read));
  document.querySelector("main").replaceWith(first.querySelector("main"));
  others.forEach(add);
  scrollTo(0, y);
};
if (list()) {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.role = "status";
  document.body.append(said);
  document.addEventListener("click", (event) => {
    if (history.state?.pages) keep({ y: scrollY });
    const link = event.target.closest("[data-more]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!link.ariaBusy) more(link, said);
  });
  if (history.state?.pages?.at(-1) === location.href) putBack(history.state).catch(() => {});
}
