// A long form saves itself when its writer pauses; the button does the same without a script. What could not be sent
// (the session has ended, the line is down) stays in this browser tab and is offered again when the page comes back,
// with the version that it was typed on: what another has saved meanwhile is compared, never written over.
(() => {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const PAUSE = 2500;
  const said = form.querySelector("[data-said]");
  const store = `tu-luu:${form.dataset.autosave}`;
  const fields = [...form.querySelectorAll("textarea")];
  const beside = [...form.querySelectorAll("[data-kept]")]; // hidden fields that belong to what was typed
  const version = form.elements.version;
  let timer = null;
  let sending = false;
  let stopped = false;
  let pressed = false; // the button has sent it

  const texts = () => Object.fromEntries([...fields, ...beside].map((field) => [field.name, field.value]));
  const keep = () => {
    sessionStorage.setItem(store, JSON.stringify({ texts: texts(), version: version.value, pressed }));
  };
  const say = (words, attend = false) => {
    said.textContent = words;
    said.classList.toggle("attend", attend);
  };

  const send = async () => {
    if (stopped) return;
    if (sending) {
      timer = setTimeout(send, PAUSE);
      return;
    }
    sending = true;
    const typed = JSON.stringify(texts());
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        say("Phiên làm việc đã hết. Đăng nhập lại ở thẻ khác rồi tải lại trang này, phần gõ dở được lấy lại.", true);
        return;
      }
      const told = await answer.json();
      say(told.said, !answer.ok);
      stopped = answer.status === 409 || answer.status === 422;
      if (answer.ok) {
        const whole = typed === JSON.stringify(texts());
        version.value = told.version;
        const saved = JSON.parse(typed);
        for (const field of beside) {
          if (field.dataset.was) field.value = saved[field.dataset.was]; // what it says is what is kept now
        }
        if (whole) sessionStorage.removeItem(store);
        else keep();
      }
    } catch {
      say("Chưa lưu được vì mất kết nối; nội dung vẫn còn ở trang này, sẽ thử lại khi anh, chị gõ tiếp.", true);
    } finally {
      sending = false;
    }
  };

  form.addEventListener("input", () => {
    pressed = false;
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    stopped = pressed = true;
    if (sessionStorage.getItem(store)) keep();
  });

  const differs = (typed, kept) => typed !== undefined && typed.trim().normalize() !== kept.trim().normalize();
  const left = JSON.parse(sessionStorage.getItem(store) || "null");
  const moved = left && left.version !== version.value;
  if (left && left.pressed && moved && "own" in form.dataset) {
    sessionStorage.removeItem(store); // the button's save got through: the newest version is this writer's own
  } else if (left && fields.some((field) => differs(left.texts[field.name], field.value))) {
    for (const field of [...fields, ...beside]) {
      if (left.texts[field.name] !== undefined) field.value = left.texts[field.name];
    }
    version.value = left.version;
    say(
      moved
        ? "Đã lấy lại phần gõ dở, nhưng sau đó đã có bản khác được lưu. Bấm nút lưu để so hai bản rồi chọn."
        : "Đã lấy lại phần gõ dở chưa kịp lưu. Xem lại rồi bấm nút lưu.",
      true,
    );
  }
})();
