// Row selection inside [data-selectable]: the bar shows how many and, where rows have data-amount, their sum.
const BOX = "input[type=checkbox][data-select]";

function boxes(area) {
  return [...area.querySelectorAll(BOX)];
}

function update(area) {
  const all = boxes(area);
  const chosen = all.filter((box) => box.checked);
  for (const box of all) box.closest("[data-row]")?.setAttribute("aria-selected", String(box.checked));
  const whole = area.querySelector("[data-select-all]");
  if (whole) {
    whole.checked = all.length > 0 && chosen.length === all.length;
    whole.indeterminate = chosen.length > 0 && chosen.length < all.length;
  }
  show(area.querySelector("[data-selection-bar]"), chosen);
}

function show(bar, chosen) {
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  const count = bar.querySelector("[data-selection-count]");
  if (count) count.textContent = counted(count.dataset, chosen.length);
  const sum = bar.querySelector("[data-selection-sum]");
  if (sum) sum.textContent = amount(chosen, sum.dataset.currency);
}

// data-one="1 selected" data-many="%s selected"
function counted({ one, many }, number) {
  return number === 1 ? one : many.replace("%s", number.toLocaleString(document.documentElement.lang));
}

function amount(chosen, currency = "EUR") {
  const minor = chosen.reduce((sum, box) => sum + Number(box.dataset.amount || 0), 0);
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency });
  return format.format(minor / 100).replaceAll("\u202f", "\u00a0");
}

function clear(area) {
  for (const box of boxes(area)) box.checked = false;
  update(area);
}

document.addEventListener("change", ({ target }) => {
  const area = target.closest("[data-selectable]");
  if (!area) return;
  if (target.matches("[data-select-all]")) for (const box of boxes(area)) box.checked = target.checked;
  if (target.matches(`[data-select-all], ${BOX}`)) update(area);
});

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-selection-clear]")) clear(target.closest("[data-selectable]"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  for (const area of document.querySelectorAll("[data-selectable]")) clear(area);
});

document.addEventListener("htmx:afterSettle", () => {
  for (const area of document.querySelectorAll("[data-selectable]")) update(area);
});
