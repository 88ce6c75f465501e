// Draws <div class="chart" data-chart="line|bars" data-source="id of a json_script"> with echarts' SVG renderer.
// The data: {"x": [...], "kind": "money|count|share", "currency": "EUR", "series": [{"name", "values", "role"}]},
// role being "current", "previous", "forecast", "low" or "high" on lines; the series' own order on bars.
// A line may have "step": true; "most" is the top of the axis; "mark": {"at", "label"} draws a stroke at one of x.
// data-chart="spans" draws what was said beside what happened: {"x", "spans": [{"low", "middle", "high", "actual"}], "names"}.
import { amount, colour, count, share, shortAmount } from "./figures.js";
import { spans } from "./spans.js";

const FONT = '"Inter Variable", system-ui, sans-serif';
const drawn = new Map();

function data(box) {
  return JSON.parse(document.getElementById(box.dataset.source).textContent);
}

function readers({ kind = "money", currency = "EUR" }) {
  if (kind === "money") return [(value) => amount(value, currency), (value) => shortAmount(value, currency)];
  return kind === "share" ? [share, share] : [count, count];
}

function axes(source, phone, crossing) {
  const label = { color: colour("ink-3"), fontSize: 12 };
  const [, short] = readers(source);
  return {
    grid: { left: 4, right: 16, top: source.mark ? 26 : 14, bottom: 8, containLabel: true },
    xAxis: {
      type: "category",
      data: source.x,
      boundaryGap: crossing,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("line-2") } },
      axisLabel: { ...label, margin: 9, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      splitNumber: phone ? 2 : 3,
      ...(source.most && { max: source.most }),
      axisLabel: { ...label, formatter: short },
      splitLine: { lineStyle: { color: colour("line") } },
    },
  };
}

// Text drawn in the chart itself: HTML with style attributes is refused by the content security policy.
function tooltip(source) {
  const [full] = readers(source);
  return {
    trigger: "axis",
    renderMode: "richText",
    confine: true,
    backgroundColor: colour("raised"),
    borderColor: colour("line-2"),
    padding: [8, 11],
    textStyle: { color: colour("ink"), fontSize: 12, lineHeight: 17, fontFamily: FONT },
    axisPointer: { lineStyle: { color: colour("line-2"), type: "solid" }, shadowStyle: { color: colour("hover"), opacity: 0.5 } },
    formatter: (points) => [points[0].name, ...points.filter(told).map((point) => `${point.seriesName} : ${full(point.value)}`)].join("\n"),
  };
}

function told({ seriesName, value }) {
  return value != null && value !== "-" && !seriesName.startsWith("\u0000");
}

const LINES = {
  current: () => ({
    lineStyle: { color: colour("c1"), width: 2.2 },
    itemStyle: { color: colour("c1") },
    areaStyle: { color: colour("c1"), opacity: 0.05 },
    smooth: 0.25,
    z: 4,
  }),
  previous: () => ({ lineStyle: { color: colour("ghost"), width: 1.5 }, itemStyle: { color: colour("ghost") }, smooth: 0.25 }),
  // Dots on the few points of a short forecast; on many they would hide the dashes.
  forecast: (values) => ({
    lineStyle: { color: colour("c1"), width: 2, type: [4, 4] },
    itemStyle: { color: colour("surface"), borderColor: colour("c1"), borderWidth: 2 },
    showSymbol: values.filter((value) => value != null).length <= 12,
  }),
};

// The band is two stacked lines without strokes: its foot, then its height.
function band(series) {
  const low = series.find(({ role }) => role === "low");
  const high = series.find(({ role }) => role === "high");
  if (!low || !high) return [];
  const plain = { type: "line", stack: "band", symbol: "none", silent: true, lineStyle: { opacity: 0 } };
  const height = high.values.map((value, at) => (value == null ? null : value - low.values[at]));
  return [
    { ...plain, name: "\u0000low", data: low.values },
    { ...plain, name: "\u0000high", data: height, areaStyle: { color: colour("c1"), opacity: 0.16 } },
  ];
}

function stroke({ at, label }, count) {
  const place = at / Math.max(count - 1, 1);
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: colour("line-2"), type: "solid" },
    label: { formatter: label, color: colour("ink-3"), fontSize: 12, fontFamily: FONT, distance: 4, align: place > 0.85 ? "right" : place < 0.15 ? "left" : "center" },
    data: [{ xAxis: at }],
  };
}

function lines(source) {
  const visible = source.series.filter(({ role }) => role in LINES);
  const drawnLines = visible.map(({ name, values, role, step }, at) => ({
    type: "line",
    name,
    data: values,
    symbol: "circle",
    symbolSize: 6,
    showSymbol: false,
    smoothMonotone: "x",
    ...LINES[role](values),
    ...(step && { step: "end" }),
    ...(source.mark && at === 0 && { markLine: stroke(source.mark, source.x.length) }),
  }));
  return [...band(source.series), ...drawnLines];
}

function bars(source) {
  return source.series.map(({ name, values, role }, at) => ({
    type: "bar",
    name,
    data: values,
    barMaxWidth: 28,
    barGap: "20%",
    itemStyle: { color: colour(role === "previous" ? "line-2" : `c${at + 1}`), borderRadius: [3, 3, 0, 0] },
  }));
}

const SERIES = { line: lines, bars, spans: () => [] };

function option(box) {
  const source = data(box);
  const kind = box.dataset.chart;
  const drawing = {
    animation: false,
    textStyle: { fontFamily: FONT },
    ...axes(source, box.clientWidth < 480, kind !== "line"),
    tooltip: tooltip(source),
    series: SERIES[kind](source),
  };
  return kind === "spans" ? spans(drawing, source, readers(source)[0]) : drawing;
}

function draw(box) {
  const chart = drawn.get(box) ?? window.echarts.init(box, null, { renderer: "svg" });
  drawn.set(box, chart);
  chart.setOption(option(box), true);
}

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target.clientWidth) drawn.get(target)?.resize();
});

function drawAll() {
  for (const [box, chart] of drawn) {
    if (box.isConnected) continue;
    chart.dispose();
    drawn.delete(box);
  }
  for (const box of document.querySelectorAll("[data-chart]")) {
    draw(box);
    resized.observe(box);
  }
}

document.addEventListener("carnet:theme", drawAll);
document.addEventListener("carnet:shown", drawAll);
document.addEventListener("htmx:afterSettle", drawAll);
document.fonts.ready.then(drawAll);
