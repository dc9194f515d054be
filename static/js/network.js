// What htmx does when an answer is not what we hoped for: say it, keep what was typed.
import { words } from "./page.js";
import { toast } from "./toasts.js";

const SAID = { 403: words.forbidden, 404: words.gone };
let isOff = false;

document.body.addEventListener("htmx:sendError", () => {
  if (!isOff) toast({ text: words.offline, level: "warning" });
  isOff = true;
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) isOff = false;
});

// 422 is a form with its faults: it is swapped in like any answer
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.body.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  // a polled fragment that fails says nothing: the next one may work
  if (event.detail.requestConfig.triggeringEvent?.type === undefined && status >= 500) return;
  toast({ text: SAID[status] ?? (status >= 500 ? words.broken : words.refused), level: "error" });
});
