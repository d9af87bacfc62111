/* Charts are drawn from the table named in data-chart-table, so that picture and figures cannot
   differ. ECharts is fetched only by pages that have a chart. Tooltips are rich text: an HTML
   tooltip writes inline styles, which the CSP refuses. */
(function () {
  "use strict";

  const library = document.currentScript.dataset.echarts;
  let fetched = null;

  const load = function () {
    if (!fetched) {
      fetched = new Promise(function (resolve, reject) {
        const script = document.createElement("script");
        script.src = library;
        script.onload = () => resolve(window.echarts);
        script.onerror = reject;
        document.head.append(script);
      });
    }
    return fetched;
  };

  const css = portal.css;
  const number = (cell) => Number(cell.textContent.replace(/[^\d.-]/g, ""));
  const text = (cell) => cell.textContent.trim();
  const table = (node) => document.getElementById(node.dataset.chartTable);
  const rows = (node) => Array.from(table(node).tBodies[0].rows);
  /* Sizes follow the root's, which elder mode enlarges. */
  const scale = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const px = (size) => Math.round(size * scale());
  const grouped = (value) => value.toLocaleString("en-US");

  const LINES = [
    { color: "--p-link", type: "solid", symbol: "circle" },
    { color: "--p-red-solid", type: "dashed", symbol: "rect" },
    { color: "--p-green-solid", type: "dotted", symbol: "triangle" },
    { color: "--p-ink-3", type: "solid", symbol: "diamond" },
  ];

  const donut = function (node) {
    const data = rows(node)
      .map((row) => ({
        name: text(row.cells[0]),
        value: number(row.cells[1]),
        link: row.querySelector("a") ? row.querySelector("a").href : "",
        itemStyle: { color: css("--p-" + row.dataset.light + "-solid") },
      }));
    const total = data.reduce((sum, part) => sum + part.value, 0);
    const narrow = node.clientWidth < px(300);
    const centre = narrow ? ["50%", "36%"] : ["33%", "50%"];
    const share = (part) => (total ? ((part.value / total) * 100).toFixed(1) + "%" : "");
    const size = Math.min(node.clientWidth * 0.58, node.clientHeight * (narrow ? 0.62 : 0.86));
    return {
      title: {
        text: grouped(total),
        subtext: node.dataset.chartUnit,
        textAlign: "center",
        textVerticalAlign: "middle",
        left: centre[0],
        top: narrow ? "30%" : "44%",
        itemGap: 2,
        textStyle: { fontSize: px(24), fontWeight: 600, color: css("--p-ink") },
        subtextStyle: { fontSize: px(13), color: css("--p-ink-3") },
      },
      legend: {
        orient: narrow ? "horizontal" : "vertical",
        left: narrow ? "center" : "66%",
        top: narrow ? "auto" : "middle",
        bottom: narrow ? 0 : "auto",
        selectedMode: false,
        itemWidth: px(10),
        itemHeight: px(10),
        itemGap: narrow ? 8 : 12,
        textStyle: {
          color: css("--p-ink"),
          rich: {
            n: { fontSize: px(13), color: css("--p-ink-2"), lineHeight: px(18) },
            v: { fontSize: px(14), fontWeight: 600, lineHeight: px(18) },
            p: { fontSize: px(12), color: css("--p-ink-3"), lineHeight: px(18) },
          },
        },
        formatter(name) {
          const part = data.find((row) => row.name === name);
          const figures = "{v|" + grouped(part.value) + "} {p|" + share(part) + "}";
          return "{n|" + name + "}" + (narrow ? " " : "\n") + figures;
        },
      },
      series: [
        {
          type: "pie",
          radius: [size * 0.34, size * 0.5],
          center: centre,
          startAngle: 90,
          minAngle: 4,
          label: { show: false },
          itemStyle: { borderColor: css("--p-surface"), borderWidth: 2 },
          // A light without tasks is no slice; the least angle would draw one.
          data: data.map((part) => ({ ...part, value: part.value || "-" })),
        },
      ],
    };
  };

  const axes = function (node, kind) {
    const heads = Array.from(table(node).tHead.rows[0].cells, text);
    const body = rows(node);
    const series = heads.slice(1).map(function (name, index) {
      const look = LINES[index % LINES.length];
      return {
        name,
        type: kind,
        symbol: look.symbol,
        symbolSize: 7,
        barMaxWidth: 28,
        lineStyle: { type: look.type, width: 2 },
        itemStyle: { color: css(look.color) },
        data: body.map((row) => number(row.cells[index + 1])),
      };
    });
    const line = { lineStyle: { color: css("--p-line-2") } };
    const label = { color: css("--p-ink-2"), fontSize: px(12) };
    return {
      grid: { left: 8, right: 16, top: px(series.length > 1 ? 60 : 36), bottom: px(28), containLabel: true },
      legend:
        series.length > 1 ? { top: 0, left: 0, textStyle: label, selectedMode: false } : undefined,
      xAxis: {
        type: "category",
        name: heads[0],
        nameLocation: "middle",
        nameGap: px(28),
        nameTextStyle: { color: css("--p-ink-3") },
        data: body.map((row) => text(row.cells[0])),
        axisLine: line,
        axisTick: { show: false },
        axisLabel: { ...label, hideOverlap: true },
      },
      yAxis: {
        type: "value",
        name: node.dataset.chartUnit,
        nameTextStyle: { color: css("--p-ink-3"), align: "left" },
        minInterval: 1,
        splitLine: { lineStyle: { color: css("--p-line") } },
        axisLabel: label,
      },
      series,
    };
  };

  const draw = {
    donut,
    line: (node) => axes(node, "line"),
    bar: (node) => axes(node, "bar"),
  };

  const mount = function (node, echarts) {
    const chart = echarts.init(node, null, { renderer: "canvas" });
    const paint = function () {
      const option = draw[node.dataset.chart](node);
      option.animation = false;
      option.textStyle = { fontFamily: css("--p-font") };
      option.tooltip = {
        renderMode: "richText",
        confine: true,
        trigger: node.dataset.chart === "donut" ? "item" : "axis",
      };
      chart.setOption(option, true);
    };
    chart.on("click", function (event) {
      if (event.data && event.data.link) {
        window.location.assign(event.data.link);
      }
    });
    paint();
    new ResizeObserver(function () {
      if (!node.isConnected) {
        chart.dispose();
        return;
      }
      chart.resize();
      paint();
    }).observe(node);
  };

  portal.each("[data-chart]", function (node) {
    load().then((echarts) => mount(node, echarts));
  });
})();
