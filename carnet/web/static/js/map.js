// The map of the French regions: <figure data-map data-source="id of a json_script" data-drawing="address">.
// The data: {"regions": [{"name", "value", "text", "note", "url"}], "kind": "money|count", "currency": "EUR"}.
import { count, shortAmount } from "./figures.js";

const SVG = "http://www.w3.org/2000/svg";
const SHADES = 5;
const drawings = new Map();
const resting = new WeakMap();

function drawing(address) {
  if (!drawings.has(address)) drawings.set(address, fetch(address).then((answer) => answer.json()));
  return drawings.get(address);
}

// The end of the scale: the first round number that no value passes.
function roundUp(value) {
  if (value <= 0) return 1;
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 5, 6, 8, 10].find((step) => step * size >= value) * size;
}

function element(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function region(name, path, fact, most) {
  const shade = fact?.value > 0 ? Math.min(SHADES, Math.ceil((fact.value / most) * SHADES)) : 0;
  const attributes = { class: `region shade-${shade}`, "aria-label": fact ? `${name}, ${fact.text}` : name };
  const node = fact?.url
    ? element("a", { ...attributes, href: fact.url })
    : element("g", { ...attributes, role: "img" });
  node.append(element("path", { d: path }));
  node.addEventListener("pointerenter", () => tell(node.closest("[data-map]"), name, path, fact));
  node.addEventListener("focus", () => tell(node.closest("[data-map]"), name, path, fact));
  return node;
}

// The tip says the region's figures; its whole edge is drawn over its neighbours.
function tell(box, name, path, fact) {
  const tip = box.querySelector("[data-map-tip]");
  const title = document.createElement("b");
  title.textContent = name;
  const lines = [fact?.text ?? "0", fact?.note].filter(Boolean).flatMap((line) => [document.createElement("br"), line]);
  tip.replaceChildren(title, ...lines);
  tip.hidden = false;
  box.querySelector(".edge").setAttribute("d", path);
}

// Without a pointer on it, the map speaks of its best region.
function rest(box) {
  const { best, path } = resting.get(box);
  if (best) tell(box, best.name, path, best);
  else box.querySelector("[data-map-tip]").hidden = true;
}

async function draw(box) {
  const source = JSON.parse(document.getElementById(box.dataset.source).textContent);
  const { viewBox, regions } = await drawing(box.dataset.drawing);
  const facts = new Map(source.regions.map((fact) => [fact.name, fact]));
  const most = roundUp(Math.max(0, ...source.regions.map(({ value }) => value)));
  const svg = box.querySelector("svg.map");
  svg.setAttribute("viewBox", viewBox);
  svg.replaceChildren(...Object.entries(regions).map(([name, path]) => region(name, path, facts.get(name), most)));
  svg.append(element("path", { class: "edge" }));
  const best = source.regions.filter(({ value }) => value > 0).sort((one, other) => other.value - one.value)[0];
  resting.set(box, { best, path: best && regions[best.name] });
  rest(box);
  const end = box.querySelector("[data-map-most]");
  if (end) end.textContent = source.kind === "count" ? count(most) : shortAmount(most, source.currency ?? "EUR");
}

function hide({ target }) {
  const box = target.closest?.("[data-map]");
  if (box && target.matches(".map, .region")) rest(box);
}

function drawAll() {
  for (const box of document.querySelectorAll("[data-map]")) if (!box.querySelector(".region")) draw(box);
}

document.addEventListener("pointerleave", hide, true);
document.addEventListener("focusout", hide);
document.addEventListener("htmx:afterSettle", drawAll);
drawAll();
