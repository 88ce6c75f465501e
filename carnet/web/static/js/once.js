// A form that changes something is sent once: a second click while the answer is on its way does nothing.
const PATIENCE = 15_000;
const sent = new WeakMap();

function send(event) {
  const form = event.target;
  if (form.method !== "post") return;
  if (Date.now() - (sent.get(form) ?? -PATIENCE) < PATIENCE) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  sent.set(form, Date.now());
}

function release(event) {
  const form = event.target.closest?.("form");
  if (form) sent.delete(form);
}

document.addEventListener("submit", send, true);
document.addEventListener("htmx:afterRequest", release);
// The page a person comes back to may be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => sent.delete(form));
});
