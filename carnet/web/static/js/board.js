// The pipeline: a dragged card is sent like a choice of its menu; the server answers with the board as it then stands.
import { toast } from "./toast.js";

function board() {
  return document.querySelector("[data-board]");
}

function moved({ item, from, to }) {
  if (from === to) return;
  const { moveUrl, version } = item.dataset;
  const next = location.pathname + location.search;
  window.htmx.ajax("POST", moveUrl, { source: board(), values: { stage: to.dataset.stage, version, next } });
}

function prepare() {
  for (const cards of board()?.querySelectorAll("[data-stage]") ?? [])
    window.Sortable.create(cards, {
      group: "deals",
      animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      draggable: ".deal-card",
      filter: ".menu",
      preventOnFilter: false,
      ghostClass: "falling",
      forceFallback: true, // the browser's own picture of a dragged card cannot be styled
      fallbackClass: "dragged",
      fallbackOnBody: true,
      fallbackTolerance: 4, // a click on the name is no drag
      delayOnTouchOnly: true,
      delay: 150,
      sort: false,
      onEnd: moved,
    });
}

// A refused move (someone was faster) leaves the card where it fell: show where it really is.
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (!detail.elt.closest("[data-board]")) return;
  toast(board().dataset.failed, "error");
  window.htmx.ajax("GET", location.href, { source: board() });
});

// htmx carries attributes over to what it puts in; the policy forbids style attributes, which dragging leaves behind.
document.addEventListener("htmx:beforeSwap", () => {
  for (const card of document.querySelectorAll(".deal-card[style]")) card.removeAttribute("style");
});

// The focus stays with the card that was moved from its menu.
let moving = "";

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  moving = detail.elt.closest?.(".deal-card")?.id ?? "";
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!detail.elt.matches?.("[data-board]")) return;
  prepare();
  if (moving) document.getElementById(moving)?.querySelector("summary")?.focus();
});

prepare();
