// Drafting: drag a task to another place (the buttons do the same without a script), months only where they count,
// and the paper scrolled to what is being written.
(() => {
  "use strict";

  const form = document.getElementById("chuyen");
  let dragged = null;

  const clear = () => document.querySelectorAll(".drop-before, .drop-after").forEach((item) => item.classList.remove("drop-before", "drop-after"));

  const isAbove = (item, y) => {
    const box = item.getBoundingClientRect();
    return y < box.top + box.height / 2;
  };

  const drop = (item, above) => {
    const list = item.closest(".draft-tasks");
    let next = above ? item : item.nextElementSibling;
    if (!next) {
      const lists = [...document.querySelectorAll(".draft-tasks[data-group]")];
      const later = lists[lists.indexOf(list) + 1];
      next = later ? later.firstElementChild : null;
    }
    if (next === dragged) return;
    for (const [name, value] of [["truoc", next ? next.dataset.task : ""], ["nhom", list.dataset.group]]) {
      form.elements[name].disabled = false;
      form.elements[name].value = value;
    }
    form.action = dragged.dataset.move;
    form.submit();
  };

  if (form) {
    for (const item of document.querySelectorAll(".draft-tasks > li[data-task]:not(.open)")) {
      const grip = item.querySelector(".grip");
      grip.hidden = false;
      grip.addEventListener("mousedown", () => { item.draggable = true; });
      grip.addEventListener("mouseup", () => { item.draggable = false; });
      item.addEventListener("dragstart", (event) => {
        dragged = item;
        item.classList.add("dragged");
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", item.dataset.task);
      });
      item.addEventListener("dragend", () => {
        item.draggable = false;
        item.classList.remove("dragged");
        clear();
      });
    }
    for (const item of document.querySelectorAll(".draft-tasks > li[data-task]")) {
      item.addEventListener("dragover", (event) => {
        if (!dragged || dragged === item) return;
        event.preventDefault();
        clear();
        item.classList.add(isAbove(item, event.clientY) ? "drop-before" : "drop-after");
      });
      item.addEventListener("drop", (event) => {
        if (!dragged || dragged === item) return;
        event.preventDefault();
        drop(item, isAbove(item, event.clientY));
      });
    }
  }

  const period = document.getElementById("id_period");
  const months = document.querySelector(".months");
  if (period && months) {
    const show = () => { months.hidden = period.value !== "RANGE"; };
    period.addEventListener("change", show);
    show();
  }

  const tab = document.querySelector(".tabs [aria-current]");
  if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - 40;

  const view = document.querySelector(".desk-view");
  const current = view && view.querySelector(".current");
  if (current && view.scrollHeight > view.clientHeight) {
    view.scrollTop = current.getBoundingClientRect().top - view.getBoundingClientRect().top - view.clientHeight / 3;
  }
})();
