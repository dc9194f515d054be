// A page that asks for itself again (data-live) takes over only what changed: rows keep their focus, tick and place.
import { within } from "./page.js";

const HERE = "is-here";
// how a part or a row looked when it was served, because scripts change it since
const served = new WeakMap();

function print(element) {
  return element.dataset.print ?? element.outerHTML;
}

function remember(root) {
  for (const element of within(root, "[data-live-part], [data-live-key]")) served.set(element, print(element));
}

// somebody writes in it, or has opened something: it waits for the next time
function isBusy(element) {
  const field = document.activeElement?.matches("input:not([type=checkbox]), textarea, select") ? document.activeElement : null;
  return element.querySelector("details[open]") !== null || (field !== null && element.contains(field));
}

function arrive(element) {
  window.htmx.process(element);
  window.htmx.trigger(element, "htmx:load", { elt: element });
}

function exchange(old, fresh) {
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  fresh.classList.toggle(HERE, old.classList.contains(HERE));
  for (const box of old.querySelectorAll("input[type=checkbox]:checked")) {
    const same = fresh.querySelector(`input[type=checkbox][value="${CSS.escape(box.value)}"]`);
    if (same) same.checked = true;
  }
  old.replaceWith(fresh);
  arrive(fresh);
  if (!held) return;
  const same = [...fresh.querySelectorAll(held.tagName)].find((one) => one.className === held.className) ?? fresh.querySelector(".row-link");
  same?.focus({ preventScroll: true });
}

function settle(row, heads) {
  const text = print(row);
  const put = document.adoptNode(row);
  served.set(put, text);
  // columns that the reader has hidden stay so
  heads.forEach((head, at) => put.children[at] && (put.children[at].hidden = head.hidden));
  return put;
}

// the place of a row that goes is taken by the one below it
function leave(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  const isHere = row.classList.contains(HERE) || row.contains(document.activeElement);
  row.remove();
  if (!isHere || !next) return;
  next.classList.add(HERE);
  next.querySelector(".row-link, a, button")?.focus({ preventScroll: true });
}

function mergeRows(body, fresh) {
  const known = new Map([...body.children].map((row) => [row.dataset.liveKey, row]));
  const heads = [...(body.closest("table")?.querySelector("thead tr")?.children ?? [])];
  const rows = [...fresh.children].map((row) => {
    const old = known.get(row.dataset.liveKey);
    known.delete(row.dataset.liveKey);
    if (old && (served.get(old) === print(row) || isBusy(old))) return old;
    const put = settle(row, heads);
    if (old) exchange(old, put);
    return put;
  });
  known.forEach(leave);
  const held = document.activeElement;
  let place = body.firstElementChild;
  for (const row of rows) {
    if (row === place) {
      place = place.nextElementSibling;
      continue;
    }
    const isNew = !row.isConnected;
    body.insertBefore(row, place);
    if (isNew) arrive(row);
  }
  if (held !== document.activeElement && held?.isConnected) held.focus({ preventScroll: true });
}

function merge(part, fresh) {
  const [body, rows] = [part, fresh].map((one) => one.querySelector("[data-live-rows]"));
  if (body && rows) mergeRows(body, rows);
  else if (served.get(part) !== print(fresh) && !isBusy(part)) {
    const put = settle(fresh, []);
    remember(put);
    exchange(part, put);
  }
}

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (!target.matches?.("[data-live]") || xhr.status !== 200) return;
  event.detail.shouldSwap = false;
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  for (const part of document.querySelectorAll("[data-live-part]")) {
    const fresh = page.querySelector(`[data-live-part="${CSS.escape(part.dataset.livePart)}"]`);
    if (fresh) merge(part, fresh);
  }
  // the bar for ticked rows counts again
  for (const shell of document.querySelectorAll("[data-live-part] [data-table]")) shell.dispatchEvent(new Event("change", { bubbles: true }));
});

remember(document);
