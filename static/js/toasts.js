// Short messages at the corner; an error stays until closed, the rest leave unless looked at.
const LASTS = 7000;
const corner = document.getElementById("toasts");
const shape = document.getElementById("toast-shape");

export function toast({ text, level = "info", undo = "" }) {
  if (!corner || !shape || !text) return;
  const note = shape.content.firstElementChild.cloneNode(true);
  note.classList.add(`note-${level}`);
  note.querySelector(".note-text").textContent = text;
  const form = note.querySelector("form");
  if (undo.startsWith("/") && !undo.startsWith("//")) {
    form.action = undo;
    form.hidden = false;
  } else form.remove();
  if (level === "error") {
    note.setAttribute("role", "alert");
    note.dataset.stays = "";
  }
  corner.append(note);
  leave(note);
}

function leave(note) {
  if ("stays" in note.dataset) return;
  const wait = () => setTimeout(() => (note.matches(":hover, :focus-within") ? wait() : note.remove()), LASTS);
  wait();
}

if (corner) {
  corner.querySelectorAll("[data-toast]").forEach(leave);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast-close]")) event.target.closest("[data-toast]").remove();
  });
  // an answer's header HX-Trigger: {"toast": {"text": ..., "undo": ...}}
  document.body.addEventListener("toast", (event) => toast(event.detail.value ?? event.detail));
}
