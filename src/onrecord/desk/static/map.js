"use strict";
// The map: borders, places of incidents with how exactly they are known, and the box that filters them.
window.desk = window.desk || {};
(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const reach = { near: 15, admin2: 30, admin1: 90, region: 150, country: 250 };  // km, as wide as such areas often are
  const words = { settlement: "the town or place is known", near: "near this place", admin2: "somewhere in this district", admin1: "somewhere in this province", region: "somewhere in this region", country: "somewhere in this country", cell: "several places around here" };

  const largest = (feature) => {
    const parts = feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
    const ring = parts.map((p) => p[0]).sort((a, b) => b.length - a.length)[0];
    const lons = ring.map((c) => c[0]), lats = ring.map((c) => c[1]);
    const middle = (v) => (Math.min(...v) + Math.max(...v)) / 2;
    return { at: [middle(lats), middle(lons)], wide: Math.max(...lons) - Math.min(...lons) };
  };

  const borders = async (map) => {
    const world = await (await fetch("/static/vendor/world-50m.json")).json();
    const countries = topojson.feature(world, world.objects.countries);
    const renderer = L.canvas({ padding: .3 });
    L.geoJSON(countries, { interactive: false, renderer, style: { color: colour("--border"), weight: .8, fillColor: colour("--land"), fillOpacity: 1 } }).addTo(map).bringToBack();
    const names = countries.features.map((f) => ({ name: f.properties.name, ...largest(f) }));
    const labels = L.layerGroup().addTo(map);
    const label = () => {
      labels.clearLayers();
      if (map.getZoom() < 3) return;
      const shown = map.getBounds();
      for (const n of names) {
        if (!shown.contains(n.at) || n.wide * 2 ** map.getZoom() < 45) continue;
        const icon = L.divIcon({ className: "name land", html: document.createTextNode(n.name), iconSize: [120, 12] });
        L.marker(n.at, { icon, interactive: false, keyboard: false }).addTo(labels);
      }
    };
    map.on("moveend", label);
    label();
  };

  const create = (element, options) => {
    const map = L.map(element, { preferCanvas: true, worldCopyJump: true, minZoom: 1, maxZoom: 10, zoomSnap: .5, ...options });
    map.attributionControl.setPrefix("Leaflet").addAttribution("borders: Natural Earth, by world-atlas");
    map.setView([20, 20], 2);
    borders(map);
    return map;
  };

  const draw = (layer, [lat, lon, how, count, name], renderer) => {
    const exact = how === "settlement" || how === "cell";
    const ink = colour("--mark");
    const label = `${name ? name + ": " : ""}${count} ${count === 1 ? "incident" : "incidents"}, ${words[how] || how}`;
    if (reach[how]) L.circle([lat, lon], { radius: reach[how] * 1000, renderer, color: ink, weight: 1, dashArray: "4 4", opacity: .55, fillColor: ink, fillOpacity: .03, interactive: false }).addTo(layer);
    const radius = Math.min(22, 3.5 + 2.2 * Math.sqrt(count));
    const dot = L.circleMarker([lat, lon], { radius, renderer, color: ink, weight: exact ? 1 : 1.5, dashArray: exact ? null : "3 3", fillColor: exact ? ink : colour("--panel"), fillOpacity: exact ? .55 : .7 });
    const tip = document.createElement("span");
    tip.textContent = label;
    return dot.bindTooltip(tip).addTo(layer);
  };

  window.desk.map = { create, draw, words };

  const small = document.querySelector("#map[data-place]");
  if (!small) return;
  const place = JSON.parse(small.dataset.place);
  const map = create(small, { scrollWheelZoom: false });
  map.setView([place.lat, place.lon], reach[place.precision] > 80 ? 4 : 5.5);
  draw(map, [place.lat, place.lon, place.precision, 1, place.name], L.canvas());
})();
