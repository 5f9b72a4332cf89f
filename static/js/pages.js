/* A paper on the screen sheet by sheet, parted where its print is parted; without a script it stands in one piece.
   The browser parts it by the rules of paper.css (columns as tall as a page); here only the turning. */
(() => {
  "use strict";

  const turnable = (desk) => {
    const paper = desk.querySelector(".paper");
    return paper && !paper.matches(".landscape, .listing") && !paper.querySelector(".landscape") ? paper : null;
  };

  const open = (desk, turn) => {
    const paper = turnable(desk);
    if (!paper) return;
    const sheets = document.createElement("div");
    sheets.className = "sheets-in-row";
    paper.replaceWith(sheets);
    sheets.append(paper);
    desk.classList.add("one-sheet");

    const [back, on] = turn.querySelectorAll("button");
    const said = turn.querySelector("[data-said]");
    const count = () => Math.max(1, Math.round(sheets.scrollWidth / sheets.clientWidth));
    const sheetOf = (element) => Math.floor((element.getBoundingClientRect().left - sheets.getBoundingClientRect().left + sheets.scrollLeft) / sheets.clientWidth) + 1;
    let shown = 1;
    let width = 0;

    const say = () => {
      said.textContent = `trang ${shown}/${count()}`;
      back.disabled = shown === 1;
      on.disabled = shown === count();
    };
    const show = (sheet) => {
      shown = Math.min(Math.max(sheet, 1), count());
      width = sheets.clientWidth;
      sheets.scrollLeft = (shown - 1) * width;
      desk.dataset.sheet = shown;
      say();
    };

    back.addEventListener("click", () => show(shown - 1));
    on.addEventListener("click", () => show(shown + 1));
    sheets.addEventListener("scroll", () => { /* a search of the browser or the Tab key went to another sheet */
      if (sheets.clientWidth !== width) return; /* the window changed: the observer below shows the same sheet */
      const sheet = Math.round(sheets.scrollLeft / width) + 1;
      if (sheet !== shown) show(sheet);
    });
    new ResizeObserver(() => show(shown)).observe(sheets);
    turn.hidden = false;
    const current = paper.querySelector(".current");
    show(current ? sheetOf(current) : 1);
  };

  for (const turn of document.querySelectorAll("[data-turns]")) {
    const desk = document.getElementById(turn.dataset.turns);
    if (desk) open(desk, turn);
  }
})();
