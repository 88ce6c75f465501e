// The palette: Ctrl-K or the search button; arrows choose, Enter opens.
const palette = document.getElementById("palette");

export function openPalette() {
  if (!palette || palette.open) return Boolean(palette);
  palette.showModal();
  palette.querySelector("input").select();
  choose(0);
  return true;
}

function rows() {
  return [...palette.querySelectorAll(".palette-row")];
}

function chosen() {
  return rows().findIndex((row) => row.getAttribute("aria-selected") === "true");
}

function choose(index) {
  const all = rows();
  all.forEach((row, at) => {
    row.setAttribute("aria-selected", String(at === index));
    row.id ||= `palette-row-${at}`;
  });
  all[index]?.scrollIntoView({ block: "nearest" });
  const input = palette.querySelector("input");
  if (all[index]) input.setAttribute("aria-activedescendant", all[index].id);
  else input.removeAttribute("aria-activedescendant");
}

function press(event) {
  const last = rows().length - 1;
  if (event.key === "ArrowDown") choose(Math.min(chosen() + 1, last));
  else if (event.key === "ArrowUp") choose(Math.max(chosen() - 1, 0));
  else if (event.key === "Enter") rows()[Math.max(chosen(), 0)]?.click();
  else return;
  event.preventDefault();
}

if (palette) {
  palette.addEventListener("keydown", press);
  palette.addEventListener("htmx:afterSwap", () => choose(0));
  palette.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open-palette]")) openPalette();
  });
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && openPalette()) event.preventDefault();
});
