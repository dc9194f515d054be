// Relative times stay fresh, and clocks whose calendar is open count down between two refreshes.
import { words } from "./page.js";

const EVERY = 30;
// the reader's machine may be wrong by hours: the server's moment at loading sets it right
const served = Date.parse(document.querySelector("meta[name=served-at]")?.content ?? "");
const ahead = Number.isNaN(served) ? 0 : served - Date.now();

function say(seconds) {
  const size = Math.abs(seconds);
  if (size < 60) return words.now;
  if (size >= 7 * 86400) return null;
  return (seconds < 0 ? words.ago : words.in).replace("#", amount(size));
}

function amount(size) {
  if (size < 3600) return `${Math.floor(size / 60)}\u00a0min`;
  if (size < 86400) return `${Math.floor(size / 3600)}\u00a0h`;
  const days = Math.floor(size / 86400);
  return (days === 1 ? words.day : words.days).replace("#", days);
}

function freshen() {
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const text = say((new Date(time.dateTime) - Date.now() - ahead) / 1000);
    if (text) time.textContent = text;
  }
}

function inWords(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (seconds < 60) return `${Math.floor(seconds)}\u00a0s`;
  if (!hours) return `${minutes}\u00a0min`;
  return hours >= 100 || !minutes ? `${hours}\u00a0h` : `${hours}\u00a0h ${minutes}\u00a0min`;
}

function tick() {
  for (const clock of document.querySelectorAll(".clock[data-left]")) {
    clock.dataset.at ??= Date.now();
    const left = clock.dataset.left - (Date.now() - clock.dataset.at) / 1000;
    if (left <= 0) {
      delete clock.dataset.left;
      document.body.dispatchEvent(new Event("clock-out"));
      continue;
    }
    const place = clock.querySelector(".clock-left");
    place.dataset.shape ??= place.textContent;
    place.textContent = place.dataset.shape.replace(/\d[\d.,]*\s(s|min|h)(\s\d+\smin)?/u, inWords(left));
  }
}

setInterval(freshen, EVERY * 1000);
setInterval(tick, 1000);
