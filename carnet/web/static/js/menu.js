// Menus are <details class="menu">: they close outside and with Esc, and the arrows walk through them.
const OPEN = "details.menu[open]";

function close(menu, refocus) {
  menu.open = false;
  if (refocus) menu.querySelector("summary").focus();
}

function walk(menu, step) {
  const items = [...menu.querySelectorAll(".menu-list :is(a, button, input:not([type=hidden]), select):not(:disabled)")];
  if (!items.length) return;
  const here = items.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : items.length - 1) : (here + step + items.length) % items.length;
  items[next].focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(OPEN)) {
    const inside = menu.contains(event.target);
    const chosen = inside && event.target.closest(".menu-list :is(a, button:not([data-keep-open]))");
    if (!inside || chosen) close(menu, false);
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(OPEN);
  if (!menu) return;
  if (event.key === "Escape") {
    event.stopPropagation();
    close(menu, true);
  }
  const typing = event.target.matches("select, input:not([type=checkbox], [type=radio])");
  if (!typing && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    walk(menu, event.key === "ArrowDown" ? 1 : -1);
  }
});
