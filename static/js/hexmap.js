// Arrow keys walk over a map of hexagons, and the line under it tells where one is. On a phone, where hexagons are too small
// to be links, a tap tells of the nearest, with a link to it. Without this file: links on wide screens, the list on phones.
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

const REACH = 32; // pixels from a finger to a hexagon's middle

function nearest(svg, x, y) {
  let best = { far: REACH };
  for (const each of svg.querySelectorAll("g[data-at]")) {
    const box = each.getBoundingClientRect();
    const far = Math.hypot((box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y);
    if (far < best.far) best = { far, each };
  }
  return best.each;
}

function pick(figure, hexagon) {
  const link = figure.querySelector(`a[data-at="${hexagon.dataset.at}"]`);
  figure.querySelector("g[data-picked]")?.removeAttribute("data-picked");
  hexagon.setAttribute("data-picked", "");
  hexagon.parentNode.append(hexagon); // over its neighbours' edges
  const there = document.createElement("a");
  there.href = link.getAttribute("href");
  there.textContent = "Open its page";
  const line = figure.querySelector("[data-told]");
  line.replaceChildren(`${link.querySelector("title").textContent}. `, there);
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
document.addEventListener("click", (event) => {
  const svg = event.target.closest?.("[data-hexmap] .app-chart__narrow svg");
  const hexagon = svg && nearest(svg, event.clientX, event.clientY);
  if (hexagon) pick(svg.closest("[data-hexmap]"), hexagon);
});
document.addEventListener("focusout", (event) => {
  const link = hexagon(event.target);
  if (link) forget(link.closest("[data-hexmap]"));
});
document.addEventListener("results:replaced", () => reach(document));
reach(document);
