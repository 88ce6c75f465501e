// The lines of a report unfold where they stand; the sales of a manager are fetched when they are first looked at.
const report = document.querySelector("[data-report]");

function under(key) {
  return [...report.querySelectorAll(`[data-under="${key}"]`)];
}

function isOpen(link) {
  return link.getAttribute("aria-expanded") === "true";
}

// The sales of a manager stay hidden until both their head and they themselves are unfolded.
function arrange(head) {
  for (const part of under(head.dataset.unfold)) {
    const manager = part.dataset.deals && report.querySelector(`[data-unfold="${part.dataset.deals}"]`);
    part.hidden = !isOpen(head) || Boolean(manager && !isOpen(manager));
  }
}

async function load(link) {
  const part = report.querySelector(`[data-deals="${link.dataset.unfold}"]`);
  if (part.rows.length) return true;
  link.setAttribute("aria-busy", "true");
  await window.htmx.ajax("GET", link.dataset.dealsUrl, { target: part, swap: "innerHTML" });
  link.removeAttribute("aria-busy");
  return part.rows.length > 0;
}

async function toggle(link) {
  const opening = !isOpen(link);
  // Without an answer the address of the link shows the same, as it does without a script.
  if (opening && link.dataset.dealsUrl && !(await load(link))) return window.location.assign(link.href);
  link.setAttribute("aria-expanded", String(opening));
  const head = link.dataset.dealsUrl ? headOf(link) : link;
  arrange(head);
}

function headOf(link) {
  return report.querySelector(`[data-unfold="${link.closest("[data-under]").dataset.under}"]`);
}

report?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-unfold]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  toggle(link);
});
