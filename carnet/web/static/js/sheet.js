// The sheet of announced sales: each cell saves itself, a new line when it is left; the keys of a spreadsheet.
import { answerOf, merge, place } from "./sheet-answers.js";

const sheet = document.querySelector("[data-sheet]");
const body = sheet?.querySelector("tbody");
const turns = new WeakMap();
const BESIDES = ["csrfmiddlewaretoken", "version"];
let entries = 0;

const lineOf = (element) => element?.closest?.("[data-line]");
const cellOf = (element) => element?.closest?.("[data-cell]");
const isEntry = (line) => line.classList.contains("entry");
const inputs = (part) => [...part.querySelectorAll("input[name]:not([type=hidden]), textarea[name]")];
const touched = (line) => inputs(line).some((input) => input.value !== input.defaultValue);
const typed = (line) => line.matches("[data-refused]") || (touched(line) && inputs(line).some((input) => input.value.trim()));
const formOf = (line) => line.querySelector(`form[id="line-${line.dataset.line}"]`);
const neighbours = (line) => [line.previousElementSibling, line.nextElementSibling];

// What a cell sends: its own inputs, closed day and status apart.
function sent(cell) {
  return [...cell.querySelectorAll("input[name], textarea[name]")].filter(
    (input) => input.form === formOf(lineOf(cell)) && !BESIDES.includes(input.name),
  );
}

function changed(cell) {
  return sent(cell).some((input) => input.type !== "hidden" && input.value !== (input.dataset.sent ?? input.defaultValue));
}

// One request at a time for a line: the next one starts from the version the last one brought.
function inTurn(line, act) {
  const next = (turns.get(line) ?? Promise.resolve()).then(act);
  turns.set(line, next.catch(() => {}));
  return next;
}

async function send(line, url, pairs) {
  const form = formOf(line);
  const data = new URLSearchParams(pairs);
  for (const name of BESIDES) {
    const input = form.elements[name];
    if (input && !data.has(name)) data.set(name, input.value);
  }
  line.setAttribute("aria-busy", "true");
  try {
    return await answerOf(url, data, sheet);
  } finally {
    line.removeAttribute("aria-busy");
  }
}

function saveCell(cell, { again = false } = {}) {
  const line = lineOf(cell);
  if (isEntry(line) || !(again || changed(cell))) return;
  const own = sent(cell);
  for (const input of own) input.dataset.sent = input.value;
  inTurn(line, async () => {
    const pairs = own.map((input) => [input.name, input.value]);
    merge(line, await send(line, formOf(line).action, pairs), cell);
  });
}

// A new line is entered as a whole; the next empty one stands below it before the answer is there.
function enter(line) {
  if (!isEntry(line) || line.dataset.saving || !typed(line)) return;
  line.dataset.saving = "yes";
  const pairs = [...line.querySelectorAll("[data-cell]")].flatMap(sent).map((input) => [input.name, input.value]);
  if (!emptyEntry()) line.after(emptyLine());
  inTurn(line, async () => {
    const answer = await send(line, formOf(line).action, pairs);
    delete line.dataset.saving;
    place(line, answer);
  });
}

// The line that waits to be filled in, which no one has touched.
function emptyEntry() {
  return [...body.querySelectorAll(".entry:not([data-saving], [data-refused])")].find((line) => !touched(line));
}

function emptyLine() {
  const template = document.querySelector("[data-entry]");
  const line = template.content.querySelector("tr").cloneNode(true);
  const key = `new-${++entries}`;
  line.dataset.line = key;
  for (const element of line.querySelectorAll("*"))
    for (const name of ["id", "form", "aria-controls"])
      if (element.getAttribute(name)?.startsWith("line-new"))
        element.setAttribute(name, element.getAttribute(name).replace("line-new", `line-${key}`));
  for (const script of line.querySelectorAll("noscript")) script.remove();
  queueMicrotask(() => window.htmx.process(line));
  return line;
}

function focusLike(cell, line) {
  const there = line?.querySelector(`[data-cell="${cell.dataset.cell}"]`);
  const input = there && (inputs(there)[0] ?? there.querySelector("button"));
  input?.focus();
  input?.select?.();
}

function nextLine(cell) {
  const line = lineOf(cell);
  const next = line.nextElementSibling;
  if (isEntry(line) && typed(line)) {
    enter(line);
    inputs(emptyEntry())[0].focus();
  } else if (next) focusLike(cell, next);
  else saveCell(cell);
}

function copyInto(cell, source) {
  const there = source?.querySelector(`[data-cell="${cell.dataset.cell}"]`);
  if (!there) return;
  const named = Object.fromEntries([...there.querySelectorAll("[name]")].map((input) => [input.name, input.value]));
  for (const input of cell.querySelectorAll("input[name], textarea[name]")) input.value = named[input.name] ?? input.value;
}

// A new line takes what it lacks from the line above (the first one from below); another line its one cell.
function prefill(cell) {
  const line = lineOf(cell);
  const [above, below] = neighbours(line);
  if (!isEntry(line)) {
    copyInto(cell, above);
    return saveCell(cell);
  }
  for (const one of line.querySelectorAll("[data-cell]:not(.cell-status)"))
    if (!inputs(one).some((input) => input.value.trim())) copyInto(one, above ?? below);
}

function today(cell) {
  const input = cell.querySelector("[name=closed_on]") ?? lineOf(cell).querySelector("[name=expected_close_on]");
  input.value = sheet.dataset.today;
  saveCell(cellOf(input));
}

function remove(line) {
  if (isEntry(line)) {
    const [above, below] = neighbours(line);
    const fresh = emptyLine();
    line.replaceWith(fresh);
    (inputs(fresh)[0] ?? above ?? below).focus();
    return;
  }
  const url = formOf(line).action.replace(/\/(\?|$)/, "/removal/$1");
  inTurn(line, async () => {
    const answer = await send(line, url, []);
    const [above, below] = neighbours(line);
    merge(line, answer);
    if (!line.isConnected) inputs(below ?? above ?? sheet)[0]?.focus();
  });
}

function giveBack(input) {
  if (input.value === input.defaultValue) return false;
  for (const own of cellOf(input).querySelectorAll("input[name], textarea[name]")) own.value = own.defaultValue;
  return true;
}

function pressed(event, cell) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey) {
    const act = { d: () => prefill(cell), ";": () => today(cell), Backspace: () => remove(lineOf(cell)) }[key];
    act?.();
    return Boolean(act);
  }
  if (event.altKey || event.target.matches("button")) return false;
  if (key === "Enter" && !event.shiftKey) return (saveCell(cell, { again: Boolean(cell.matches(".bad")) }), nextLine(cell), true);
  if (key === "Escape") return giveBack(target);
  if (target.matches("textarea") && target.value.includes("\n")) return false;
  const next = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[key];
  return Boolean(next && lineOf(cell)[next] && (focusLike(cell, lineOf(cell)[next]), true));
}

function keydown(event) {
  const cell = cellOf(event.target);
  if (!cell || !sheet.contains(cell) || event.defaultPrevented || event.isComposing) return;
  if (cell.querySelector("[readonly]")) return;
  if (event.altKey && event.key === "ArrowDown") open(cell, event);
  else if (event.key === "Tab") leaveByTab(cell, event);
  else if (pressed(event, cell)) event.preventDefault();
}

// Alt and the down arrow open what a cell offers, as in a native drop-down: the names, or the calendar.
function open(cell, event) {
  event.preventDefault();
  const text = cell.querySelector("[role=combobox]");
  if (text) text.dispatchEvent(new Event("suggest"));
  else if (cell.dataset.cell === "expected_close_on") pickDay(cell);
}

// A name that is marked in the list is taken; the list goes, so that the next stop is the next cell.
function settleList(cell) {
  const list = cell.querySelector("[role=listbox]");
  list?.querySelector("[aria-selected=true]")?.click();
  list?.replaceChildren();
}

function leaveByTab(cell, event) {
  const line = lineOf(cell);
  settleList(cell);
  if (event.shiftKey || !isEntry(line) || cell.dataset.cell !== "note" || !typed(line)) return;
  event.preventDefault();
  nextLine(cell);
}

function pickDay(cell) {
  const picker = sheet.querySelector("[data-day-picker]");
  const input = cell.querySelector("input");
  const [day, month, year] = input.value.split("/");
  picker.value = year?.length === 4 ? `${year}-${month}-${day}` : "";
  picker.style.left = `${cell.offsetLeft}px`;
  picker.style.top = `${cell.offsetTop + cell.offsetHeight}px`;
  picker.onchange = () => {
    if (!picker.value) return;
    input.value = picker.value.split("-").reverse().join("/");
    input.focus();
    saveCell(cell);
  };
  picker.showPicker();
}

function clicked(event) {
  const { target } = event;
  const cell = cellOf(target);
  if (target.closest("[data-pick-day]")) pickDay(cell);
  else if (target.closest("[data-keep-mine]")) saveCell(cell, { again: true });
  else if (target.closest("[data-take-theirs]")) takeTheirs(cell);
  else if (target.closest("[data-copy-line]")) copyLine(lineOf(target));
  else return;
  event.preventDefault();
}

function takeTheirs(cell) {
  const line = lineOf(cell);
  inTurn(line, async () => merge(line, await answerOf(formOf(line).action, null, sheet), cell, { all: true }));
}

function copyLine(source) {
  const line = emptyEntry() ?? body.insertBefore(emptyLine(), body.firstChild);
  for (const cell of line.querySelectorAll("[data-cell]:not(.cell-status)")) copyInto(cell, source);
  const due = line.querySelector("[name=expected_close_on]");
  due.focus();
  due.select();
}

function submitted(event) {
  const form = event.target;
  const line = lineOf(form);
  if (!line) return;
  event.preventDefault();
  if (form.matches("[data-removal]")) return remove(line);
  if (!form.matches("[data-answer]")) return isEntry(line) ? enter(line) : undefined;
  const outcome = event.submitter?.value;
  inTurn(line, async () => {
    merge(line, await send(line, form.action, [["outcome", outcome]]), null, { all: true });
    line.querySelector(".answers :is(input, button)")?.focus();
  });
}

function left({ target, relatedTarget }) {
  const line = lineOf(target);
  if (!line || !isEntry(line) || line.contains(relatedTarget) || !touched(line)) return;
  const needed = ["client_text", "amount", "expected_close_on"];
  if (needed.every((name) => line.querySelector(`[name=${name}]`)?.value.trim())) enter(line);
}

function ready() {
  for (const link of sheet.querySelectorAll("[data-copy-line], [data-removal] button")) link.tabIndex = -1;
  for (const cell of sheet.querySelectorAll('[data-cell="expected_close_on"]')) {
    if (cell.querySelector("[readonly], [data-pick-day]")) continue;
    const button = document.querySelector("[data-day-button]").content.firstElementChild.cloneNode(true);
    cell.append(button);
  }
}

if (sheet) {
  ready();
  new MutationObserver(ready).observe(body, { childList: true, subtree: true });
  document.addEventListener("keydown", keydown);
  sheet.addEventListener("change", ({ target }) => {
    // A hidden input changes when a name is chosen of the list: of two of that name, the other one.
    if (cellOf(target)) saveCell(cellOf(target), { again: target.type === "hidden" });
  });
  sheet.addEventListener("click", clicked);
  sheet.addEventListener("submit", submitted);
  sheet.addEventListener("focusout", left);
  document.querySelector("[data-new-line]")?.addEventListener("click", (event) => {
    event.preventDefault();
    inputs(emptyEntry() ?? body.insertBefore(emptyLine(), body.firstChild))[0].focus();
  });
}
