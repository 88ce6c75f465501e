// Lines one adds and removes: [data-repeat] holds the lines and a <template>, whose __n__ becomes the line's number.
function add(area) {
  const total = area.querySelector("input[name$=TOTAL_FORMS]");
  const number = total ? Number(total.value) : area.querySelectorAll("[data-repeat-line]").length;
  const line = area.querySelector("template").content.cloneNode(true);
  for (const element of line.querySelectorAll("*"))
    for (const attribute of element.attributes)
      attribute.value = attribute.value.replaceAll("__n__", number).replaceAll("__prefix__", number);
  area.querySelector("[data-repeat-lines]").append(line);
  if (total) total.value = number + 1;
  area.querySelector("[data-repeat-lines]").lastElementChild.querySelector("input:not([type=hidden]), select")?.focus();
}

function remove(line) {
  const deletion = line.querySelector("input[name$=-DELETE]");
  if (deletion) {
    deletion.checked = true;
    line.hidden = true;
  } else line.remove();
}

document.addEventListener("click", (event) => {
  const plus = event.target.closest("[data-repeat-add]");
  if (plus) add(plus.closest("[data-repeat]"));
  const minus = event.target.closest("[data-repeat-remove]");
  if (minus) remove(minus.closest("[data-repeat-line]"));
});
