// Lists remember how dense they are and which columns show; ticked rows bring the bulk bar.
import { keep, kept, onContent, within } from "./page.js";

function setDensity(shell, isTight) {
  shell.classList.toggle("is-tight", isTight);
  shell.querySelector("[data-density]")?.setAttribute("aria-pressed", isTight);
}

function hide(shell, column, isHidden) {
  const head = shell.querySelector(`th[data-column="${CSS.escape(column)}"]`);
  const at = [...head.parentElement.children].indexOf(head);
  for (const row of shell.querySelectorAll("tr")) if (row.children[at]) row.children[at].hidden = isHidden;
}

function choose(shell, name) {
  const place = shell.querySelector("[data-columns]");
  if (!place || place.childElementCount) return;
  const hidden = new Set(JSON.parse(kept(`columns:${name}`) ?? "[]"));
  for (const head of shell.querySelectorAll("th[data-column]")) {
    const { column } = head.dataset;
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: !hidden.has(column) });
    label.className = "option";
    label.append(box, head.textContent.replace(/[▲▼]/g, "").trim());
    place.append(label);
    if (hidden.has(column)) hide(shell, column, true);
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(column);
      else hidden.add(column);
      hide(shell, column, !box.checked);
      keep(`columns:${name}`, JSON.stringify([...hidden]));
    });
  }
}

function bulk(shell) {
  const bar = shell.querySelector("[data-bulk]");
  if (!bar) return;
  const ticked = shell.querySelectorAll(`input[form="${bar.id}"]:checked`).length;
  bar.hidden = ticked === 0;
  bar.querySelector("output").textContent = ticked;
}

// a table wider than its place scrolls within it; one that fits keeps its sticky head
const fit = new ResizeObserver((seen) => {
  for (const { target: shell } of seen) {
    const table = shell.querySelector("table");
    if (!table) continue;
    const isWider = table.scrollWidth > shell.clientWidth + 1;
    shell.classList.toggle("scrolls", isWider);
    // whoever has no mouse scrolls with the arrows
    if (isWider && !shell.hasAttribute("tabindex")) shell.tabIndex = 0;
  }
});

onContent((root) => {
  for (const shell of within(root, ".table-shell")) fit.observe(shell);
  for (const shell of within(root, "[data-table]")) {
    const name = shell.dataset.table;
    if (name) {
      setDensity(shell, kept("density") === "tight");
      choose(shell, name);
    }
    bulk(shell);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-density]");
  if (!button) return;
  const isTight = button.getAttribute("aria-pressed") !== "true";
  keep("density", isTight ? "tight" : null);
  document.querySelectorAll("[data-table]").forEach((shell) => setDensity(shell, isTight));
});

// a list that refreshes itself waits while rows of it are ticked
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (requestConfig.verb === "get" && elt.querySelector("[data-table] tbody input:checked")) event.preventDefault();
});

document.addEventListener("change", (event) => {
  const shell = event.target.closest("[data-table]");
  if (!shell) return;
  if (event.target.matches("[data-tick-all]"))
    for (const box of shell.querySelectorAll("tbody input[type=checkbox][name]")) box.checked = event.target.checked;
  bulk(shell);
});
