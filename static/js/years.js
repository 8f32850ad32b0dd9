// Plays the map from year to year: each CCG moves from where it stood to where it stands, and new ones appear. It plays only
// when asked, stops when asked, and is not offered to who wants less motion. Without this file: the links of the years.
const PAUSE = 1600; // milliseconds from one year's answer to the next question
const MOVE = { duration: 700, easing: "ease-in-out" };
let timer = 0;
let playing = false;
let before = null;

const button = () => document.getElementById("play-years");
const links = () => [...document.querySelectorAll(".app-year-links a")];

// CCG to its hexagon, of the drawing that is seen; on phones a hexagon is no link, but stands where the link stands.
function hexagons() {
  const svg = [...document.querySelectorAll("[data-hexmap] svg")].find((each) => each.getClientRects().length);
  const found = new Map();
  for (const link of document.querySelectorAll("[data-hexmap] a[data-at]")) {
    found.set(link.getAttribute("href"), svg?.querySelector(`[data-at="${link.dataset.at}"]`));
  }
  return found;
}

function places() {
  const found = new Map();
  for (const [ccg, hexagon] of hexagons()) if (hexagon) found.set(ccg, hexagon.getBBox());
  return found;
}

function move() {
  const now = hexagons();
  const there = places();
  for (const [ccg, box] of there) {
    const old = before.get(ccg);
    const from = old ? { transform: `translate(${old.x - box.x}px, ${old.y - box.y}px)` } : { opacity: 0 };
    now.get(ccg).animate([from, old ? { transform: "none" } : { opacity: 1 }], MOVE);
  }
}

// The years after the one that is seen; from the last, all of them again.
function nextYear() {
  const current = document.querySelector(".app-year-links [aria-current]");
  const after = links().filter((link) => current.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING);
  return after[0];
}

function ask(link, first) {
  document.dispatchEvent(new CustomEvent("results:wanted", { detail: { href: link.href, remember: first ? "new" : "over" } }));
}

function stop() {
  clearTimeout(timer);
  playing = false;
  if (button()) button().textContent = "Play the years";
}

function step() {
  const link = nextYear();
  if (link) ask(link, false);
  else stop();
}

document.addEventListener("click", (event) => {
  if (event.target.id !== "play-years") {
    if (playing && event.target.closest("a, button, input, select")) stop();
    return;
  }
  if (playing) return stop();
  playing = true;
  event.target.textContent = "Stop";
  ask(nextYear() ?? links()[0], true);
});
window.addEventListener("popstate", stop);
document.addEventListener("results:leaving", () => {
  before = playing ? places() : null;
});
document.addEventListener("results:replaced", () => {
  if (!playing) return;
  if (!button()) return stop();
  button().textContent = "Stop";
  if (before?.size) move();
  if (nextYear()) timer = setTimeout(step, PAUSE);
  else stop();
});
