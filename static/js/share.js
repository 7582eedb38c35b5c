// Share sheet, copied links, print. The words come from the page, in its language; the status is spoken.
for (const share of document.querySelectorAll("[data-share]")) {
  const { url, brief, title, copied, failed } = share.dataset;
  const status = share.querySelector("[role=status]");
  const offer = (name, act) => {
    const button = share.querySelector(`[data-${name}]`);
    button.hidden = false;
    const words = button.textContent;
    button.addEventListener("click", () => act((said) => {
      button.textContent = said;
      setTimeout(() => { button.textContent = words; status.textContent = ""; }, 4000);
    }));
  };
  const copy = async (address, say) => {
    try {
      await navigator.clipboard.writeText(address);
      say(status.textContent = copied);
    } catch {
      status.className = "share__status";
      status.textContent = `${failed} ${address}`;
    }
  };
  if (navigator.share) offer("native", () => navigator.share({ url, title }).catch(() => {}));
  offer("copy", (say) => copy(url, say));
  offer("short", (say) => copy(brief, say));
  offer("print", () => print());
}
