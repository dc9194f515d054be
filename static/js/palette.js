// Ctrl-K: a dialog whose results the server writes; arrows move, Enter goes.
const box = document.getElementById("palette");
const field = document.getElementById("palette-input");
const results = document.getElementById("palette-results");

function items() {
  return [...results.querySelectorAll(".palette-item")];
}

function mark(index) {
  const all = items();
  all.forEach((item, at) => item.setAttribute("aria-selected", at === index));
  const chosen = all[index];
  field.setAttribute("aria-activedescendant", chosen?.id ?? "");
  chosen?.scrollIntoView({ block: "nearest" });
}

function open() {
  if (box.open) return;
  box.showModal();
  field.select();
  field.dispatchEvent(new Event("palette-open"));
}

function move(by) {
  const all = items();
  const at = all.findIndex((item) => item.getAttribute("aria-selected") === "true");
  mark((at + by + all.length) % all.length);
}

if (box) {
  document.addEventListener("palette", open);
  document.addEventListener("click", (event) => event.target.closest("[data-palette-open]") && open());
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      results.querySelector('[aria-selected="true"]')?.click();
    }
  });
  results.addEventListener("htmx:afterSwap", () => mark(0));
}
