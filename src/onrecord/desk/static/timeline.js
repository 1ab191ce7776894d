"use strict";
// The timeline: bars for what lies within a bin, a strip for what lies in a longer time, and the brush that filters.
window.desk = window.desk || {};
(() => {
  const day = (text) => new Date(`${text}T00:00:00Z`);
  const iso = (date) => date.toISOString().slice(0, 10);
  const margins = { marginLeft: 38, marginRight: 12 };

  const bars = (bins, width) => Plot.plot({
    className: "plot", width, height: 118, marginTop: 8, marginBottom: 22, ...margins,
    x: { type: "utc", domain: [bins[0].start, bins[bins.length - 1].end], label: null },
    y: { label: null, ticks: d3.ticks(0, Math.max(1, ...bins.map((b) => b.sure)), 3).filter(Number.isInteger), grid: true, domain: [0, Math.max(1, ...bins.map((b) => b.sure))], tickFormat: "~s" },
    marks: [
      Plot.rectY(bins, { x1: "start", x2: "end", y: "sure", fill: "var(--mark)", insetLeft: bins.length > 200 ? 0 : .5, insetRight: bins.length > 200 ? 0 : .5, title: (b) => `${iso(b.start)}: ${b.sure} within, ${b.maybe} in a longer time` }),
      Plot.ruleY([0]),
    ],
  });

  const strip = (bins, width) => Plot.plot({
    className: "plot", width, height: 16, marginTop: 2, marginBottom: 2, ...margins,
    x: { type: "utc", domain: [bins[0].start, bins[bins.length - 1].end], axis: null }, y: { axis: null, domain: [0, 1] },
    marks: [Plot.rect(bins, { x1: "start", x2: "end", y1: 0, y2: 1, fill: "var(--mark)", fillOpacity: (b) => b.maybe ? .12 + .6 * b.maybe / Math.max(...bins.map((x) => x.maybe)) : 0, title: (b) => `${iso(b.start)}: ${b.maybe} in a longer time that includes it` })],
  });

  const brush = (chart, bins, chosen, choose) => {
    const x = chart.scale("x");
    const width = +chart.getAttribute("width");
    const range = [margins.marginLeft, width - margins.marginRight];
    const of = d3.scaleUtc(x.domain, range);
    const tool = d3.brushX().extent([[range[0], 4], [range[1], 96]]).on("end", (event) => {
      if (!event.sourceEvent) return;
      if (!event.selection) { choose("", ""); return; }
      const [from, until] = event.selection.map((at) => of.invert(at));
      choose(iso(from), iso(new Date(Math.max(from, until - 1))));
    });
    const group = d3.select(chart).append("g").attr("class", "brush").call(tool);
    if (chosen.from || chosen.until) {
      const ends = [chosen.from ? of(day(chosen.from)) : range[0], chosen.until ? of(+day(chosen.until) + 864e5) : range[1]];
      const within = ends.map((at) => Math.max(range[0], Math.min(range[1], at)));
      if (within[1] > within[0]) group.call(tool.move, within);
    }
  };

  const draw = (element, days, chosen, choose) => {
    element.replaceChildren();
    if (!days.bins.length) { element.textContent = "No incident with a time."; return; }
    const bins = days.bins.map(([start, end, sure, maybe]) => ({ start: day(start), end: day(end), sure, maybe }));
    const width = Math.max(280, element.clientWidth);
    const chart = bars(bins, width);
    for (const part of chart.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");  // the whole has one
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", `Incidents by ${days.unit}, ${iso(bins[0].start)} to ${iso(bins[bins.length - 1].end)}. The days can also be chosen in the filters.`);
    brush(chart, bins, chosen, choose);
    element.append(chart);
    if (bins.some((b) => b.maybe)) { const below = strip(bins, width); below.setAttribute("aria-hidden", "true"); element.append(below); }
  };

  window.desk.timeline = { draw };
})();
