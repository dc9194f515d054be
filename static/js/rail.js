// The rail folds to icons (remembered) and is a drawer on a small screen.
import { remember } from "./page.js";

const page = document.documentElement;

function drawer(open) {
  page.classList.toggle("drawer-open", open);
  for (const button of document.querySelectorAll("[data-drawer-open]")) button.setAttribute("aria-expanded", open);
  const target = open ? document.querySelector("#rail a") : document.querySelector("[data-drawer-open]");
  target?.focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-rail-fold]")) {
    const next = page.dataset.rail === "folded" ? "open" : "folded";
    page.dataset.rail = next;
    remember("rail", next);
  }
  if (event.target.closest("[data-drawer-open]")) drawer(true);
  else if (event.target.closest("[data-drawer-close]")) drawer(false);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && page.classList.contains("drawer-open")) drawer(false);
});
