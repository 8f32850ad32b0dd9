// Arrow keys walk over a map of hexagons, and the line under it tells where one is. Without this file every hexagon is a link.
const HINT = new WeakMap();
const hexagon = (target) => target.closest?.("[data-hexmap] a[data-at]");
const place = (link) => link.dataset.at.split(" ").map(Number);

// Among the hexagons that lie that way: those of the nearest row (or of the same one), and there the nearest.
function next(link, key) {
  const [x, y] = place(link);
  const sideways = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  let best = null;
  for (const other of link.closest("svg").querySelectorAll("a[data-at]")) {
    const [ox, oy] = place(other);
    const ahead = sign * (sideways ? ox - x : oy - y);
    if (ahead <= 0 || (sideways && oy !== y)) continue;
    const far = sideways ? ahead : ahead * 1000 + Math.abs(ox - x);
    if (!best || far < best.far) best = { far, other };
  }
  return best?.other;
}

function tell(link) {
  const line = link.closest("[data-hexmap]").querySelector("[data-told]");
  if (!HINT.has(line)) HINT.set(line, line.textContent);
  line.textContent = link.querySelector("title").textContent;
}

function forget(figure) {
  const line = figure.querySelector("[data-told]");
  if (HINT.has(line)) line.textContent = HINT.get(line);
}

// One stop of the Tab key for the whole map; arrows go on from there.
function reach(root) {
  for (const svg of root.querySelectorAll("[data-hexmap] svg")) {
    svg.querySelectorAll("a[data-at]").forEach((link, number) => link.setAttribute("tabindex", number ? "-1" : "0"));
  }
}

document.addEventListener("keydown", (event) => {
  const link = event.key.startsWith("Arrow") && !event.altKey && !event.metaKey && !event.ctrlKey && hexagon(event.target);
  if (!link) return;
  event.preventDefault();
  next(link, event.key)?.focus();
});
document.addEventListener("focusin", (event) => {
  const link = hexagon(event.target);
  if (!link) return;
  for (const other of link.closest("svg").querySelectorAll('a[tabindex="0"]')) other.setAttribute("tabindex", "-1");
  link.setAttribute("tabindex", "0");
  tell(link);
});
document.addEventListener("pointerover", (event) => {
  const link = hexagon(event.target);
  if (link) tell(link);
});
document.addEventListener("focusout", (event) => {
  const link = hexagon(event.target);
  if (link) forget(link.closest("[data-hexmap]"));
});
document.addEventListener("results:replaced", () => reach(document));
reach(document);
