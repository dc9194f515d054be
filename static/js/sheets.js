// A dialog that htmx brings opens at once; an empty answer in its place closes it. A choice in it is one key away.
import { onContent, within } from "./page.js";

const FIELDS = ".card-form :is(input:not([type=hidden]), select, textarea)";

onContent((root) => {
  for (const sheet of within(root, "dialog[data-sheet]")) {
    if (!sheet.open) sheet.showModal();
    // the question, not the cross that closes it
    (sheet.querySelector("[autofocus]") ?? sheet.querySelector(FIELDS))?.focus();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  const place = document.querySelector("dialog[open]") ?? document;
  const choice = place.querySelector(`[data-pick="${CSS.escape(event.key)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.click();
});

// Ctrl-Enter sends what is being written in a dialog
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.target.closest?.("dialog[data-sheet] form")?.requestSubmit();
});
