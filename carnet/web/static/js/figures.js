// Colours and number texts of charts, read from the stylesheet's tokens and the page's language.
const probe = document.createElement("span");
probe.hidden = true;

export function colour(name) {
  document.body.append(probe);
  probe.style.color = `var(--${name})`;
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

const language = document.documentElement.lang;
const SYMBOLS = { EUR: "€", USD: "$", GBP: "£" };

function digits(value, decimals) {
  return value
    .toLocaleString(language, { maximumFractionDigits: decimals })
    .replaceAll("\u202f", "\u00a0")
    .replace("-", "\u2212");
}

export function amount(minor, currency) {
  const symbol = SYMBOLS[currency] ?? currency;
  const text = digits(Math.round(minor / 100), 0);
  return language.startsWith("fr") ? `${text}\u00a0${symbol}` : `${symbol}${text}`;
}

export function shortAmount(minor, currency) {
  const units = minor / 100;
  const [size, unit] = Math.abs(units) >= 1e6 ? [1e6, "M"] : Math.abs(units) >= 1e3 ? [1e3, "k"] : [1, ""];
  const symbol = SYMBOLS[currency] ?? currency;
  if (units === 0) return "0";
  const text = digits(units / size, 1);
  return language.startsWith("fr") ? `${text}\u00a0${unit}${symbol}` : `${symbol}${text}${unit.toLowerCase()}`;
}

export function count(value) {
  return digits(value, 1);
}

export function share(value) {
  const text = digits(value * 100, 1);
  return language.startsWith("fr") ? `${text}\u00a0%` : `${text}%`;
}
