// j and k walk the rows, Enter opens, a and r press the row's own buttons, / searches, ? lists the keys.
const ROWS = "[data-row]";
const keys = document.getElementById("keys");

export function isTyping(event) {
  return event.target.closest?.("input, textarea, select, [contenteditable], dialog") || event.ctrlKey || event.metaKey || event.altKey;
}

function rows() {
  return [...document.querySelectorAll(ROWS)].filter((row) => row.offsetParent);
}

function current() {
  return document.querySelector(`${ROWS}.is-here`);
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  current()?.classList.remove("is-here");
  next.classList.add("is-here");
  const link = next.querySelector(".row-link") ?? next.querySelector("a, button");
  link?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(selector) {
  const place = current() ?? document;
  const target = place.querySelector(selector);
  target?.click();
  return Boolean(target);
}

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press('[data-key="a"]'),
  r: () => press('[data-key="r"]'),
  t: () => press('[data-key="t"]'),
  "?": () => keys?.showModal(),
  "/": () => seek(),
};

function seek() {
  const field = document.querySelector("[data-seek]");
  if (field) {
    field.focus();
    field.select();
  } else document.dispatchEvent(new Event("palette"));
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event)) return;
  if (event.key === "Enter" && current() && event.target === document.body) {
    current().querySelector(".row-link")?.click();
    return;
  }
  const action = ACTIONS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// a click on a row's empty part opens it, so the whole row is a target
document.addEventListener("click", (event) => {
  const row = event.target.closest(ROWS);
  if (!row || event.target.closest("a, button, input, label, summary, select, details") || String(getSelection())) return;
  row.querySelector(".row-link")?.click();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) keys?.showModal();
  if (event.target.matches("dialog[open]")) event.target.close();
});
