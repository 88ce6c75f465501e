// A reference field: <div class="suggestions" data-combobox> with a hidden input for the id, a text input whose
// hx-get fills the list, and a .menu-list of <button type="button" role="option" data-value>.
function parts(box) {
  return {
    id: box.querySelector("input[type=hidden]"),
    text: box.querySelector("[role=combobox]"),
    list: box.querySelector("[role=listbox]"),
  };
}

function options(list) {
  return [...list.querySelectorAll("[data-value]")];
}

function take(box, option) {
  const { id, text, list } = parts(box);
  id.value = option.dataset.value;
  text.value = option.dataset.label ?? option.textContent.trim();
  shut(text, list);
  id.dispatchEvent(new Event("change", { bubbles: true }));
}

function shut(text, list) {
  list.replaceChildren();
  text.setAttribute("aria-expanded", "false");
}

function choose(list, step) {
  const all = options(list);
  const here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = Math.min(Math.max(here + step, 0), all.length - 1);
  all.forEach((option, at) => option.setAttribute("aria-selected", String(at === next)));
  all[next]?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const option = event.target.closest("[data-combobox] [data-value]");
  if (option) take(option.closest("[data-combobox]"), option);
});

document.addEventListener("input", ({ target }) => {
  // A text that was changed no longer means the record chosen before.
  if (target.matches("[data-combobox] [role=combobox]")) parts(target.closest("[data-combobox]")).id.value = "";
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-combobox] [role=combobox]")) return;
  const box = event.target.closest("[data-combobox]");
  const { text, list } = parts(box);
  if (!options(list).length) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(list, event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter") take(box, list.querySelector("[aria-selected=true]") ?? options(list)[0]);
  else if (event.key === "Escape") shut(text, list);
  else return;
  event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  const box = event.target.closest("[data-combobox]");
  if (!box || box.contains(event.relatedTarget)) return;
  const { text, list } = parts(box);
  // The click on an option comes after the field has lost the focus.
  setTimeout(() => shut(text, list), 150);
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const box = detail.target?.closest?.("[data-combobox]");
  if (!box || detail.target !== parts(box).list) return;
  parts(box).text.setAttribute("aria-expanded", String(options(detail.target).length > 0));
});
