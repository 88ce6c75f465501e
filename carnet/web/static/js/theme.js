// The theme: light, dark or the system's; kept in a cookie so that the server draws it from the first byte.
const YEAR = 365 * 24 * 3600;

function stored() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("theme="));
  return cookie ? cookie.slice("theme=".length) : "system";
}

function choose(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
  document.dispatchEvent(new CustomEvent("carnet:theme"));
  mark();
}

function mark() {
  for (const button of document.querySelectorAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === stored()));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (button) choose(button.dataset.themeChoice);
});

window
  .matchMedia("(prefers-color-scheme: dark)")
  .addEventListener("change", () => document.dispatchEvent(new CustomEvent("carnet:theme")));

mark();
