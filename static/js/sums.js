// The running total of fields that belong together: shares of authors, points of a score sheet, the most of criteria.
// Without a script the page shows the total that was saved.
(() => {
  "use strict";

  const hundredths = (text) => {
    const found = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/.exec(text.replace(/[\s%]/g, ""));
    return found ? Number(found[1].replaceAll(".", "")) * 100 + Number((found[2] || "").padEnd(2, "0")) : 0;
  };

  const shown = (value) => {
    const whole = String(Math.floor(value / 100)).replace(/\B(?=(\d{3})+$)/g, ".");
    const fraction = String(value % 100).padStart(2, "0").replace(/0+$/, "");
    return fraction ? `${whole},${fraction}` : whole;
  };

  for (const group of document.querySelectorAll("[data-sum]")) {
    const total = group.querySelector("[data-total]");
    const parts = [...group.querySelectorAll(`[data-part="${group.dataset.sum}"]`)];
    const add = () => {
      const value = parts.reduce((sum, part) => sum + hundredths(part.value), 0);
      total.textContent = shown(value);
      if (total.dataset.needs) total.classList.toggle("off", value !== Number(total.dataset.needs) * 100);
    };
    group.addEventListener("input", add);
    add();
  }
})();
