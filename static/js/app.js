/* Small comforts; every page works without this file. */
(() => {
  "use strict";

  /* A form is sent once: the button says so, keeps its width, and the second click does nothing. */
  const sending = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (sending.has(form)) {
      event.preventDefault();
      return;
    }
    sending.add(form);
    const button = event.submitter;
    if (!button || !button.classList.contains("btn")) return;
    const width = button.getBoundingClientRect().width;
    button.style.minWidth = `${Math.ceil(width)}px`;
    button.dataset.words = button.innerHTML;
    button.textContent = button.dataset.busy || "Đang lưu…";
    button.setAttribute("aria-busy", "true");
  });

  /* Back from the next page, or a file sent as the answer: the form can be sent again. */
  const rest = (form) => {
    sending.delete(form);
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.innerHTML = button.dataset.words;
      button.removeAttribute("aria-busy");
    }
  };
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(rest));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form");
    if (form) rest(form);
  });

  /* The count of errors takes the focus, so that it is read first; its links go to the fields. */
  const readErrors = (root) => {
    const notice = root.querySelector(".form-errors");
    if (notice) notice.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".form-errors a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const control = field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea");
    (control || field).focus();
  });

  /* Vietnamese words over the browser's own file button. */
  const dressFiles = (root) => {
    for (const pick of root.querySelectorAll(".file-pick:not(.dressed)")) {
      const input = pick.querySelector("input[type=file]");
      const face = pick.querySelector(".file-face");
      if (!input || !face) continue;
      const words = face.querySelector("[data-empty]");
      pick.classList.add("dressed");
      face.hidden = false;
      input.addEventListener("change", () => {
        const names = [...input.files].map((file) => file.name);
        words.textContent = names.length ? names.join(", ") : words.dataset.empty;
      });
    }
  };

  /* Menus of the top bar, and the saved filters, close on Escape and on a click elsewhere. */
  const MENUS = ".topbar details, details.saved";
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll(MENUS)) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest(MENUS)));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && [...document.querySelectorAll(MENUS)].find((menu) => menu.open);
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  /* "8/6/2026" becomes "08/06/2026" when a date field is left; the server understands both. */
  document.addEventListener("change", (event) => {
    const field = event.target;
    const parts = field.placeholder === "dd/mm/yyyy" && /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(field.value.trim());
    if (parts) field.value = `${parts[1].padStart(2, "0")}/${parts[2].padStart(2, "0")}/${parts[3]}`;
  });

  const start = (root) => {
    dressFiles(root);
    readErrors(root);
  };
  start(document);
  document.addEventListener("htmx:afterSwap", (event) => start(event.target));
})();
