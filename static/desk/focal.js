// A click on the picture sets the focal point; the crops beside it move at once.
const box = document.querySelector("[data-focal-point]");
const [x, y] = ["x", "y"].map((name) => document.querySelector(`[data-focal="${name}"]`));
if (box && x && y) {
  const picture = box.querySelector(".focal__picture img");
  const mark = box.querySelector(".focal__mark");
  const show = () => {
    const [left, top] = [x, y].map(({ value }) => `${Math.min(Math.max(parseFloat(value) || 0, 0), 1) * 100}%`);
    mark.style.left = left;
    mark.style.top = top;
    for (const crop of box.querySelectorAll(".focal__crop img")) crop.style.objectPosition = `${left} ${top}`;
  };
  picture.addEventListener("click", ({ offsetX, offsetY }) => {
    x.value = (offsetX / picture.clientWidth).toFixed(3);
    y.value = (offsetY / picture.clientHeight).toFixed(3);
    show();
  });
  for (const input of [x, y]) input.addEventListener("input", show);
  show();
}
