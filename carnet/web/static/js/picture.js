// <button data-picture="id of a chart" data-file="name.png"> saves the chart as an image, drawn anew on a canvas.
const DOTS = 2;

function picture(box) {
  const { echarts } = window;
  const shown = echarts.getInstanceByDom(box);
  const size = { width: box.clientWidth || 800, height: box.clientHeight || 280 };
  const sheet = echarts.init(document.createElement("div"), null, { renderer: "canvas", devicePixelRatio: DOTS, ...size });
  sheet.setOption(shown.getOption());
  const backgroundColor = getComputedStyle(box.closest(".card")).backgroundColor;
  const address = sheet.getDataURL({ type: "png", pixelRatio: DOTS, backgroundColor });
  sheet.dispose();
  return address;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-picture]");
  if (!button) return;
  const link = document.createElement("a");
  link.href = picture(document.getElementById(button.dataset.picture));
  link.download = button.dataset.file;
  link.click();
});
