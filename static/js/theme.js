// Auto, Day, Night: values auto, light, dark under the key Django's admin uses too. The moon turns what is seen round.
const themes = document.querySelector("[data-theme-choice]");
if (themes) {
  const root = document.documentElement;
  const moon = document.querySelector("[data-moon]");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const frames = [...document.querySelectorAll("meta[name=theme-color]")];
  const colours = frames.map((frame) => frame.content);
  const kept = () => { try { return localStorage.theme || "auto"; } catch { return root.dataset.theme || "auto"; } };
  const isNight = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const show = (theme) => {
    const isChosen = theme === "light" || theme === "dark";
    if (isChosen) root.dataset.theme = theme; else delete root.dataset.theme;
    for (const button of themes.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === (isChosen ? theme : "auto")));
    moon.setAttribute("aria-pressed", String(isNight()));
    frames.forEach((frame, at) => { frame.content = colours[isChosen ? Number(theme === "dark") : at]; });
  };
  const choose = (theme) => {
    try { localStorage.theme = theme; } catch { /* private browsing: for this page only */ }
    show(theme);
  };
  themes.addEventListener("click", ({ target }) => { const button = target.closest("button"); if (button) choose(button.value); });
  moon.addEventListener("click", () => choose(isNight() ? "light" : "dark"));
  dark.addEventListener("change", () => show(kept()));
  addEventListener("storage", ({ key }) => { if (key === "theme") show(kept()); });
  themes.hidden = moon.hidden = false;
  show(kept());
}
