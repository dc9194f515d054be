// A dialog that htmx brings opens at once; an empty answer in its place closes it.
import { onContent, within } from "./page.js";

onContent((root) => {
  for (const sheet of within(root, "dialog[data-sheet]")) if (!sheet.open) sheet.showModal();
});
