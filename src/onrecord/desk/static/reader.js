"use strict";
// The reader: notes beside their lines, joined to them, and values that lead to their words.
(() => {
  const prose = document.getElementById("prose");
  const notes = document.querySelector(".notes");
  const joins = document.querySelector(".joins");
  const sheet = document.querySelector(".sheet");
  const svg = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const narrow = window.matchMedia("(max-width: 46rem)");
  const all = [...notes.children];
  const paths = new Map();

  const place = () => {
    joins.replaceChildren();
    paths.clear();
    notes.classList.toggle("placed", !narrow.matches && all.length > 0);
    if (narrow.matches || !all.length) { notes.style.height = ""; return; }
    const frame = sheet.getBoundingClientRect();
    const right = prose.getBoundingClientRect().right - frame.left;
    const left = notes.getBoundingClientRect().left - frame.left;
    const chips = all.map((note) => document.getElementById(`t-${note.dataset.claim}`)?.getBoundingClientRect());
    const heights = all.map((note) => note.offsetHeight);
    let below = 0;
    all.forEach((note, i) => {
      const line = chips[i] ? chips[i].top - frame.top : below;
      const top = Math.max(line - 4, below);
      note.style.top = `${top}px`;
      below = top + heights[i] + 6;
      if (!chips[i]) return;
      const path = svg("path");
      const y = line + chips[i].height / 2, to = top + 10;
      path.setAttribute("d", `M${right + 3} ${y} C${right + 20} ${y} ${left - 18} ${to} ${left} ${to}`);
      joins.append(path);
      paths.set(note.dataset.claim, path);
    });
    notes.style.height = `${below}px`;
  };

  const light = (claim, on) => {
    const note = document.getElementById(`n-${claim}`);
    if (!note) return;
    note.classList.toggle("on", on);
    paths.get(claim)?.classList.toggle("on", on);
    for (const part of prose.querySelectorAll(`[data-refs~="${CSS.escape(claim)}"]`)) part.classList.toggle("lit", on);
    document.getElementById(`c${note.dataset.mention}`)?.classList.toggle("lit", on);
  };
  let lit = null;
  const only = (claim) => {
    if (claim === lit) return;
    if (lit) light(lit, false);
    lit = claim;
    if (lit) light(lit, true);
  };
  const claimAt = (node) => {
    const near = node instanceof Element && node.closest("[data-claim], .prose [data-refs]");
    if (!near) return null;
    return near.dataset.claim || near.dataset.refs.split(" ").find((ref) => document.getElementById(`n-${ref}`)) || null;
  };
  sheet.addEventListener("pointerover", (event) => only(claimAt(event.target)));
  sheet.addEventListener("pointerleave", () => only(null));
  sheet.addEventListener("focusin", (event) => only(claimAt(event.target)));

  const mark = (start, end) => {
    for (const part of prose.querySelectorAll(".here")) part.classList.remove("here");
    const parts = [...prose.querySelectorAll(".seg")].filter((part) => +part.dataset.start < end && +part.dataset.end > start);
    for (const part of parts) part.classList.add("here");
    if (!parts.length) return;
    const smooth = window.matchMedia("(prefers-reduced-motion: no-preference)").matches;
    parts[0].scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
    const address = new URL(location.href);
    address.searchParams.delete("event");
    address.searchParams.set("mark", `${start}-${end}`);
    address.hash = parts[0].id;
    history.replaceState(null, "", address);
  };
  document.addEventListener("click", (event) => {
    const cite = event.target instanceof Element && event.target.closest("a.cite[data-start]");
    if (!cite || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    mark(+cite.dataset.start, +cite.dataset.end);
  });

  place();
  document.fonts?.ready.then(place);
  for (const box of document.querySelectorAll(".layers input")) box.addEventListener("change", place);
  let timer = 0;
  window.addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(place, 150); });
  const here = prose.querySelector(".here");
  if (here) here.scrollIntoView({ block: "center" });
})();
