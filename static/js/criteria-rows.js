// The controls of one question, by the type of what it asks; each change goes to `changed(node, part, isShape)`.
const OWN = "attributes.";
const EVENTS = "events:";

export function el(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  made.append(...inside);
  return made;
}

export function select(pairs, chosen, attributes) {
  const made = el("select", { class: "form-select", ...attributes });
  made.append(...pairs.map(([value, label]) => (Array.isArray(label) ? el("optgroup", { label: value }, ...label.map(option)) : option([value, label]))));
  made.value = chosen ?? "";
  return made;

  function option([value, label]) {
    return el("option", { value }, label);
  }
}

const isEvent = (leaf) => leaf.events !== undefined;
const isOwn = (leaf) => leaf.field?.startsWith(OWN);
const kinds = (leaf) => (Array.isArray(leaf.events) ? leaf.events : leaf.events ? [leaf.events] : []);

function fieldOf(leaf, offer) {
  return isOwn(leaf) ? { kind: "attribute", choices: [] } : offer.fields.find((one) => one.name === leaf.field);
}

// {question: how its value is typed}
function opsOf(leaf, offer) {
  return isEvent(leaf) ? offer.events?.ops ?? {} : offer.ops[fieldOf(leaf, offer)?.kind ?? "text"];
}

function about(offer, leaf) {
  const words = offer.words;
  const pairs = [["", words.choose], [words.fields, offer.fields.map((one) => [one.name, one.label])]];
  if (offer.attributes) {
    const names = new Set([...offer.attributes, ...(isOwn(leaf) && leaf.field !== OWN ? [leaf.field.slice(OWN.length)] : [])]);
    pairs.push([words.own, [...[...names].map((name) => [OWN + name, name]), [OWN, words.other]]]);
  }
  if (offer.events) pairs.push([words.happened, [[EVENTS, words.events]]]);
  if (leaf.field && !isOwn(leaf) && !fieldOf(leaf, offer)) pairs.push([leaf.field, leaf.field]);
  return pairs;
}

function choose(node, name, offer) {
  const leaf = name === EVENTS ? { events: [], measure: "count", op: ">=", value: 1 } : name ? { field: name } : {};
  if (leaf.field) {
    const ops = Object.keys(opsOf(leaf, offer));
    leaf.op = ops.includes(node.leaf.op) ? node.leaf.op : ops[0];
  }
  node.leaf = leaf;
}

export function controls(node, offer, changed) {
  const { leaf } = node;
  const words = offer.words;
  const made = [];
  const field = select(about(offer, leaf), isEvent(leaf) ? EVENTS : leaf.field, { "data-part": "field", "aria-label": words.field });
  field.addEventListener("change", () => {
    choose(node, field.value, offer);
    changed(node, isOwn(node.leaf) && node.leaf.field === OWN ? "name" : "field", true);
  });
  made.push(field);
  if (leaf.field === OWN || node.isNamed) made.push(nameOf(node, offer, changed));
  if (isEvent(leaf)) made.push(...eventsOf(node, offer, changed));
  if (!leaf.field && !isEvent(leaf)) return made;
  const ops = opsOf(leaf, offer);
  const op = select(Object.keys(ops).map((one) => [one, offer.opLabels[one]]), leaf.op?.replaceAll(" ", "_"), { "data-part": "op", "aria-label": words.question });
  op.addEventListener("change", () => {
    if (ops[op.value] !== ops[leaf.op]) delete leaf.value;
    leaf.op = op.value;
    changed(node, "op", true);
  });
  made.push(op, ...valueOf(node, ops[leaf.op?.replaceAll(" ", "_")] ?? "text", offer, changed));
  if (isEvent(leaf)) made.push(within(node, offer, changed));
  return made;
}

function nameOf(node, offer, changed) {
  node.isNamed = true;
  const input = el("input", { class: "form-control", "data-part": "name", "aria-label": offer.words.attribute, placeholder: offer.words.attribute, maxlength: 100, autocomplete: "off", value: node.leaf.field.slice(OWN.length) });
  input.addEventListener("input", () => {
    node.leaf.field = OWN + input.value.trim();
    changed(node, "name", false);
  });
  return input;
}

function eventsOf(node, offer, changed) {
  const { leaf } = node;
  const { kinds: all, measures, numbers } = offer.events;
  const put = (names) => {
    leaf.events = names.length === 1 ? names[0] : names;
    changed(node, "kinds", true);
  };
  const made = [tags(kinds(leaf), all, offer.words.kinds, "kinds", offer, put)];
  const measure = select(measures, leaf.measure ?? "count", { "data-part": "measure", "aria-label": offer.words.measure });
  measure.addEventListener("change", () => {
    leaf.measure = measure.value;
    delete leaf.of;
    if (leaf.measure === "sum") leaf.of = numbers[0][0];
    changed(node, "measure", true);
  });
  made.push(measure);
  if (leaf.measure === "sum") {
    const of = select(numbers, leaf.of, { "data-part": "of", "aria-label": offer.words.of });
    of.addEventListener("change", () => {
      leaf.of = of.value;
      changed(node, "of", false);
    });
    made.push(of);
  }
  return made;
}

function within(node, offer, changed) {
  const input = number(node.leaf.within_days, { min: 1, step: 1, "data-part": "days", placeholder: offer.words.ever });
  input.addEventListener("input", () => {
    if (input.value === "") delete node.leaf.within_days;
    else node.leaf.within_days = Number(input.value);
    changed(node, "days", false);
  });
  return el("label", { class: "criteria-within" }, el("span", {}, offer.words.within), input);
}

function number(value, attributes) {
  return el("input", { class: "form-control", type: "number", step: "any", value: value ?? "", ...attributes });
}

// several values as tags: each is a button that takes it away; a list or a line adds one
function tags(chosen, choices, label, part, offer, put) {
  const names = new Map(choices);
  const box = el("div", { class: "criteria-tags", role: "group", "aria-label": label });
  for (const value of chosen) {
    const shown = names.get(value) ?? value;
    const tag = el("button", { type: "button", class: "tag is-accent", "data-part": `tag-${value}`, "aria-label": offer.words.untag.replace("%s", shown) }, shown, el("span", { "aria-hidden": "true" }, " ×"));
    tag.addEventListener("click", () => put(chosen.filter((one) => one !== value)));
    box.append(tag);
  }
  const add = choices.length
    ? select([["", `${offer.words.add} …`], ...choices.filter(([value]) => !chosen.includes(value))], "", { "data-part": part, "aria-label": label })
    : el("input", { class: "form-control", "data-part": part, "data-tags": true, "aria-label": label, placeholder: offer.words.add, autocomplete: "off", maxlength: 300 });
  let isTaken = false;
  const take = () => {
    const texts = choices.length ? [add.value] : add.value.split(",").map((text) => text.trim());
    const more = texts.filter((text) => text && !chosen.includes(text));
    if (!more.length || isTaken) return;
    // the row is drawn again, and the field that goes would say once more that it changed
    isTaken = true;
    put([...chosen, ...more]);
  };
  add.addEventListener("change", take);
  add.addEventListener("tag", take);
  box.append(add);
  return box;
}

function valueOf(node, how, offer, changed) {
  const { leaf } = node;
  const words = offer.words;
  const put = (value, isShape = false) => {
    if (value === undefined) delete leaf.value;
    else leaf.value = value;
    changed(node, "value", isShape);
  };
  const common = { "data-part": "value", "aria-label": words.value, autocomplete: "off" };
  const choices = fieldOf(leaf, offer)?.choices ?? [];
  if (how === "") return [];
  if (how === "truth") {
    const made = select([["", ""], ["true", words.yes], ["false", words.no]], leaf.value === undefined ? "" : String(leaf.value), common);
    made.addEventListener("change", () => put(made.value === "" ? undefined : made.value === "true"));
    return [made];
  }
  if (how === "list") return [tags(Array.isArray(leaf.value) ? leaf.value : [], choices, words.value, "value", offer, (list) => put(list.length ? list : undefined, true))];
  if (how === "range") {
    const ends = [0, 1].map((at) => number(leaf.value?.[at], { ...common, "data-part": at ? "high" : "value", "aria-label": at ? words.high : words.low }));
    const both = () => put(ends.every((end) => end.value === "") ? undefined : ends.map((end) => (end.value === "" ? null : Number(end.value))));
    ends.forEach((end) => end.addEventListener("input", both));
    return [el("span", { class: "criteria-range" }, ends[0], el("span", { "aria-hidden": "true" }, words.high), ends[1])];
  }
  if (choices.length && how === "text") {
    const made = select([["", ""], ...choices], choices.find(([value]) => value.toLowerCase() === String(leaf.value ?? "").toLowerCase())?.[0], common);
    made.addEventListener("change", () => put(made.value || undefined));
    return [made];
  }
  const made = how === "number" ? number(leaf.value, common) : how === "days" ? number(leaf.value, { ...common, min: 1, step: 1, "aria-label": words.days }) : el("input", { class: "form-control", type: how === "date" ? "date" : "text", maxlength: 300, value: leaf.value ?? "", ...common });
  made.addEventListener("input", () => put(made.value === "" ? undefined : made.type === "number" ? Number(made.value) : made.value));
  return [made];
}
