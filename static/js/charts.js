// Plotly takes over from the server's drawing when a chart comes into view. If anything fails, the drawing stays.
const WIDE_ENOUGH = 640;
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
let library = null;

function loadLibrary(src) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  return library;
}

// Plotly writes its styles into the page unless an element of this id says not to; ours are in app.css, as the CSP asks.
function refuseInlineStyles() {
  if (document.getElementById("plotly.js-style-global")) return;
  const mark = document.createElement("span");
  mark.id = "plotly.js-style-global";
  mark.className = "no-inline-styles";
  mark.hidden = true;
  document.body.append(mark);
}

function dress(layout, width) {
  return {
    ...layout,
    width,
    autosize: false,
    font: { family: "Arial, Helvetica, sans-serif", size: 16, color: "#212b32" },
    margin: { l: 8, r: 8, t: 40, b: 48 },
    legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", traceorder: "normal" },
    hoverlabel: { bgcolor: "#212b32", font: { color: "#ffffff", size: 16 } },
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    dragmode: false,
    transition: { duration: still ? 0 : 200 },
  };
}

async function draw(figure) {
  const data = document.getElementById(figure.dataset.figure);
  const { data: traces, layout } = JSON.parse(data.textContent);
  refuseInlineStyles();
  const plotly = await loadLibrary(figure.dataset.plotly);
  const picture = figure.querySelector("[data-drawing]");
  const target = document.createElement("div");
  target.className = "app-chart__plot";
  target.setAttribute("aria-hidden", "true");
  target.hidden = true;
  picture.after(target);
  const size = picture.clientWidth;
  target.hidden = false;
  try {
    await plotly.newPlot(target, traces, dress(layout, size), { displayModeBar: false, responsive: false });
  } catch (error) {
    target.remove();
    throw error;
  }
  // The drawing keeps its place for screen readers; it is only no longer seen.
  picture.classList.add("nhsuk-u-visually-hidden");
}

function watch(root) {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      draw(entry.target).catch((error) => console.warn("The chart stays as drawn by the server:", error.message));
    }
  }, { rootMargin: "200px" });
  for (const figure of root.querySelectorAll("figure[data-plotly]")) seen.observe(figure);
}

if (window.innerWidth >= WIDE_ENOUGH && "IntersectionObserver" in window) {
  watch(document);
  document.addEventListener("results:replaced", () => watch(document.querySelector("[data-results]")));
}
