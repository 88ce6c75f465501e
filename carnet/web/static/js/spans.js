// What was said, as bars from low to high with a stroke at the middle, and what happened, as dots: red outside.
import { colour } from "./figures.js";

const WIDTH = 9;

function bar(api, at, low, middle, high) {
  const [x, foot] = api.coord([at, low]);
  const [, top] = api.coord([at, high]);
  const [, stroke] = api.coord([at, middle]);
  const left = x - WIDTH / 2;
  return {
    type: "group",
    children: [
      ...(foot > top ? [{ type: "rect", shape: { x: left, y: top, width: WIDTH, height: foot - top, r: WIDTH / 2 }, style: { fill: colour("c1"), opacity: 0.22 } }] : []),
      { type: "rect", shape: { x: left, y: stroke - 1, width: WIDTH, height: 2 }, style: { fill: colour("c1") } },
    ],
  };
}

function said(source) {
  return {
    type: "custom",
    name: source.names.said,
    data: source.spans.map(({ low, middle, high }, at) => [at, low, middle, high]),
    encode: { x: 0, y: [1, 2, 3] },
    renderItem: (_, api) => bar(api, ...[0, 1, 2, 3].map((place) => api.value(place))),
  };
}

function happened(source) {
  return {
    type: "scatter",
    name: source.names.actual,
    symbolSize: 8,
    z: 5,
    data: source.spans.map(({ low, high, actual }) => ({
      value: actual ?? null,
      itemStyle: { color: colour(low < high && (actual < low || actual > high) ? "neg" : "ink"), borderColor: colour("surface"), borderWidth: 1.5 },
    })),
  };
}

function words(source, full) {
  return (points) => {
    const { low, middle, high, actual } = source.spans[points[0].dataIndex];
    const bounds = low < high ? ` (${full(low)} – ${full(high)})` : "";
    const forecast = `${source.names.said} : ${full(middle)}${bounds}`;
    return [points[0].name, forecast, ...(actual == null ? [] : [`${source.names.actual} : ${full(actual)}`])].join("\n");
  };
}

// The axis begins near what it shows: intervals are read by their ends, not by their length from zero.
export function spans(base, source, full) {
  return {
    ...base,
    yAxis: { ...base.yAxis, scale: true },
    tooltip: { ...base.tooltip, formatter: words(source, full) },
    series: [said(source), happened(source)],
  };
}
