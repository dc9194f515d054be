// Taking notes without the mouse: Alt and arrows walk the guide, Alt-Q puts what is selected into the quote.
const notes = () => [...document.querySelectorAll("[data-note]")];

function walk(step) {
  const all = notes();
  const here = all.indexOf(document.activeElement);
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.focus();
  next?.closest(".question-sheet").scrollIntoView({ block: "nearest" });
}

function selection() {
  const field = document.activeElement;
  const chosen = field?.matches("[data-note]") ? field.value.slice(field.selectionStart, field.selectionEnd) : String(getSelection());
  return chosen.trim().replace(/^[“"«]+|[”"»]+$/g, "");
}

function quote() {
  const form = document.getElementById("quote-form");
  const chosen = selection();
  if (!form || !chosen) return;
  const asked = document.activeElement.closest(".jotting")?.querySelector("[name=question]");
  form.querySelector("[name=text]").value = chosen;
  form.querySelector("[name=question]").value = asked?.value ?? "";
  form.querySelector("[name=themes]")?.focus();
}

const KEYS = { ArrowDown: () => walk(1), ArrowUp: () => walk(-1), KeyQ: quote };

document.addEventListener("keydown", (event) => {
  const act = event.altKey && !event.ctrlKey && !event.metaKey ? KEYS[event.code] : undefined;
  if (!act) return;
  event.preventDefault();
  act();
});

// the guide shows where one is, and which questions have an answer
document.addEventListener("focusin", (event) => {
  const sheet = event.target.closest?.(".question-sheet");
  if (!sheet) return;
  document.querySelectorAll(".guide [aria-current]").forEach((link) => link.removeAttribute("aria-current"));
  document.querySelector(`.guide a[href="#${sheet.id}"]`)?.setAttribute("aria-current", "true");
});

document.addEventListener("input", (event) => {
  const sheet = event.target.matches?.("[data-note]") ? event.target.closest(".question-sheet") : null;
  if (!sheet) return;
  const filled = [...sheet.querySelectorAll("[data-note]")].some((note) => note.value.trim());
  document.querySelector(`.guide a[href="#${sheet.id}"]`)?.parentElement.classList.toggle("is-filled", filled);
});

document.querySelector(".guide")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-sheet]");
  const note = link && document.querySelector(`${link.getAttribute("href")} [data-note]`);
  if (!note) return;
  event.preventDefault();
  note.focus();
  note.closest(".question-sheet").scrollIntoView({ block: "start" });
});

// a quote that was kept leaves the form blank for the next one
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.id === "quote-form" && event.detail.xhr.status === 204) event.detail.elt.reset();
});
