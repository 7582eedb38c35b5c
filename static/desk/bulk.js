// While a change runs, the page looks by itself how far it is; a closed network only makes it wait.
const PAUSE = 1500;

const look = async () => {
  const shown = document.querySelector("[data-progress]");
  if (!shown || !("running" in shown.dataset)) return;
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (response?.redirected) { location.reload(); return; }
  if (response?.ok) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-progress]");
    if (fresh) shown.replaceWith(document.adoptNode(fresh));
  }
  setTimeout(look, PAUSE);
};

setTimeout(look, PAUSE);
