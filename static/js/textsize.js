// A- and A+: five steps, remembered.
const sizes = document.querySelector("[data-text-size]");
if (sizes) {
  const steps = [0.9, 1, 1.125, 1.25, 1.4];
  const output = sizes.querySelector("output");
  const kept = () => { try { return Number(localStorage.fs) || 1; } catch { return 1; } };
  let step = Math.max(0, steps.indexOf(kept()));
  if (!steps.includes(kept())) step = 1;
  const show = () => {
    document.documentElement.style.setProperty("--fs", steps[step]);
    output.textContent = `${Math.round(steps[step] * 100)} %`;
    for (const button of sizes.querySelectorAll("button")) {
      button.setAttribute("aria-disabled", String(!(step + Number(button.value) in steps)));
    }
  };
  sizes.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button || !(step + Number(button.value) in steps)) return;
    step += Number(button.value);
    try { localStorage.fs = steps[step]; } catch { /* private browsing: for this page only */ }
    show();
  });
  sizes.hidden = false;
  show();
}
