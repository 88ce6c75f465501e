// Single keys, never while one types: / filters or searches, c creates, ? explains; j k Enter e x on lists.
import { openPalette } from "./palette.js";

const CURSOR = "cursor";

function typing(target) {
  return target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}

function rows() {
  return [...document.querySelectorAll("[data-rows] > [data-row]")];
}

function current() {
  return document.querySelector(`[data-row].${CURSOR}`);
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.indexOf(current());
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  current()?.classList.remove(CURSOR);
  next.classList.add(CURSOR);
  next.scrollIntoView({ block: "nearest" });
  // The focus goes with the cursor, so that a screen reader says the row.
  next.querySelector("[data-open], a")?.focus({ preventScroll: true });
}

function press(selector) {
  const element = document.querySelector(selector);
  element?.click();
  return Boolean(element);
}

function inRow(selector) {
  const element = current()?.querySelector(selector);
  element?.click();
  return Boolean(element);
}

function filter() {
  const field = document.querySelector("[data-filter]");
  if (!field) return openPalette();
  field.focus();
  field.select?.();
  return true;
}

const KEYS = {
  j: () => (move(1), true),
  k: () => (move(-1), true),
  e: () => inRow("[data-edit]") || press("[data-key-edit]"),
  x: () => inRow("input[type=checkbox]"),
  c: () => press("[data-key-create]"),
  n: () => press("[data-key-note]"),
  "/": filter,
  "?": () => (document.getElementById("shortcuts")?.showModal(), true),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target === document.body) inRow("[data-open], a");
  else if (KEYS[event.key]?.()) event.preventDefault();
});
