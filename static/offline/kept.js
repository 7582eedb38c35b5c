// Lists the stories that are on this device. Headlines and dates come from the kept pages: the server wrote them.
const box = document.querySelector("[data-kept]");
const { home } = document.documentElement.dataset;
const story = new RegExp(`^${home}\\d+/`);

const copies = async (kinds) => {
  const found = new Map();
  for (const kind of kinds) {
    const cache = await caches.open(`offline:${kind}:${home}`);
    for (const key of (await cache.keys()).reverse()) {
      const { pathname } = new URL(key.url);
      if (story.test(pathname) && !found.has(pathname)) found.set(pathname, await cache.match(key));
    }
  }
  return found;
};

const line = async (address, copy) => {
  const page = new DOMParser().parseFromString(await copy.text(), "text/html");
  const item = document.createElement("li"), link = document.createElement("a"), meta = document.createElement("p");
  item.className = "kept__item";
  Object.assign(link, { href: address, textContent: page.querySelector("h1")?.textContent ?? address });
  Object.assign(meta, { className: "meta", textContent: box.dataset.from.replace("{when}", decodeURIComponent(copy.headers.get("x-written") || "")) });
  item.append(link, meta);
  return item;
};

const removal = (item, address, empty) => {
  const button = document.createElement("button"), name = item.querySelector("a").textContent;
  Object.assign(button, { type: "button", className: "button", textContent: box.dataset.remove, ariaLabel: `${box.dataset.remove}: ${name}` });
  button.addEventListener("click", async () => {
    for (const kind of ["saved", "pictures"]) await (await caches.open(`offline:${kind}:${home}`)).delete(address);
    const near = item.nextElementSibling ?? item.previousElementSibling;
    (near?.querySelector("button") ?? document.querySelector("main")).focus();
    empty.hidden = Boolean(near);
    item.remove();
  });
  item.querySelector("a").after(button);
};

if (box && home && window.caches) {
  const [saved, kept] = box.querySelectorAll("ul"), empty = box.querySelector("[data-empty]");
  const mine = await copies(["saved"]);
  for (const [address, copy] of mine) {
    const item = await line(address, copy);
    removal(item, address, empty);
    saved.append(item);
  }
  empty.hidden = mine.size > 0;
  const others = [...await copies(["read", "day"])].filter(([address]) => !mine.has(address));
  if (others.length) kept.replaceChildren(...await Promise.all(others.map(([address, copy]) => line(address, copy))));
  box.dataset.kept = "listed";
}
