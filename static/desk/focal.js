// A click or the arrow keys move the focal point; the crops beside it move at once, as photos/renditions.py will cut them.
const box = document.querySelector("[data-focal-point]");
const inputs = ["x", "y"].map((name) => document.querySelector(`[data-focal="${name}"]`));
if (box && inputs.every(Boolean)) {
  const frame = box.querySelector(".focal__picture");
  const picture = frame.querySelector("img");
  const mark = box.querySelector(".focal__mark");
  const inside = (value) => Math.min(Math.max(value || 0, 0), 1);
  // The part shown is as near the point as the edges let it; CSS counts from edge to edge, not from the middle.
  const place = (point, whole, part) => (whole > part ? inside((point * whole - part / 2) / (whole - part)) : 0.5);
  const show = () => {
    const [x, y] = inputs.map(({ value }) => inside(parseFloat(value)));
    mark.style.left = `${x * 100}%`;
    mark.style.top = `${y * 100}%`;
    const [width, height] = [picture.getAttribute("width"), picture.getAttribute("height")].map(Number);
    for (const crop of box.querySelectorAll(".focal__crop img")) {
      const scale = Math.min(width / crop.clientWidth, height / crop.clientHeight);
      const [left, top] = [place(x, width, crop.clientWidth * scale), place(y, height, crop.clientHeight * scale)];
      crop.style.objectPosition = `${left * 100}% ${top * 100}%`;
    }
  };
  const move = (x, y) => {
    [x, y].forEach((value, index) => { inputs[index].value = inside(value).toFixed(3); });
    show();
  };
  picture.addEventListener("click", ({ offsetX, offsetY }) => move(offsetX / picture.clientWidth, offsetY / picture.clientHeight));
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  frame.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const size = event.shiftKey ? 0.1 : 0.01;
    move(...inputs.map(({ value }, index) => inside(parseFloat(value)) + step[index] * size));
  });
  for (const input of inputs) input.addEventListener("input", show);
  addEventListener("resize", show);
  show();
}
