// Tells the server that somebody reads: once, after the page has been in sight for two seconds.
const seen = document.querySelector("[data-seen]");
if (seen && navigator.sendBeacon) {
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible" && !document.prerendering) {
      timer = setTimeout(() => {
        document.removeEventListener("visibilitychange", wait);
        navigator.sendBeacon(seen.dataset.seen);
      }, 2000);
    }
  };
  document.addEventListener("visibilitychange", wait);
  document.addEventListener("prerenderingchange", wait, { once: true });
  wait();
}
