// Filters answer at once: the same GET as the button, with only the results replaced. Without this file the button works.
const form = document.querySelector("form[data-facets]");
const status = document.querySelector("[data-results-status]");
let running = null;

function address() {
  const url = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (value !== "") url.searchParams.append(name, value);
  }
  return url;
}

function syncForm(fresh) {
  for (const input of form.elements) {
    const twin = input.id && fresh.getElementById(input.id);
    if (!twin) continue;
    if (input.type === "checkbox") input.checked = twin.checked;
    else if ("value" in input && input !== document.activeElement) input.value = twin.value;
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
  old.replaceWith(document.adoptNode(next));
  document.title = fresh.title;
  status.textContent = next.dataset.results;
}

async function load(url, remember) {
  running?.abort();
  running = new AbortController();
  const region = document.querySelector("[data-results]");
  region.setAttribute("aria-busy", "true");
  const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: running.signal });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  replaceResults(fresh);
  syncForm(fresh);
  if (remember) history.pushState(null, "", url);
  document.dispatchEvent(new CustomEvent("results:replaced"));
}

function go(url, remember) {
  load(url, remember).catch((error) => {
    if (error.name !== "AbortError") location.assign(url);
  });
}

if (form && status && document.querySelector("[data-results]")) {
  form.addEventListener("change", (event) => {
    if (event.target.type !== "search") go(address(), true);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(address(), true);
  });
  window.addEventListener("popstate", () => go(new URL(location.href), false));
}
