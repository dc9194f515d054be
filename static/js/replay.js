// A slider and a number that say the same: what moves the one moves the other, and htmx asks once it rests.
import { onContent, within } from "./page.js";

function say(range, value) {
  range.value = value;
  range.setAttribute("aria-valuetext", `${value} ${range.dataset.unit}`);
}

function tie(form) {
  const [range, number] = [form.querySelector("[type=range]"), form.querySelector("[type=number]")];
  const put = (value) => {
    number.value = value;
    say(range, value);
    number.dispatchEvent(new Event("input", { bubbles: true }));
  };
  range.addEventListener("input", () => put(range.value));
  number.addEventListener("input", () => say(range, number.value));
  form.querySelector("[data-set]")?.addEventListener("click", (event) => put(event.currentTarget.dataset.set));
}

onContent((root) => within(root, "form[data-slider]").forEach(tie));
