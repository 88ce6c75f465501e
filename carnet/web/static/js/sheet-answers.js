// What the server answers to a change of the sheet, put where it belongs; nothing that is being typed is lost.
function show(fresh, id) {
  const there = document.getElementById(id);
  const here = fresh.getElementById(id);
  if (there && here) there.replaceWith(here);
}

// The line of the answer, or a sentence why there is none.
export async function answerOf(url, data, sheet) {
  const options = data ? { method: "POST", body: data } : {};
  let response;
  try {
    response = await fetch(url, { ...options, headers: { "HX-Request": "true" } });
  } catch {
    return { failed: sheet.dataset.failed };
  }
  const login = response.headers.get("HX-Redirect");
  if (login) window.location.assign(login);
  if (![200, 409, 422].includes(response.status))
    return { failed: [403, 404].includes(response.status) ? sheet.dataset.denied : sheet.dataset.failed };
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  show(fresh, "sheet-facts");
  show(fresh, "sheet-count");
  for (const toast of fresh.querySelectorAll("[data-toast]")) {
    document.getElementById("toasts").append(toast);
    window.htmx.process(toast);
  }
  if (response.ok) savedAt(fresh);
  return { line: fresh.querySelector("[data-line]"), ok: response.ok };
}

function savedAt(fresh) {
  const mark = document.getElementById("sheet-saved");
  mark.querySelector("[data-saved-time]").textContent = fresh.querySelector("[data-saved-at]").textContent;
  mark.hidden = false;
}

function isBeingTyped(cell) {
  const fields = [...cell.querySelectorAll("input[name]:not([type=hidden]), textarea[name]")];
  return fields.some((input) => input.value !== input.defaultValue);
}

function complain(cell, sentence) {
  cell.querySelector(".cell-error")?.remove();
  const box = document.createElement("p");
  box.className = "cell-error";
  box.setAttribute("role", "alert");
  box.textContent = sentence;
  cell.classList.add("bad");
  cell.append(box);
}

// Keeps the focus and the caret where they are when the cell they are in is put in its place anew.
function swap(cell, fresh) {
  const active = cell.contains(document.activeElement) ? document.activeElement : null;
  const name = active?.name;
  cell.replaceWith(fresh);
  window.htmx.process(fresh);
  if (name) fresh.querySelector(`[name="${name}"]:not([type=hidden])`)?.focus();
}

// The cell that was saved, and those nobody is typing in, become what is stored.
export function merge(line, answer, saved = null, { all = false } = {}) {
  if (answer.failed) return complain(saved ?? line.querySelector("[data-cell=status]"), answer.failed);
  if (!answer.line) return line.remove();
  line.className = answer.line.className;
  for (const fresh of answer.line.querySelectorAll("[data-cell]")) {
    const cell = line.querySelector(`[data-cell="${fresh.dataset.cell}"]`);
    const isOwn = cell === saved && !typedSince(cell);
    if (all || isOwn || !isBeingTyped(cell)) swap(cell, fresh);
    else if (fresh.dataset.cell === "status") swap(cell, fresh);
  }
}

// Typed on while the answer was under way: what was sent is no longer what stands there.
function typedSince(cell) {
  return [...cell.querySelectorAll("[data-sent]")].some((input) => input.value !== input.dataset.sent);
}

// The line that was entered takes the place of the one it was typed in; a refused one keeps its key.
export function place(line, answer) {
  if (answer.failed) return complain(line.querySelector("[data-cell=status]"), answer.failed);
  const fresh = document.adoptNode(answer.line);
  if (!answer.ok) return refuse(line, fresh);
  const name = line.contains(document.activeElement) ? document.activeElement.name : "";
  line.replaceWith(fresh);
  window.htmx.process(fresh);
  if (name) fresh.querySelector(`[name="${name}"]`)?.focus();
}

function refuse(line, fresh) {
  const key = line.dataset.line;
  line.dataset.refused = "";
  for (const element of [fresh, ...fresh.querySelectorAll("*")])
    for (const { name, value } of [...element.attributes])
      if (value.startsWith("line-new")) element.setAttribute(name, value.replace("line-new", `line-${key}`));
  for (const part of fresh.querySelectorAll("[data-cell]")) {
    const cell = line.querySelector(`[data-cell="${part.dataset.cell}"]`);
    swap(cell, part);
  }
}
