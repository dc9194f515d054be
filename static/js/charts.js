// Draws every <figure data-chart="id"> from the JSON of that id, in the page's own colours; a click opens the rows behind a point.
import { onContent, within, words } from "./page.js";

// what a trace or a line means (its meta.role or a shape's name), never which colour it has
const ROLES = {
  actual: (c) => ({ line: { color: c.one, width: 2.4 }, marker: { color: c.one, size: 6 } }),
  compare: (c) => ({ line: { color: c.muted, width: 1.6 }, marker: { color: c.soft } }),
  target: (c) => ({ line: { color: c.ink, width: 1.3, dash: "dash" }, hoverinfo: "skip" }),
  baseline: (c) => ({ line: { color: c.muted, width: 1.3, dash: "dot" }, hoverinfo: "skip" }),
  band: (c) => ({ fill: "toself", fillcolor: c.band, line: { color: "transparent" }, hoverinfo: "skip", showlegend: false }),
  immature: (c) => ({ marker: { color: c.soft, pattern: { shape: "/", fgcolor: c.one, size: 6 } }, line: { color: c.one, dash: "dot" } }),
  good: (c) => ({ line: { color: c.good }, marker: { color: c.good } }),
  bad: (c) => ({ line: { color: c.bad }, marker: { color: c.bad } }),
};
const TEXTS = new Set(["x", "y", "text", "name", "labels", "parents", "ticktext", "title", "hovertext"]);

const AXIS = 48; // what the ticks and the title under a plot take
const LINE = 15;
const TICK = 64;
const language = document.documentElement.lang || "en";

// months and days in the page's language; the browser knows them
function registerLanguage() {
  const names = (part, style, count, first) => {
    const rule = new Intl.DateTimeFormat(language, { [part]: style, timeZone: "UTC" });
    return Array.from({ length: count }, (_, at) => rule.format(part === "month" ? Date.UTC(2026, at, 1) : Date.UTC(2026, 1, first + at)));
  };
  window.Plotly.register({
    moduleType: "locale", name: language, dictionary: {},
    format: {
      months: names("month", "long", 12), shortMonths: names("month", "short", 12), days: names("weekday", "long", 7, 1), shortDays: names("weekday", "short", 7, 1),
      date: "%d/%m/%Y", dayMonth: "%-d %b", dayMonthYear: "%-d %b %Y", decimal: words.separators[0], thousands: words.separators[1],
    },
  });
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: get("ink"), muted: get("ink-2"), soft: get("chart-soft"), line: get("chart-grid"), paper: get("raised"), band: get("chart-band"),
    good: get("good"), bad: get("bad"), one: get("chart-1"),
    way: [1, 2, 3, 4, 5, 6].map((index) => get(`chart-${index}`)), font: style.getPropertyValue("--font"),
  };
}

// names of people and companies end up in labels, and Plotly reads a little HTML there
function plain(value, isText = false) {
  if (typeof value === "string") return isText ? value.replace(/&/g, "&amp;").replace(/</g, "&lt;") : value;
  if (Array.isArray(value)) return value.map((one) => plain(one, isText));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, isText || TEXTS.has(key))]));
  }
  return value;
}

const written = (text) => String(text).replace(/&lt;/g, "<").replace(/&amp;/g, "&");

function merge(below, above) {
  const result = { ...below };
  for (const [key, value] of Object.entries(above ?? {})) {
    const isPlain = value && typeof value === "object" && !Array.isArray(value);
    result[key] = isPlain ? merge(result[key] ?? {}, value) : value;
  }
  return result;
}

function traces(figure, c) {
  return figure.data.map((trace) => {
    const { marker, line, ...style } = ROLES[trace.meta?.role]?.(c) ?? {};
    const isBar = ["bar", "histogram", "funnel"].includes(trace.type);
    const drawn = isBar ? { marker: marker ?? (line && { color: line.color }) } : { marker, line };
    for (const key of Object.keys(drawn)) if (!drawn[key]) delete drawn[key];
    return merge(trace, { ...style, ...drawn });
  });
}

// one word at the end of each line says what it is; the legend is for charts that have no lines
function labels(data, c, height) {
  const lines = data.filter((trace) => trace.type === "scatter" && trace.name && trace.meta?.role !== "band" && trace.mode !== "markers" && trace.x?.length);
  if (lines.length !== data.filter((trace) => trace.meta?.role !== "band").length) return [];
  return apart(lines.map(lastPoint).filter(Boolean), lines, height).map(({ trace, at, yshift }) => ({
    x: trace.x[at], y: trace.y[at], yshift, text: trace.name, xanchor: "left", xshift: 6, showarrow: false,
    font: { size: 12, color: trace.line?.color ?? c.muted },
  }));
}

// a line that breaks off is named where it was known last
function lastPoint(trace) {
  const at = [...trace.y].findLastIndex(Number.isFinite);
  return at < 0 ? null : { trace, at, y: trace.y[at] };
}

// names of lines that end close together stand below each other
function apart(ends, lines, height) {
  const most = Math.max(...lines.flatMap((trace) => [...trace.y].filter(Number.isFinite)), 0) || 1;
  let above = Infinity;
  return [...ends].sort((one, other) => other.y - one.y).map((end) => {
    const wanted = (end.y / most) * (height - AXIS);
    above = Math.min(wanted, above - LINE);
    return { ...end, yshift: above - wanted };
  });
}

function layout(figure, data, c, { height, width }) {
  const axis = {
    gridcolor: c.line, linecolor: c.line, zerolinecolor: c.line, tickcolor: c.line, automargin: true, fixedrange: true,
    ticklabelstandoff: 4, title: { font: { size: 12, color: c.muted } },
  };
  const named = labels(data, c, height);
  const isLying = data.some((trace) => trace.orientation === "h");
  const own = merge({}, figure.layout ?? {});
  const shapes = (own.shapes ?? []).map((shape) => merge(shape, { line: ROLES[shape.name]?.(c).line }));
  const annotations = (own.annotations ?? []).map((note) => merge({ font: { color: c.muted, size: 12 }, showarrow: false }, note));
  const base = {
    height, autosize: true, colorway: c.way, paper_bgcolor: "transparent", plot_bgcolor: "transparent", bargap: 0.35, separators: words.separators,
    font: { family: c.font, size: 12, color: c.muted }, margin: { l: 8, r: 8, t: 8, b: 8 },
    xaxis: merge(axis, { showgrid: isLying, tickangle: 0, nticks: Math.max(2, Math.floor(width / 90)) }), yaxis: merge(axis, { showgrid: !isLying, showline: false, rangemode: "tozero" }),
    legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 0 }, showlegend: !named.length && data.length > 1,
    hoverlabel: { bgcolor: c.paper, bordercolor: c.line, font: { family: c.font, size: 12, color: c.ink } }, hovermode: "closest",
  };
  const { template, title, ...rest } = own;
  if (own.xaxis?.dtick > 1e6) own.xaxis.dtick = sparser(own.xaxis.dtick, data, width);
  return { ...merge(base, rest), shapes, annotations: [...annotations, ...named] };
}

// the page says how many days stand between two ticks; a narrow chart leaves every second out until they fit
function sparser(step, data, width) {
  const days = data.flatMap((trace) => [...(trace.x ?? [])]).map(Date.parse).filter(Number.isFinite);
  const span = days.length ? Math.max(...days) - Math.min(...days) : 0;
  let wider = step;
  while (span / wider > width / TICK) wider *= 2;
  return wider;
}

const address = (given) => [given].flat().find((one) => typeof one === "string" && /^[/?](?!\/)/.test(one));

function open(figure, point) {
  const url = address(point.customdata) ?? figure.dataset.rowsUrl;
  if (url) location.assign(url);
}

function cell(tag, text, scope) {
  const made = document.createElement(tag);
  made.textContent = written(text ?? "");
  if (scope) made.scope = scope;
  return made;
}

// a number of the table opens its rows too: a point can't be reached without a mouse
function valueCell(value, url) {
  if (!url || value === "") return cell("td", value);
  const link = cell("a", value);
  link.href = url;
  link.className = "row-link";
  const made = cell("td");
  made.append(link);
  return made;
}

const isFlat = (trace) => trace.orientation === "h";
const along = (trace) => [...((isFlat(trace) ? trace.y : trace.x) ?? trace.labels)];

function inWords(value, axis) {
  if (typeof value !== "number") return value ?? "";
  const isShare = axis?.tickformat?.endsWith("%");
  return value.toLocaleString(language, isShare ? { style: "percent", maximumFractionDigits: 1 } : { maximumFractionDigits: 2 });
}

function dayOf(key) {
  if (!/^\d{4}-\d\d-\d\d$/.test(key)) return key;
  return new Date(key).toLocaleDateString(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

function fillTable(place, { _fullData: data = [], layout = {} }) {
  const shown = data.filter((trace) => trace.meta?.role !== "band" && (trace.x || trace.labels));
  const axisOf = (trace) => (isFlat(trace) ? layout.xaxis : layout.yaxis);
  const nameOf = (trace) => [trace.name, axisOf(trace)?.title?.text].filter(Boolean).join(", ");
  const table = document.createElement("table");
  table.className = "list";
  table.createTHead().insertRow().append(cell("th", "", "col"), ...shown.map((trace) => cell("th", nameOf(trace), "col")));
  const body = table.createTBody();
  for (const key of new Set(shown.flatMap(along))) {
    const row = body.insertRow();
    row.append(cell("th", dayOf(key), "row"));
    for (const trace of shown) {
      const at = along(trace).indexOf(key);
      const value = at < 0 ? "" : ((isFlat(trace) ? trace.x : trace.y) ?? trace.values)?.[at];
      const made = valueCell(inWords(value, axisOf(trace)), at < 0 ? "" : address(trace.customdata?.[at]));
      made.className = "num";
      row.append(made);
    }
  }
  place.replaceChildren(table);
}

async function draw(figure) {
  const source = document.getElementById(figure.dataset.chart);
  if (!source || !window.Plotly) return;
  const read = JSON.parse(source.textContent);
  const raw = plain(typeof read === "string" ? JSON.parse(read) : read);
  const area = figure.querySelector(".chart-area");
  const c = colours();
  const data = traces(raw, c);
  await window.Plotly.react(area, data, layout(raw, data, c, { height: area.clientHeight || 280, width: area.clientWidth || 640 }), { displayModeBar: false, responsive: false, typesetMath: false, locale: language });
  if (figure.dataset.drawn) return;
  figure.dataset.drawn = "yes";
  area.on("plotly_click", (event) => open(figure, event.points[0]));
}

// the first call of the observer draws; later ones redraw when the room changes (a folded rail, a turned phone)
const room = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) if (contentRect.width) draw(target.closest("figure"));
});

function drawAll(root) {
  for (const figure of within(root, "figure[data-chart]")) room.observe(figure.querySelector(".chart-area"));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-chart-table]");
  if (!button) return;
  const figure = button.closest("figure");
  const [area, table] = [figure.querySelector(".chart-area"), figure.querySelector(".chart-table")];
  const isTable = table.hidden;
  if (isTable) fillTable(table, area);
  table.hidden = !isTable;
  area.hidden = isTable;
  button.setAttribute("aria-pressed", isTable);
  button.title = isTable ? words.chart : words.table;
  button.setAttribute("aria-label", button.title);
});

// the picture stands on paper of its own: what lies under a transparent one is the page's
document.addEventListener("click", (event) => {
  const figure = event.target.closest("[data-chart-picture]")?.closest("figure");
  if (!figure || !window.Plotly) return;
  const area = figure.querySelector(".chart-area");
  const title = { text: plain(figure.querySelector("figcaption strong").textContent, true), x: 0.02, font: { size: 16 } };
  const layout = { ...area.layout, title, paper_bgcolor: colours().paper, margin: { l: 24, r: 110, t: 64, b: 40 } };
  window.Plotly.downloadImage({ data: area.data, layout }, { format: "png", width: 1100, height: 560, scale: 2, filename: figure.dataset.chart });
});

// English is what Plotly falls back to: it must stay whole
if (window.Plotly && language !== "en") registerLanguage();
onContent(drawAll);
document.addEventListener("theme", () => document.querySelectorAll("figure[data-chart]").forEach(draw));
