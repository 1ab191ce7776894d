"use strict";
// The map: borders, places of incidents with how exactly they are known, and the box that filters them.
window.desk = window.desk || {};
(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const TOWNS = 5.5;  // from this zoom on towns are named, before it countries
  const reach = { near: 15, admin2: 30, admin1: 90, region: 150, country: 250 };  // km, as wide as such areas often are
  const words = { settlement: "the town or place is known", near: "near this place", admin2: "somewhere in this district", admin1: "somewhere in this province", region: "somewhere in this region", country: "somewhere in this country", cell: "several places around here" };

  const text = (said) => { const element = document.createElement("span"); element.textContent = said; return element; };
  const rings = (feature) => (feature.geometry.type === "Polygon" ? feature.geometry.coordinates : feature.geometry.coordinates.flat());
  // A ring across the 180th meridian goes on beyond it instead of leaping to the other side of the map.
  const whole = (ring) => {
    for (let i = 1; i < ring.length; i++) {
      const leap = ring[i][0] - ring[i - 1][0];
      if (Math.abs(leap) > 180) ring[i] = [ring[i][0] - 360 * Math.sign(leap), ring[i][1]];
    }
  };
  const largest = (feature) => {
    const ring = rings(feature).sort((a, b) => b.length - a.length)[0];
    const lons = ring.map((c) => c[0]), lats = ring.map((c) => c[1]);
    const middle = (v) => (Math.min(...v) + Math.max(...v)) / 2;
    return { at: [middle(lats), middle(lons)], wide: Math.max(...lons) - Math.min(...lons) };
  };

  const borders = async (map) => {
    const world = await (await fetch("/static/vendor/world-50m.json")).json();
    const countries = topojson.feature(world, world.objects.countries);
    countries.features = countries.features.filter((f) => f.properties.name !== "Antarctica");
    for (const f of countries.features) for (const ring of rings(f)) whole(ring);
    const renderer = L.canvas({ pane: "borders", padding: .3 });
    L.geoJSON(countries, { interactive: false, renderer, pane: "borders", style: { color: colour("--border"), weight: .8, fillColor: colour("--land"), fillOpacity: 1 } }).addTo(map);
    const names = countries.features.map((f) => ({ name: f.properties.name, ...largest(f) }));
    const labels = L.layerGroup().addTo(map);
    const label = () => {
      labels.clearLayers();
      if (map.getZoom() < 3 || map.getZoom() >= TOWNS) return;
      const shown = map.getBounds();
      for (const n of names) {
        if (!shown.contains(n.at) || n.wide * 2 ** map.getZoom() < 45) continue;
        const icon = L.divIcon({ className: "name land", html: text(n.name), iconSize: [120, 12] });
        L.marker(n.at, { icon, interactive: false, keyboard: false }).addTo(labels);
      }
    };
    map.on("moveend", label);
    label();
  };

  const towns = (map) => {
    const labels = L.layerGroup().addTo(map);
    let asked = 0;
    const label = async () => {
      const mine = ++asked;
      if (map.getZoom() < TOWNS) { labels.clearLayers(); return; }
      const b = map.getBounds();
      const answer = await fetch(`/towns?box=${[b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((v) => v.toFixed(3)).join(",")}`);
      if (!answer.ok || mine !== asked) return;
      labels.clearLayers();
      const taken = [];
      for (const [name, lat, lon] of await answer.json()) {
        const at = map.latLngToContainerPoint([lat, lon]);
        if (taken.some((o) => Math.abs(o.x - at.x) < 76 && Math.abs(o.y - at.y) < 18)) continue;
        taken.push(at);
        L.circleMarker([lat, lon], { radius: 1.6, weight: 0, fillColor: colour("--quiet"), fillOpacity: 1, interactive: false, pane: "borders", renderer: dots(map) }).addTo(labels);
        L.marker([lat, lon], { icon: L.divIcon({ className: "name town", html: text(name), iconSize: null, iconAnchor: [-4, 6] }), interactive: false, keyboard: false }).addTo(labels);
      }
    };
    map.on("moveend", label);
    label();
  };
  const dots = (map) => (map.dots ??= L.canvas({ pane: "borders", padding: .3 }));

  const create = (element, options) => {
    const map = L.map(element, { preferCanvas: true, worldCopyJump: true, minZoom: 1, maxZoom: 10, zoomSnap: .5, ...options });
    map.attributionControl.setPrefix("Leaflet").addAttribution("borders: Natural Earth, by world-atlas");
    map.setView([20, 20], 2);
    Object.assign(map.createPane("borders").style, { zIndex: 250, pointerEvents: "none" });
    borders(map);
    towns(map);
    return map;
  };

  const draw = (layer, [lat, lon, how, count, name], renderer) => {
    const exact = how === "settlement" || how === "cell";
    const ink = colour("--mark");
    const label = `${name ? name + ": " : ""}${count} ${count === 1 ? "incident" : "incidents"}, ${words[how] || how}`;
    if (reach[how]) L.circle([lat, lon], { radius: reach[how] * 1000, renderer, color: ink, weight: 1, dashArray: "4 4", opacity: .55, fillColor: ink, fillOpacity: .03, interactive: false }).addTo(layer);
    const radius = Math.min(16, 2.6 + 1.35 * Math.sqrt(count));
    const dot = L.circleMarker([lat, lon], { radius, renderer, color: ink, weight: exact ? 1 : 1.5, dashArray: exact ? null : "3 3", fillColor: exact ? ink : colour("--panel"), fillOpacity: exact ? .55 : .7 });
    return dot.bindTooltip(text(label)).addTo(layer);
  };

  window.desk.map = { create, draw, words };

  const small = document.querySelector("#map[data-place]");
  if (!small) return;
  const place = JSON.parse(small.dataset.place);
  const map = create(small, { scrollWheelZoom: false });
  map.setView([place.lat, place.lon], reach[place.precision] > 80 ? 4 : 5.5);
  addEventListener("resize", () => map.invalidateSize());
  draw(map, [place.lat, place.lon, place.precision, 1, place.name], L.canvas());
})();
