"use strict";
// Rival figures as a ladder: a rung for each account, beside the range of the whole.
(() => {
  const short = (text) => (text.length > 31 ? `${text.slice(0, 30)}…` : text);
  const numbers = (rungs) => rungs.flatMap((r) => [r.low, r.high]).filter((n) => n !== null);
  const axis = (most) => ({ domain: [0, most * 1.12], label: "people", labelAnchor: "right", ticks: d3.ticks(0, most * 1.12, 6).filter(Number.isInteger), tickFormat: "~s", grid: true });

  const ladder = (element, { outcome, range, rungs }) => {
    const rows = rungs.map((r, i) => ({ ...r, row: i }));
    const most = Math.max(1, ...numbers(rungs), range?.high ?? 0, range?.best ?? 0);
    const top = most * 1.12;
    const width = Math.max(340, Math.min(760, element.clientWidth || 640));
    const band = range && [{ x1: range.low ?? 0, x2: range.high ?? top }];
    const open = rows.filter((r) => r.high === null), closed = rows.filter((r) => r.low !== null), ends = rows.filter((r) => r.high !== null && r.high !== r.low);
    const replaced = (r) => r.kind === "replaced";
    const bounded = (r) => r.low !== null && r.high !== null;
    const whole = (r) => r.kind === "figure";
    const chart = Plot.plot({
      className: "plot", width, height: 46 + 26 * rows.length, marginLeft: 236, marginRight: 22, marginTop: 12, marginBottom: 34,
      x: axis(most), y: { type: "band", domain: rows.map((r) => r.row), label: null, tickSize: 0, tickFormat: (i) => short(rows[i].who) + (whole(rows[i]) ? "" : ` (${rows[i].kind})`) },
      marks: [
        band ? Plot.rect(band, { x1: "x1", x2: "x2", fill: "var(--content)" }) : null,
        range?.best != null ? Plot.ruleX([range.best], { stroke: "var(--source)", strokeDasharray: "5 3", strokeWidth: 1.5 }) : null,
        range?.best != null ? Plot.text([range.best], { x: (n) => n, text: (n) => `best ${n}`, frameAnchor: "top", dy: -8, fill: "var(--source)", fontWeight: 600 }) : null,
        Plot.ruleY(rows.filter(bounded), { x1: "low", x2: "high", y: "row", strokeWidth: 2.5, stroke: "var(--ink)" }),
        Plot.ruleY(rows.filter((r) => !bounded(r)), { x1: (r) => r.low ?? 0, x2: (r) => r.high ?? top, y: "row", strokeWidth: 2, stroke: "var(--ink)", strokeDasharray: "3 4" }),
        Plot.dot(closed, { x: "low", y: "row", r: 5, symbol: (r) => (whole(r) || replaced(r) ? "circle" : "diamond"), fill: (r) => (replaced(r) ? "var(--paper)" : "var(--ink)"), stroke: "var(--ink)", strokeWidth: 1.5 }),
        Plot.dot(ends, { x: "high", y: "row", r: 5, fill: (r) => (replaced(r) ? "var(--paper)" : "var(--ink)"), stroke: "var(--ink)", strokeWidth: 1.5 }),
        Plot.text(open, { x: () => top, y: "row", text: () => "▶", dx: 6, fontSize: 10 }),
        Plot.tip(rows, Plot.pointerY({ x: (r) => r.low ?? r.high ?? 0, y: "row", title: (r) => `${r.who}\n${r.said}${whole(r) ? "" : `\n${r.kind}`}`, fill: "var(--panel)" })),
      ].filter(Boolean),
    });
    for (const part of chart.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");  // the whole has one
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", `People ${outcome}, by account: ${rungs.map((r) => `${r.who}: ${r.said}`).join("; ")}`);
    element.append(chart);
  };

  const compared = (element, all) => {
    const rows = all.filter((c) => c.mine && c.theirs).slice(0, 24).map((c, i) => ({ ...c, row: i, name: `${short(c.incident)}, ${c.outcome}` }));
    if (!rows.length) return;
    const most = Math.max(1, ...rows.flatMap((c) => [...c.mine, ...c.theirs]));
    const width = Math.max(340, Math.min(900, element.clientWidth || 640));
    const chart = Plot.plot({
      className: "plot", width, height: 46 + 24 * rows.length, marginLeft: 260, marginRight: 20, marginBottom: 34,
      x: axis(most), y: { type: "band", domain: rows.map((r) => r.row), label: null, tickSize: 0, tickFormat: (i) => rows[i].name },
      marks: [
        Plot.ruleY(rows, { x1: (c) => c.theirs[0], x2: (c) => c.theirs[1], y: "row", strokeWidth: 9, stroke: "var(--line)" }),
        Plot.dot(rows, { x: (c) => c.theirs[0], y: "row", r: 4.5, fill: "var(--paper)", stroke: "var(--quiet)" }),
        Plot.dot(rows, { x: (c) => c.theirs[1], y: "row", r: 4.5, fill: "var(--paper)", stroke: "var(--quiet)" }),
        Plot.ruleY(rows, { x1: (c) => c.mine[0], x2: (c) => c.mine[1], y: "row", strokeWidth: 2.5, stroke: "var(--source)" }),
        Plot.dot(rows, { x: (c) => c.mine[0], y: "row", r: 5, symbol: "diamond", fill: "var(--source)" }),
        Plot.dot(rows, { x: (c) => c.mine[1], y: "row", r: 5, symbol: "diamond", fill: "var(--source)" }),
      ],
    });
    for (const part of chart.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");  // the whole has one
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", "This source’s figures (diamonds) beside those of others (circles); the table below gives them in words.");
    element.append(chart);
  };

  for (const element of document.querySelectorAll("[data-ladder]")) ladder(element, JSON.parse(element.dataset.ladder));
  for (const element of document.querySelectorAll("[data-compared]")) compared(element, JSON.parse(element.dataset.compared));
})();
