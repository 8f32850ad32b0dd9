// Sliders answer at once: the same GET as the button, with only the results replaced. Without this file the boxes and the button work.
const form = document.querySelector("form[data-what-if]");
const status = document.querySelector("[data-results-status]");
const PAUSE = 120;
let running = null;
let timer = 0;

// Only what differs from the rule set stands in the address.
function address() {
  const url = new URL(form.action);
  for (const input of form.elements) {
    if (!input.name || (input.dataset.default !== undefined && input.value.trim() === input.dataset.default)) continue;
    url.searchParams.append(input.name, input.value.trim());
  }
  return url;
}

function showErrors(fresh) {
  for (const input of form.elements) {
    if (!input.id || !input.name) continue;
    const old = document.getElementById(`${input.id}-error`);
    const next = fresh.getElementById(`${input.id}-error`);
    old?.remove();
    input.classList.toggle("nhsuk-input--error", Boolean(next) && input.classList.contains("nhsuk-input"));
    if (next) {
      input.setAttribute("aria-describedby", next.id);
      input.closest(".nhsuk-form-group").querySelector("label").after(document.adoptNode(next));
    } else {
      input.removeAttribute("aria-describedby");
    }
  }
}

async function load(url) {
  running?.abort();
  running = new AbortController();
  document.querySelector("[data-results]").setAttribute("aria-busy", "true");
  const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: running.signal });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = fresh.querySelector("[data-results]");
  if (!next) throw new Error("no results in the answer");
  showErrors(fresh);
  document.querySelector("[data-results]").replaceWith(document.adoptNode(next));
  status.textContent = next.dataset.results;
  history.replaceState(null, "", url);
}

function go() {
  clearTimeout(timer);
  const url = address();
  load(url).catch((error) => {
    if (error.name !== "AbortError") location.assign(url);
  });
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(go, PAUSE);
}

if (form && status) {
  for (const slider of form.querySelectorAll("[data-slides]")) {
    const box = document.getElementById(slider.dataset.slides);
    slider.hidden = false;
    slider.addEventListener("input", () => {
      box.value = slider.value;
      soon();
    });
    box.addEventListener("input", () => {
      slider.value = box.value;
      soon();
    });
  }
  form.addEventListener("change", go);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
}
