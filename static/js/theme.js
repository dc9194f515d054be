// Light, dark, or as the system: applied at once, then told to the server.
import { send, words } from "./page.js";
import { toast } from "./toasts.js";

const ORDER = ["auto", "light", "dark"];
const page = document.documentElement;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-next]");
  if (!button) return;
  const next = ORDER[(ORDER.indexOf(page.dataset.theme) + 1) % ORDER.length];
  page.dataset.theme = next;
  page.dispatchEvent(new Event("theme-wish"));
  toast({ text: words[next] });
  if (button.dataset.url) send(button.dataset.url, { theme: next }).catch(() => {});
});
