"use strict";
// Cards: what the page's own lists say of the words under the pointer or the focus, copied beside them.
(() => {
  const card = document.getElementById("card");
  const most = 4;
  let owner = null;

  const copies = (element) => {
    const report = element.closest(".report");
    const refs = (element.dataset.refs || "").split(" ").filter(Boolean);
    const found = refs.map((ref) => document.getElementById(`${report.id}-${ref}`)).filter(Boolean);
    const parts = found.slice(0, most).map((entry) => {
      const part = document.createElement("div");
      const source = entry.matches(".card") ? entry : entry.querySelector(".card");
      const cells = source.tagName === "TR" ? [...source.cells] : [source];
      for (const cell of cells) for (const child of cell.childNodes) part.append(child.cloneNode(true));
      for (const link of part.querySelectorAll("a")) link.tabIndex = -1;
      for (const named of part.querySelectorAll("[id]")) named.removeAttribute("id");
      return part;
    });
    if (found.length > most) {
      const more = document.createElement("div");
      more.className = "more";
      more.textContent = `and ${found.length - most} more here`;
      parts.push(more);
    }
    return parts;
  };

  const light = (element, on) => {
    const first = (element.dataset.refs || "").split(" ")[0];
    if (!first) return;
    for (const other of element.closest(".report").querySelectorAll(".prose [data-refs]")) {
      if (other.dataset.refs.split(" ").includes(first)) other.classList.toggle("lit", on);
    }
  };

  const hide = () => {
    if (owner) { light(owner, false); owner.removeAttribute("aria-describedby"); }
    owner = null;
    card.hidden = true;
  };

  const show = (element) => {
    if (element === owner) return;
    hide();
    const parts = copies(element);
    if (!parts.length) return;
    owner = element;
    card.replaceChildren(...parts);
    card.hidden = false;
    const box = element.getClientRects()[0] || element.getBoundingClientRect();
    const room = document.documentElement.clientWidth - card.offsetWidth - 12;
    const below = box.bottom + card.offsetHeight + 8 < window.innerHeight || box.top < card.offsetHeight + 8;
    card.style.left = `${window.scrollX + Math.max(8, Math.min(box.left, room))}px`;
    card.style.top = `${window.scrollY + (below ? box.bottom + 6 : box.top - card.offsetHeight - 6)}px`;
    element.setAttribute("aria-describedby", "card");
    light(element, true);
  };

  let timer = 0;
  const soon = (act, delay) => { clearTimeout(timer); timer = setTimeout(act, delay); };
  const marked = (node) => (node instanceof Element ? node.closest(".prose [data-refs]") : null);
  document.addEventListener("pointerover", (event) => {
    const element = marked(event.target);
    if (element) soon(() => show(element), 120);
    else if (event.target instanceof Element && event.target.closest("#card")) clearTimeout(timer);
    else if (owner && owner !== document.activeElement) soon(hide, 250);
  });
  document.addEventListener("focusin", (event) => {
    const element = marked(event.target);
    if (element) { clearTimeout(timer); show(element); } else hide();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { clearTimeout(timer); hide(); } });
  const focused = marked(document.activeElement);  // the focus may be there before this script is
  if (focused) show(focused);
})();
