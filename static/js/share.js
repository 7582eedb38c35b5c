// Share sheet, copied links, print. The words come from the page, in its language; the status is spoken.
for (const share of document.querySelectorAll("[data-share]")) {
  const { url, brief, title, copied, failed } = share.dataset;
  const status = share.querySelector("[role=status]");
  const offer = (name, act) => {
    const button = share.querySelector(`[data-${name}]`);
    button.hidden = false;
    button.addEventListener("click", act);
  };
  const copy = async (address) => {
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = copied;
    } catch {
      status.textContent = `${failed} ${address}`;
      return;
    }
    setTimeout(() => { status.textContent = ""; }, 4000);
  };
  if (navigator.share) offer("native", () => navigator.share({ url, title }).catch(() => {}));
  offer("copy", () => copy(url));
  offer("short", () => copy(brief));
  offer("print", () => print());
}
