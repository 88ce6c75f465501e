// A drop zone is a label around a file input; files dropped on it go into the input.
const OVER = "over";

function zone(event) {
  return event.target.closest?.("[data-drop-zone]");
}

document.addEventListener("dragover", (event) => {
  const target = zone(event);
  if (!target) return;
  event.preventDefault();
  target.classList.add(OVER);
});

document.addEventListener("dragleave", (event) => {
  const target = zone(event);
  if (target && !target.contains(event.relatedTarget)) target.classList.remove(OVER);
});

document.addEventListener("drop", (event) => {
  const target = zone(event);
  if (!target) return;
  event.preventDefault();
  target.classList.remove(OVER);
  const input = target.querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("change", ({ target }) => {
  const area = target.closest("[data-drop-zone]");
  if (!area || !target.files?.length) return;
  const names = area.querySelector("[data-file-names]");
  if (names) names.textContent = [...target.files].map((file) => file.name).join(", ");
  if (area.hasAttribute("data-submit")) target.form.requestSubmit();
});
