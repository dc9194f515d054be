// Criteria as nodes of the editor: a group holds nodes, a question holds its leaf. Reads and writes the server's JSON tree.
export const ask = (leaf = {}) => ({ leaf });
export const group = (how, parts) => ({ how, parts });
export const isGroup = (node) => Boolean(node.parts);

// null for what is no tree: it stays text
export function read(tree) {
  if (!tree || typeof tree !== "object" || Array.isArray(tree)) return null;
  if (!Object.keys(tree).length) return group("all", []);
  const node = readNode(tree);
  return node && (isGroup(node) ? node : group("all", [node]));
}

function readNode(tree) {
  if (!tree || typeof tree !== "object") return null;
  if ("field" in tree || "events" in tree) return ask({ ...tree });
  const [[how, inside], ...more] = Object.entries(tree).length ? Object.entries(tree) : [[]];
  if (more.length || !["all", "any", "not"].includes(how)) return null;
  if (how !== "not") return readGroup(how, inside);
  const [kind] = Object.keys(inside ?? {});
  if (kind === "any") return readGroup("none", inside.any);
  if (kind === "all") return readGroup("not_all", inside.all);
  return readGroup("none", [inside]);
}

function readGroup(how, inside) {
  if (!Array.isArray(inside)) return null;
  const parts = inside.map(readNode);
  // what was stored empty says something (always, or never); a group just opened does not
  return parts.includes(null) ? null : { ...group(how, parts), isHollow: parts.length === 0 };
}

// a row without a field asks nothing and is not sent; one without a value is, and hears about it
export function isBlank(node) {
  if (isGroup(node)) return node.parts.every(isBlank) && !(node.isHollow && !node.parts.length);
  return !("events" in node.leaf || node.leaf.field);
}

// notes on each node under which path the server will speak of it
export function write(root) {
  const parts = root.parts.filter((part) => !isBlank(part));
  if (!parts.length) return root.isHollow && root.how !== "all" ? writeNode(root, "") : {};
  if (root.how === "all" && parts.length === 1) {
    root.path = null;
    return writeNode(parts[0], "");
  }
  return writeNode(root, "");
}

function writeNode(node, path) {
  node.path = path;
  if (!isGroup(node)) return node.leaf;
  const parts = node.parts.filter((part) => !isBlank(part));
  for (const part of node.parts) part.path = null;
  const below = (steps) => [path, ...steps].filter(Boolean).join(".");
  const many = (steps) => parts.map((part, place) => writeNode(part, `${below(steps)}[${place}]`));
  if (node.how === "none" && parts.length === 1) return { not: writeNode(parts[0], below(["not"])) };
  if (node.how === "none") return { not: { any: many(["not", "any"]) } };
  if (node.how === "not_all") return { not: { all: many(["not", "all"]) } };
  return { [node.how]: many([node.how]) };
}

export function depth(tree) {
  if ("field" in tree || "events" in tree || !Object.keys(tree).length) return 0;
  const [inside] = Object.values(tree);
  return 1 + Math.max(0, ...(Array.isArray(inside) ? inside : [inside]).map(depth));
}

export function parentOf(root, node) {
  for (const part of root.parts ?? []) {
    if (part === node) return root;
    const found = parentOf(part, node);
    if (found) return found;
  }
  return null;
}

// the node that a fault speaks of: the deepest whose path begins it
export function find(root, path) {
  let best = null;
  const look = (node) => {
    const begins = node.path === "" || (node.path && path.startsWith(node.path) && ["", ".", "["].includes(path.charAt(node.path.length)));
    if (begins && (!best || node.path.length >= best.path.length)) best = node;
    node.parts?.forEach(look);
  };
  look(root);
  return best;
}

// one step: up and down among its neighbours, into a group that stands there or out of its own; false where there is no way
export function move(root, node, way) {
  const from = parentOf(root, node);
  const place = from.parts.indexOf(node);
  const above = parentOf(root, from);
  const out = (shift) => above && put(from, node, above, above.parts.indexOf(from) + shift);
  if (way === "left") return out(1);
  if (way === "right") {
    const before = from.parts[place - 1];
    return Boolean(before && isGroup(before)) && put(from, node, before, before.parts.length);
  }
  const step = way === "up" ? -1 : 1;
  const next = from.parts[place + step];
  if (!next) return out(step > 0 ? 1 : 0);
  if (isGroup(next)) return put(from, node, next, step > 0 ? 0 : next.parts.length);
  return put(from, node, from, place + step);
}

function put(from, node, to, place) {
  from.parts.splice(from.parts.indexOf(node), 1);
  to.parts.splice(place, 0, node);
  return true;
}
