// Share sheet, copy link, print. The words come from the page, in its language; the status is spoken.
for (const share of document.querySelectorAll("[data-share]")) {
  const { url, title, copied, failed } = share.dataset;
  const status = share.querySelector("[role=status]");
  const offer = (name, act) => {
    const button = share.querySelector(`[data-${name}]`);
    button.hidden = false;
    button.addEventListener("click", act);
  };
  if (navigator.share) offer("native", () => navigator.share({ url, title }).catch(() => {}));
  offer("copy", async () => {
    try {
      await navigator.clipboard.writeText(url);
      status.textContent = copied;
    } catch {
      status.textContent = `${failed} ${url}`;
      return;
    }
    setTimeout(() => { status.textContent = ""; }, 4000);
  });
  offer("print", () => print());
}
