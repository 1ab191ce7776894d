"use strict";
// The list: map, timeline and filters all change the address; whatever comes back is drawn anew.
(() => {
  const form = () => document.getElementById("filters");
  const element = document.getElementById("map");
  const map = window.desk.map.create(element, { boxZoom: true });
  const renderer = L.canvas({ padding: .3 });
  const layer = L.layerGroup().addTo(map);
  const setBox = document.getElementById("box-set"), clearBox = document.getElementById("box-clear"), clearDays = document.getElementById("days-clear");
  let fitted = false;

  const ask = (changes) => {
    for (const [name, value] of Object.entries(changes)) form().elements[name].value = value;
    form().requestSubmit();
  };
  const boxOf = (bounds) => {
    const clip = (v, most) => Math.max(-most, Math.min(most, v)).toFixed(3);
    return [clip(bounds.getWest(), 180), clip(bounds.getSouth(), 90), clip(bounds.getEast(), 180), clip(bounds.getNorth(), 90)].join(",");
  };
  const show = (point) => {
    const [lat, lon, how, count, name] = point;
    const popup = document.createElement("div");
    const said = document.createElement("p");
    said.textContent = `${name || "Here"}: ${count} ${count === 1 ? "incident" : "incidents"}, ${window.desk.map.words[how] || how}`;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Only these";
    const d = how === "cell" ? 1 : .002;
    button.addEventListener("click", () => { map.closePopup(); ask({ box: [lon - d, lat - d, lon + d, lat + d].map((v) => v.toFixed(4)).join(","), placed: "" }); });
    popup.append(said, button);
    L.popup().setLatLng([lat, lon]).setContent(popup).openOn(map);
  };

  const draw = () => {
    const results = document.getElementById("results");
    if (!results.dataset.points) return;
    const { at } = JSON.parse(results.dataset.points);
    layer.clearLayers();
    for (const point of [...at].sort((a, b) => b[3] - a[3])) window.desk.map.draw(layer, point, renderer).on("click", () => show(point));
    const box = results.dataset.box && results.dataset.box.split(",").map(Number);
    if (box) L.rectangle([[box[1], box[0]], [box[3], box[2]]], { renderer, color: getComputedStyle(document.documentElement).getPropertyValue("--chosen"), weight: 1.5, fillOpacity: .06, interactive: false }).addTo(layer);
    clearBox.hidden = !box;
    if (!fitted && at.length) {
      fitted = true;
      const lats = at.map((p) => p[0]), lons = at.map((p) => p[1]);
      const bounds = box ? [[box[1], box[0]], [box[3], box[2]]] : [[Math.min(...lats), Math.min(...lons)], [Math.max(...lats), Math.max(...lons)]];
      map.fitBounds(bounds, { padding: [24, 24], maxZoom: 7 });
    }
    const days = JSON.parse(results.dataset.days);
    const { from, until } = results.dataset;
    window.desk.timeline.draw(document.getElementById("timeline"), days, { from, until }, (first, last) => ask({ from: first, until: last, timed: "" }));
    document.getElementById("bin").textContent = days.bins.length ? `by ${days.unit}` : "";
    const beyond = [[days.before, "earlier"], [days.after, "later"]].filter(([n]) => n).map(([n, word]) => `${n} ${word}`);
    document.getElementById("beyond").textContent = beyond.length ? `; not shown: ${beyond.join(", ")}` : "";
    clearDays.hidden = !(from || until);
  };

  setBox.addEventListener("click", () => ask({ box: boxOf(map.getBounds()), placed: "" }));
  clearBox.addEventListener("click", () => ask({ box: "" }));
  clearDays.addEventListener("click", () => ask({ from: "", until: "" }));
  map.on("boxzoomend", (event) => ask({ box: boxOf(event.boxZoomBounds), placed: "" }));
  document.addEventListener("htmx:configRequest", (event) => {
    const asked = event.detail.parameters;
    for (const name of [...new Set(asked.keys ? asked.keys() : Object.keys(asked))]) if (!asked[name]) delete asked[name];
  });
  document.addEventListener("htmx:afterSettle", draw);
  document.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.xhr.status >= 400) { event.detail.shouldSwap = true; event.detail.isError = false; event.detail.selectOverride = "#results"; } });
  if (window.matchMedia("(max-width: 46rem)").matches) document.getElementById("conditions").open = false;
  let timer = 0;
  window.addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(draw, 200); });
  draw();
})();
