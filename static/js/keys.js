/* Keyboard shortcuts. Never while something is typed, and not loaded at all for whoever switched them off. */
(() => {
  "use strict";

  const { card, find, ...places } = document.currentScript.dataset; /* goV: the page that "g", "v" opens */
  const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
  const ROWS = ".list tbody tr, .plan tbody tr:not(.quarter), ul.work > li";
  const PATIENCE = 1500; /* between "g" and its letter */
  let went = -PATIENCE; /* when "g" was pressed, in the page's own time, which begins at 0 */

  /* A field, an input method at work (Telex, VNI: its keys belong to the letter it is making), keys of the browser. */
  const isTyping = (event) =>
    event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey ||
    event.target.closest?.(FIELDS) || document.querySelector("dialog[open]");

  const shown = (element) => element && element.getClientRects().length > 0;

  const toSearch = () => {
    const field = document.getElementById("tim-nhanh");
    if (shown(field)) field.focus();
    else window.location.assign(find);
  };

  const toReport = () => {
    const link = document.querySelector("a[data-key=n]");
    if (shown(link)) link.click();
  };

  /* The row's own link takes the focus, so that Enter opens it and a screen reader reads it. */
  const step = (by) => {
    const links = [...document.querySelectorAll(ROWS)].map((row) => row.querySelector("a[href]")).filter(shown);
    if (!links.length) return;
    const row = document.activeElement.closest(ROWS);
    const at = links.findIndex((link) => row && row.contains(link));
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1);
    links[next].focus({ preventScroll: true });
    links[next].scrollIntoView({ block: "nearest" });
  };

  const build = (content) => {
    const dialog = document.createElement("dialog");
    dialog.className = "keys-dialog";
    dialog.setAttribute("aria-labelledby", "phim-tat");
    dialog.innerHTML = '<form method="dialog"><h2 id="phim-tat">Phím tắt</h2><button class="btn btn-link">Đóng</button></form>';
    dialog.insertAdjacentHTML("beforeend", content); /* our own page, same address */
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
  };

  const toCard = async () => {
    try {
      const answer = await fetch(card, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const content = await answer.text();
      if (!document.querySelector("dialog[open]")) build(content);
    } catch {
      window.location.assign(card);
    }
  };

  const ACTS = { "/": toSearch, "?": toCard, n: toReport, j: () => step(1), k: () => step(-1) };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isTyping(event)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Shift") return;
    const place = event.timeStamp - went < PATIENCE && places[`go${key.toUpperCase()}`];
    const letter = event.shiftKey && /[a-z]/.test(key);
    went = -PATIENCE;
    if (place) {
      event.preventDefault();
      window.location.assign(place);
    } else if (key === "g" && !letter && !event.repeat) {
      went = event.timeStamp;
    } else if (Object.hasOwn(ACTS, key) && !letter && (!event.repeat || "jk".includes(key))) {
      event.preventDefault();
      ACTS[key]();
    }
  });
})();
