// Help bubbles and filter menus are <details>: one open at a time, closed by Esc and by a click elsewhere.
import { toast } from "./toasts.js";
import { words } from "./page.js";

const OPEN = "details.bubble[open]";

function close(except) {
  for (const bubble of document.querySelectorAll(OPEN)) if (bubble !== except) bubble.open = false;
}

document.addEventListener("click", (event) => close(event.target.closest("details.bubble")));

document.addEventListener("keydown", (event) => {
  const open = document.querySelector(OPEN);
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
  event.stopPropagation();
}, true);

// a bubble near the right edge opens to the left
document.addEventListener("toggle", (event) => {
  const bubble = event.target;
  if (!bubble.matches?.(OPEN)) return;
  const body = bubble.querySelector(".bubble-body");
  bubble.classList.remove("to-left");
  bubble.classList.toggle("to-left", body.getBoundingClientRect().right > innerWidth - 8);
}, true);

document.addEventListener("click", async (event) => {
  if (!event.target.closest("[data-copy-link]")) return;
  await navigator.clipboard?.writeText(location.href);
  toast({ text: words.copied, level: "success" });
});
