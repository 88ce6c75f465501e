// Native dialogs: data-open-dialog opens one; what htmx puts into #panel or #dialog opens it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  // A click on the veil falls on the dialog itself.
  if (event.target instanceof HTMLDialogElement && outside(event.target, event)) event.target.close();
});

function outside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const dialog = detail.target;
  if (!dialog?.matches?.("dialog[data-panel], dialog[data-dialog]")) return;
  if (!dialog.hasChildNodes()) dialog.close();
  else if (!dialog.open) dialog.showModal();
});

document.addEventListener(
  "close",
  ({ target }) => {
    if (target.matches("dialog[data-panel], dialog[data-dialog]")) target.replaceChildren();
  },
  true, // close does not bubble
);
