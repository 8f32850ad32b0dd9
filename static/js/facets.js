// Filters answer at once: the same GET as the button, with only the results replaced. Without this file the button works.
const form = document.querySelector("form[data-facets]");
const status = document.querySelector("[data-results-status]");
const PAUSE = 250;
let running = null;
let timer = 0;
let typing = false;

function address() {
  const url = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (value !== "") url.searchParams.append(name, value);
  }
  return url;
}

// `whole`: also the box being typed in, as when going back; else what is typed meanwhile stays.
function syncForm(fresh, whole) {
  for (const input of form.elements) {
    const twin = input.id && fresh.getElementById(input.id);
    if (!twin) continue;
    if (input.type === "checkbox") input.checked = twin.checked;
    else if ("value" in input && (whole || input !== document.activeElement)) input.value = twin.value;
  }
  for (const count of form.querySelectorAll("[data-count]")) {
    const twin = fresh.getElementById(count.id);
    if (twin) count.textContent = twin.textContent;
  }
}

function replaceResults(fresh) {
  const old = document.querySelector("[data-results]");
  const next = fresh.querySelector("[data-results]");
  if (!old || !next) throw new Error("no results in the answer");
  const held = old.contains(document.activeElement) ? document.activeElement.id : "";
  document.dispatchEvent(new CustomEvent("results:leaving"));
  old.replaceWith(document.adoptNode(next));
  if (held) document.getElementById(held)?.focus();
  document.title = fresh.title;
  status.textContent = next.dataset.results;
}

async function load(url, whole) {
  running?.abort();
  running = new AbortController();
  document.querySelector("[data-results]").setAttribute("aria-busy", "true");
  const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: running.signal });
  if (!answer.ok) throw new Error(`${answer.status}: the page itself says what is wrong`);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  replaceResults(fresh);
  syncForm(fresh, whole);
}

// One step back undoes one choice, or all that was typed in one go.
async function go(url, remember) {
  clearTimeout(timer);
  try {
    await load(url, remember === "");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
    return;
  }
  if (remember && url.href !== location.href) history[remember === "over" ? "replaceState" : "pushState"](null, "", url);
  document.dispatchEvent(new CustomEvent("results:replaced"));
}

function typed() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    go(address(), typing ? "over" : "new");
    typing = true;
  }, PAUSE);
}

// A page that says what is wrong is replaced as a whole, with what it says.
if (form && status && document.querySelector("[data-results]") && !document.querySelector(".nhsuk-error-summary")) {
  form.addEventListener("input", (event) => {
    if (event.target.type === "search") typed();
  });
  // A box that belongs to the form may stand among the results: listen to the whole page.
  document.addEventListener("change", (event) => {
    if (event.target.form !== form || event.target.type === "search") return;
    typing = false;
    if (event.target.checkValidity()) go(address(), "new");
    else location.assign(address());
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    event.preventDefault();
    typing = false;
    go(address(), "new");
  });
  form.addEventListener("focusout", () => {
    typing = false;
  });
  document.addEventListener("results:wanted", (event) => go(new URL(event.detail.href), event.detail.remember));
  window.addEventListener("popstate", () => go(new URL(location.href), ""));
}
