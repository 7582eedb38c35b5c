// Auto, Day, Night: values auto, light, dark under the key Django's admin uses too.
const themes = document.querySelector("[data-theme-choice]");
if (themes) {
  const root = document.documentElement;
  const kept = () => { try { return localStorage.theme || "auto"; } catch { return root.dataset.theme || "auto"; } };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme; else delete root.dataset.theme;
    for (const button of themes.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === theme));
  };
  themes.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    try { localStorage.theme = button.value; } catch { /* private browsing: for this page only */ }
    show(button.value);
  });
  addEventListener("storage", ({ key }) => { if (key === "theme") show(kept()); });
  themes.hidden = false;
  show(kept());
}
