// Rows that are put in order: dragged by their handle, or moved by the arrow keys on it; each move is sent at once.
import { onContent, token, within } from "./page.js";

const said = document.querySelector("[data-order-said]");
let dragged = null;

const rows = (body) => [...body.querySelectorAll("tr[data-pk]:not([data-last])")];

function send(body, row) {
  const order = new URLSearchParams(rows(body).map((one) => ["order", one.dataset.pk]));
  fetch(body.dataset.order, {
    method: "POST",
    headers: { "X-CSRFToken": token(), "X-Order": "1" },
    body: order,
  }).then((answer) => {
    if (!answer.ok) location.reload();
    else body.dispatchEvent(new Event("ordered"));
  });
  const text = row.querySelector("[data-handle]").dataset.said;
  if (said) said.textContent = text.replace("#", rows(body).indexOf(row) + 1);
}

function step(body, row, places) {
  const all = rows(body);
  const other = all[all.indexOf(row) + places];
  if (!other) return;
  if (places < 0) other.before(row);
  else other.after(row);
  row.querySelector("[data-handle]").focus();
  send(body, row);
}

function set(body) {
  body.classList.add("is-ordered");
  body.addEventListener("keydown", (event) => {
    const handle = event.target.closest("[data-handle]");
    const places = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!handle || !places) return;
    event.preventDefault();
    event.stopPropagation();
    step(body, handle.closest("tr"), places);
  });
  // a row can be dragged only while its handle is held, so that its text can still be marked
  body.addEventListener("pointerdown", (event) => {
    const row = event.target.closest("[data-handle]")?.closest("tr");
    if (row) row.draggable = true;
  });
  body.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("tr[data-pk]");
    dragged?.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  body.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr[data-pk]:not([data-last])");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged);
    else over.after(dragged);
  });
  body.addEventListener("drop", (event) => event.preventDefault());
  body.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    dragged.draggable = false;
    send(body, dragged);
    dragged = null;
  });
}

onContent((root) => {
  for (const body of within(root, "[data-order]")) set(body);
});
