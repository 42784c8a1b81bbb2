"use strict";
// Filters of the gallery. Their state is the URL's fragment (#fault=...&leaf=...&text=...), so that a view can be linked to.
(() => {
  const gallery = document.getElementById("gallery");
  if (!gallery) return;
  const cards = [...gallery.querySelectorAll(".card")];
  const faults = new Map(cards.map((card) => [card, JSON.parse(card.dataset.faults)]));
  const inputs = ["fault", "leaf", "text"].map((name) => gallery.querySelector(`[name=${name}]`));
  const count = document.getElementById("shown");

  const fits = (card, fault, leaf, text) =>
    (!fault || (fault === "-" ? !faults.get(card).length : faults.get(card).includes(fault))) &&
    (!leaf || card.dataset.leaf === leaf) &&
    (!text || card.textContent.toLowerCase().includes(text.toLowerCase()));

  const show = () => {
    const wanted = inputs.map((input) => input.value);
    let shown = 0;
    for (const card of cards) {
      card.hidden = !fits(card, ...wanted);
      if (!card.hidden) shown += 1;
    }
    count.textContent = `${shown} of ${cards.length} shown`;
  };

  const read = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const input of inputs) input.value = state.get(input.name) ?? "";
    for (const input of inputs) if (input.selectedIndex === -1) input.value = "";  // no such choice
    show();
  };

  const write = () => {
    const state = new URLSearchParams(inputs.filter((i) => i.value).map((i) => [i.name, i.value]));
    history.replaceState(null, "", `#${state.size ? state : "gallery"}`);
    show();
  };

  for (const input of inputs) input.addEventListener("input", write);
  addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return;
    read();
    gallery.scrollIntoView();
  });
  read();
})();
