// The editor of criteria: nested groups and questions over a hidden JSON text, by mouse and by keyboard, with undo.
import { controls, el, select } from "./criteria-rows.js";
import { ask, depth, find, group, isGroup, move, parentOf, read, write } from "./criteria-tree.js";
import { onContent, within } from "./page.js";

const MOST_UNDONE = 50;
const offers = new Map();
let lists = 0;

// what a catalogue offers is fetched once for all editors of a page
function offerOf(url) {
  if (!offers.has(url)) offers.set(url, fetch(url, { headers: { Accept: "application/json" } }).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status))));
  return offers.get(url);
}

async function open(box) {
  if (box.dataset.isOpen !== undefined) return;
  box.dataset.isOpen = "";
  box.querySelector("noscript")?.remove();
  try {
    new Editor(box, await offerOf(box.dataset.catalogue));
  } catch {
    // the text below still can be read and written
    offers.delete(box.dataset.catalogue);
    box.querySelector("details").open = true;
  }
}

class Editor {
  constructor(box, offer) {
    Object.assign(this, { box, offer, words: offer.words, undone: [], nodes: new WeakMap(), elements: new Map(), values: new Map() });
    this.text = box.querySelector("[data-text]");
    this.tree = box.querySelector("[data-tree]");
    this.counting = box.querySelector("[data-count]");
    box.querySelector("[data-keys]").hidden = false;
    box.addEventListener("keydown", (event) => this.press(event));
    box.addEventListener("focusin", (event) => this.suggest(event.target));
    this.text.addEventListener("change", () => this.take());
    this.counting.addEventListener("htmx:afterSwap", () => this.blame(this.counting.querySelectorAll(".criteria-faults li")));
    this.take(true);
    this.blame(box.querySelectorAll(".criteria-refused li"));
  }

  // the text as nodes; what is no tree stays text
  take(isFirst = false) {
    try {
      this.root = read(JSON.parse(this.text.value || "{}"));
    } catch {
      this.root = null;
    }
    this.tree.replaceChildren();
    if (!this.root) {
      this.tree.append(el("p", { class: "notice is-warn" }, this.words.unreadable));
      this.text.closest("details").open = true;
    } else {
      if (!this.root.parts.length && !(this.root.isHollow && this.root.how !== "all")) this.root.parts.push(ask());
      write(this.root);
      this.last = JSON.stringify(this.root);
      this.draw();
    }
    if (!isFirst) window.htmx.trigger(this.counting, "tree");
  }

  draw() {
    this.elements.clear();
    this.tree.replaceChildren(this.group(this.root, 0));
  }

  group(node, level) {
    const how = select(this.offer.groups, node.how, { "data-part": "how", "aria-label": this.words.group });
    how.addEventListener("change", () => this.change(() => (node.how = how.value), node, "how"));
    const head = el("div", { class: "criteria-head" }, how);
    if (level) head.append(this.button("×", this.words.dissolve, () => this.remove(node), "btn-icon"));
    const add = el("div", { class: "criteria-add" }, this.button(`+ ${this.words.addRow}`, "", () => this.add(node, ask())), this.button(`+ ${this.words.addGroup}`, "", () => this.add(node, group("any", [ask()]))));
    const name = this.offer.groups.find(([key]) => key === node.how)[1];
    const made = el("div", { class: "criteria-group", role: "group", "aria-label": name }, head, ...node.parts.map((part, at) => (isGroup(part) ? this.group(part, level + 1) : this.row(part, at))), add);
    return this.know(node, made);
  }

  row(node, at) {
    const made = el("div", { class: "criteria-row", role: "group", "aria-label": this.words.row.replace("%s", at + 1) });
    made.append(...controls(node, this.offer, (...said) => this.typed(...said)), this.button("×", this.words.remove, () => this.remove(node), "btn-icon"));
    return this.know(node, made);
  }

  know(node, made) {
    this.nodes.set(made, node);
    this.elements.set(node, made);
    return made;
  }

  button(text, label, act, more = "") {
    const made = el("button", { type: "button", class: `btn btn-quiet btn-sm ${more}`, "aria-label": label || null }, text);
    made.addEventListener("click", act);
    return made;
  }

  focus(node, part) {
    const made = this.elements.get(node);
    (made?.querySelector(`:scope > [data-part="${CSS.escape(part)}"], :scope > * [data-part="${CSS.escape(part)}"]`) ?? made?.querySelector("select, input, button"))?.focus();
  }

  // a control of a row says what was typed; when the row looks different now it is drawn again
  typed(node, part, isShape) {
    if (isShape) {
      this.remember();
      const old = this.elements.get(node);
      old.replaceWith(this.row(node, parentOf(this.root, node).parts.indexOf(node)));
      this.focus(node, part);
    }
    this.send();
  }

  // one step that can be undone: what it makes too deep is taken back at once
  change(act, node, part = "field") {
    if (act() === false) return;
    if (depth(write(this.root)) > this.offer.deepest) {
      this.put(this.last);
      return this.say(this.words.tooDeep);
    }
    this.remember();
    this.draw();
    this.send();
    if (node) this.focus(node, part);
  }

  remember() {
    this.undone.push(this.last);
    this.undone.splice(0, this.undone.length - MOST_UNDONE);
  }

  put(before) {
    this.root = JSON.parse(before);
    write(this.root);
    this.draw();
  }

  undo() {
    const before = this.undone.pop();
    if (!before) return;
    this.put(before);
    this.send();
    this.tree.querySelector("[data-part=field]")?.focus();
  }

  add(parent, node, at = parent.parts.length) {
    this.change(() => parent.parts.splice(at, 0, node), isGroup(node) ? node.parts[0] : node);
  }

  remove(node) {
    const parent = parentOf(this.root, node);
    if (!parent) return;
    const place = parent.parts.indexOf(node);
    const next = parent.parts[place + 1] ?? parent.parts[place - 1] ?? parent;
    this.change(() => {
      parent.parts.splice(place, 1);
      if (!this.root.parts.length) this.root.parts.push(ask());
    }, next === parent && parent === this.root ? null : next, isGroup(next) ? "how" : "field");
    if (!this.box.contains(document.activeElement)) this.tree.querySelector("[data-part=field]")?.focus();
  }

  send() {
    this.text.value = JSON.stringify(write(this.root));
    this.last = JSON.stringify(this.root);
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    window.htmx.trigger(this.counting, "tree");
  }

  say(text) {
    this.box.querySelector("[data-said]").textContent = text;
  }

  // each fault stands at the row that it speaks of
  blame(faults) {
    for (const old of this.tree.querySelectorAll(".row-error")) old.remove();
    for (const field of this.tree.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    if (!this.root) return;
    // read out where they are, shown where they belong
    faults[0]?.parentElement.classList.add("visually-hidden");
    for (const fault of faults) {
      const made = this.elements.get(find(this.root, fault.dataset.path) ?? this.root);
      if (!made) continue;
      const id = `criteria-fault-${(lists += 1)}`;
      made.append(el("p", { class: "row-error", id }, fault.querySelector("span").textContent));
      const part = fault.dataset.path.split(".").pop().replace(/\[\d+\]$/, "");
      const field = made.querySelector(`:scope > [data-part="${CSS.escape(part)}"]`) ?? made.querySelector(":scope > [data-part=value], :scope > [data-part]");
      field?.setAttribute("aria-invalid", "true");
      field?.setAttribute("aria-describedby", id);
    }
  }

  // words that rows have in this field, once somebody stands in its value
  async suggest(input) {
    const node = this.nodes.get(input.closest(".criteria-row"));
    if (!node?.leaf.field || input.dataset.part !== "value" || input.type !== "text" || input.list) return;
    const url = `${this.box.dataset.values}&field=${encodeURIComponent(node.leaf.field)}`;
    if (!this.values.has(url)) this.values.set(url, fetch(url).then((answer) => (answer.ok ? answer.json() : { values: [] })));
    const { values } = await this.values.get(url);
    if (!values.length || !input.isConnected) return;
    const id = `criteria-words-${(lists += 1)}`;
    input.after(el("datalist", { id }, ...values.map((value) => el("option", { value }))));
    input.setAttribute("list", id);
  }

  press(event) {
    const at = event.target;
    const element = at.closest(".criteria-row, .criteria-group");
    const node = this.nodes.get(element);
    if (!node || event.isComposing) return;
    const act = this.actOf(event, at, node);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  actOf(event, at, node) {
    const isText = at.matches("input");
    const isButton = at.matches("button");
    const parent = parentOf(this.root, node) ?? this.root;
    const after = node === this.root ? 0 : parent.parts.indexOf(node) + 1;
    if (event.key === "Enter" && event.ctrlKey) return () => this.add(parent, group("any", [ask()]), after);
    if (event.key === "Enter" && isText && at.dataset.tags !== undefined && at.value.trim()) return () => at.dispatchEvent(new Event("tag"));
    if (event.key === "Enter" && !isButton) return () => (isGroup(node) ? this.add(node, ask(), 0) : this.add(parent, ask(), after));
    if (event.key === "Delete" && node !== this.root && (event.ctrlKey || !isText || at.value === "")) return () => this.remove(node);
    if (event.altKey && event.key.startsWith("Arrow") && node !== this.root) return () => this.change(() => move(this.root, node, event.key.slice(5).toLowerCase()), node, isGroup(node) ? "how" : at.dataset.part ?? "field");
    if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !isText) return () => this.undo();
    return null;
  }
}

onContent((root) => within(root, "[data-criteria]").forEach(open));
