// Inline edit: a value with data-edit-url turns into its form in place; Esc gives the value back.
const kept = new WeakMap();

function edit(value) {
  if (kept.has(value)) return;
  kept.set(value, [...value.childNodes]);
  value.classList.remove("editable");
  window.htmx.ajax("GET", value.dataset.editUrl, { target: value, swap: "innerHTML" });
}

function giveBack(value) {
  value.replaceChildren(...kept.get(value));
  kept.delete(value);
  value.classList.add("editable");
  value.querySelector("button, [tabindex]")?.focus();
}

document.addEventListener("click", (event) => {
  const pencil = event.target.closest("[data-edit-in-place]");
  const value = pencil
    ? document.getElementById(pencil.dataset.editInPlace)
    : !event.target.closest("a, button") && event.target.closest(".editable[data-edit-url]");
  if (!value) return;
  event.preventDefault();
  edit(value);
});

document.addEventListener("keydown", (event) => {
  const value = event.target.closest?.("[data-edit-url]");
  if (!value) return;
  if (event.key === "Escape" && kept.has(value)) {
    event.preventDefault();
    giveBack(value);
  }
  if (event.key === "Enter" && event.target === value && !kept.has(value)) edit(value);
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!kept.has(detail.target)) return;
  if (!detail.target.querySelector("form")) {
    // The server answered with the saved value.
    kept.delete(detail.target);
    detail.target.classList.add("editable");
    return;
  }
  const field = detail.target.querySelector("input:not([type=hidden]), select, textarea");
  if (field) field.focus();
  field?.select?.();
});
