// "Map / Table": [data-views] holds buttons with data-show and parts with data-view, of which one is shown.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show]");
  const area = button?.closest("[data-views]");
  if (!area) return;
  for (const part of area.querySelectorAll("[data-view]")) part.hidden = part.dataset.view !== button.dataset.show;
  for (const other of area.querySelectorAll("[data-show]"))
    other.setAttribute("aria-pressed", String(other === button));
  area.dispatchEvent(new CustomEvent("carnet:shown", { bubbles: true }));
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-fullscreen]")) return;
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
