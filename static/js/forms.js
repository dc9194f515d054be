// Forms: a warning before unsaved input is lost, a draft kept while the line is down, no double sending, a question first.
import { keep, kept, onContent, within, words } from "./page.js";
import { toast } from "./toasts.js";

const SECRET = "[type=password], [type=hidden], [type=file], [autocomplete=one-time-code]";
const FAULTY = ".is-invalid, .invalid-feedback, .alert-danger, .notice.is-bad[role=alert]";
const dirty = new Set();
const asking = document.getElementById("confirm");

const draftKey = (form) => `draft:${location.pathname}:${form.id || form.getAttribute("action") || ""}`;

function fields(form) {
  return [...form.elements].filter((field) => field.name && field.value !== undefined && !field.matches(`${SECRET}, button`));
}

function saveDraft(form) {
  const values = fields(form).map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? field.checked : field.value]);
  keep(draftKey(form), JSON.stringify(values), true);
}

function restoreDraft(form) {
  const draft = kept(draftKey(form), true);
  if (!draft) return;
  keep(draftKey(form), null, true);
  const values = JSON.parse(draft);
  fields(form).forEach((field, at) => {
    if (values[at]?.[0] !== field.name) return;
    if (typeof values[at][1] === "boolean") field.checked = values[at][1];
    else field.value = values[at][1];
  });
  dirty.add(form);
  toast({ text: words.kept });
}

onContent((root) => within(root, "form[data-dirty]").forEach(restoreDraft));
// a form that came back with what was typed is still unsaved
onContent((root) => {
  for (const form of within(root, "form[data-dirty]")) if (form.dataset.dirty === "unsaved" || form.querySelector(FAULTY)) dirty.add(form);
});

// a sheet closed by mistake gives back what was typed when it is opened again
document.addEventListener("close", (event) => {
  const form = event.target.matches("dialog[data-sheet]") && event.target.querySelector("form[data-dirty]");
  if (form && dirty.delete(form)) saveDraft(form);
}, true);

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-dirty]");
  if (form) dirty.add(form);
});

// more than the server takes is said here, where what was typed still stands
document.addEventListener("input", ({ target: field }) => {
  if (!field.dataset.most) return;
  const sizes = field.files ? [...field.files].map((file) => file.size) : [field.value.length];
  field.setCustomValidity(Math.max(0, ...sizes) > Number(field.dataset.most) ? field.dataset.tooMuch : "");
  field.reportValidity();
});

addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
});

function busy(form) {
  form.dataset.busy = "";
  setTimeout(() => delete form.dataset.busy, 8000);
}

// a page that comes back from the browser's memory is ready again
addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach((form) => delete form.dataset.busy));

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("method") === "dialog") return;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && form.dataset.agreed === undefined) {
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, () => {
      form.dataset.agreed = "";
      form.requestSubmit(event.submitter);
      delete form.dataset.agreed;
    });
    return;
  }
  if (form.dataset.busy !== undefined) return event.preventDefault();
  if (!navigator.onLine && form.getAttribute("method") === "post") {
    event.preventDefault();
    saveDraft(form);
    toast({ text: words.offline, level: "warning" });
    return;
  }
  if (form.getAttribute("method") === "post" && form.matches("[data-dirty]")) {
    // a page that fails to load leaves the draft behind; one that arrives clears it
    dirty.delete(form);
  }
  if (!form.hasAttribute("hx-post")) busy(form);
}, true);

function ask(question, then) {
  document.getElementById("confirm-text").textContent = question;
  asking.returnValue = "no";
  asking.addEventListener("close", () => asking.returnValue === "yes" && then(), { once: true });
  asking.showModal();
}

// hx-confirm asks in the same words and the same place
document.body.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.question || !asking) return;
  event.preventDefault();
  ask(event.detail.question, () => event.detail.issueRequest(true));
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  // only a form that is sent whole saves what was typed; its parts look something up
  const { elt: form, requestConfig, successful } = event.detail;
  if (!form.matches?.("form[data-dirty]") || requestConfig.verb === "get") return;
  if (successful) dirty.delete(form);
  else saveDraft(form);
});
