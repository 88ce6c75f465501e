// The pipeline: cards are dragged between columns; counts, totals and bars follow at once, the server has the word.
import { toast } from "./toast.js";

const board = document.querySelector("[data-board]");
const language = document.documentElement.lang;

function money(minor) {
  const format = new Intl.NumberFormat(language, {
    style: "currency",
    currency: board.dataset.currency || "EUR",
    maximumFractionDigits: 0,
  });
  return format.format(minor / 100).replaceAll("\u202f", "\u00a0");
}

function change(column, amount, step) {
  const count = column.querySelector("[data-count]");
  const sum = column.querySelector("[data-sum]");
  count.dataset.count = Number(count.dataset.count) + step;
  count.textContent = Number(count.dataset.count).toLocaleString(language);
  sum.dataset.sum = Number(sum.dataset.sum) + step * amount;
  sum.textContent = money(Number(sum.dataset.sum));
}

function bars() {
  const sums = [...board.querySelectorAll("[data-sum]")];
  const most = Math.max(1, ...sums.map((sum) => Number(sum.dataset.sum)));
  for (const sum of sums) {
    const share = Number(sum.dataset.sum) / most;
    sum.closest("[data-column]").querySelector(".bar .fill")?.setAttribute("width", `${(share * 100).toFixed(1)}%`);
  }
}

async function moved({ item, from, to }) {
  if (from === to) return;
  const amount = Number(item.dataset.amount || 0);
  change(from.closest("[data-column]"), amount, -1);
  change(to.closest("[data-column]"), amount, 1);
  bars();
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const body = new URLSearchParams({ stage: to.dataset.stage, version: item.dataset.version ?? "" });
  const answer = await fetch(item.dataset.moveUrl, { method: "POST", headers: { ...headers, "HX-Request": "true" }, body });
  if (!answer.ok) {
    toast(board.dataset.failed, "error");
    setTimeout(() => location.reload(), 1500);
    return;
  }
  const version = answer.headers.get("X-Version");
  if (version) item.dataset.version = version;
}

if (board)
  for (const cards of board.querySelectorAll("[data-stage]"))
    window.Sortable.create(cards, {
      group: "deals",
      animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      draggable: ".deal-card",
      filter: ".menu",
      preventOnFilter: false,
      ghostClass: "falling",
      dragClass: "dragged",
      delayOnTouchOnly: true,
      delay: 150,
      sort: false,
      onEnd: moved,
    });
