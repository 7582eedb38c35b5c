// Registers the worker that keeps pages for reading without a network (reader/offline.py), and saves a story that somebody asks to keep.
const { home } = document.documentElement.dataset; // not there while the switch is off
if (home && navigator.serviceWorker && window.caches && location.pathname.startsWith(home)) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js", { scope: home }).catch(() => {}));
  document.addEventListener("click", async (event) => { // a language this device has never met opens nothing without a network
    const { href } = event.target.closest("a[hreflang]") ?? {};
    if (!href || navigator.onLine) return;
    event.preventDefault();
    location.assign(await navigator.serviceWorker.getRegistration(href) ? href : `${home}offline/`);
  });
  for (const box of document.querySelectorAll("[data-save]")) {
    const [button, list, status] = box.children, address = location.pathname, offer = button.textContent, { done, saved, removed, full, failed } = box.dataset;
    const cache = caches.open(`offline:saved:${home}`), pictures = caches.open(`offline:pictures:${home}`);
    const forget = async () => (await (await pictures).delete(address), (await cache).delete(address));
    // The one size that this page shows, under the address of its story: it goes when the story does.
    const keepPicture = async () => {
      const shown = document.querySelector(".article__photo img")?.currentSrc;
      const response = shown && await fetch(shown);
      if (response?.ok) await (await pictures).put(address, response);
    };
    const show = (isSaved, words = "") => {
      button.setAttribute("aria-pressed", String(isSaved));
      button.textContent = isSaved ? done : offer;
      list.hidden = !isSaved;
      status.textContent = words;
    };
    const toggle = async () => {
      const mine = await cache;
      if (await forget()) return show(false, removed);
      if ((await mine.keys()).length >= 50) return show(false, full);
      const response = await fetch(address).catch(() => caches.match(address));
      if (!response?.ok) return show(false, failed);
      await mine.put(address, response);
      await keepPicture().catch(() => {}); // words are worth saving without it
      show(true, saved);
    };
    cache.then((mine) => mine.match(address)).then((copy) => { show(Boolean(copy)); box.hidden = false; }, () => {});
    button.addEventListener("click", () => toggle().catch(() => show(false, failed)));
  }
}
