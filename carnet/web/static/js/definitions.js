// A number with data-definition says, on focus or under the pointer, the text its aria-describedby names.
const GAP = 6;
const tip = document.createElement("div");
tip.className = "tooltip definition";
tip.popover = "manual";
tip.setAttribute("aria-hidden", "true");

function show(number) {
  const words = document.getElementById(number.getAttribute("aria-describedby"))?.textContent;
  if (!words) return;
  if (!tip.isConnected) document.body.append(tip);
  tip.textContent = words;
  tip.showPopover();
  const { left, right, top, bottom } = number.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const above = bottom + GAP + height > innerHeight;
  tip.style.left = `${Math.max(GAP, Math.min((left + right - width) / 2, innerWidth - width - GAP))}px`;
  tip.style.top = `${above ? top - GAP - height : bottom + GAP}px`;
}

function hide() {
  if (tip.matches(":popover-open")) tip.hidePopover();
}

function told({ target }) {
  const number = target.closest?.("[data-definition]");
  if (number) show(number);
  else hide();
}

document.addEventListener("pointerover", told);
document.addEventListener("focusin", told);
document.addEventListener("focusout", hide);
document.addEventListener("scroll", hide, { capture: true, passive: true });
document.addEventListener("htmx:beforeSwap", hide);
document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
