// Toasts go after 8 seconds, not while the pointer or the focus is on them.
const LIFE = 8000;
const region = document.querySelector("[data-toasts]");
const timers = new WeakMap();

function start(toast) {
  clearTimeout(timers.get(toast));
  timers.set(
    toast,
    setTimeout(() => toast.remove(), LIFE),
  );
}

function hold(event) {
  const toast = event.target.closest("[data-toast]");
  if (toast) clearTimeout(timers.get(toast));
}

function release(event) {
  const toast = event.target.closest("[data-toast]");
  if (toast && !toast.contains(event.relatedTarget)) start(toast);
}

export function toast(text, kind = "") {
  const box = document.createElement("div");
  box.className = kind === "error" ? "toast error-toast" : "toast";
  box.dataset.toast = "";
  const words = document.createElement("span");
  words.textContent = text;
  box.append(words);
  region.append(box);
}

if (region) {
  for (const box of region.children) start(box);
  new MutationObserver((changes) => {
    for (const change of changes)
      for (const node of change.addedNodes) if (node.matches?.("[data-toast]")) start(node);
  }).observe(region, { childList: true });
  region.addEventListener("pointerover", hold);
  region.addEventListener("pointerout", release);
  region.addEventListener("focusin", hold);
  region.addEventListener("focusout", release);
  region.addEventListener("click", (event) => {
    const undo = event.target.closest("[data-toast-undo]");
    if (undo) undo.closest("[data-toast]").hidden = true;
  });
}
