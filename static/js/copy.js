/* "Sao chép": the text of a field into the clipboard. Without a script the field itself can be copied by hand. */
(() => {
  "use strict";

  const copy = async (field) => {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(field.value);
      return true;
    }
    field.focus();
    field.select();
    return document.execCommand("copy"); /* the office's own network is often plain http */
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    if (!field) continue;
    const said = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      let done = false;
      try {
        done = await copy(field);
      } catch {
        field.select();
      }
      if (said) said.textContent = done ? "Đã sao chép, dán được vào nơi cần gửi." : "Chưa sao chép được, bấm Ctrl + C.";
    });
  }
})();
