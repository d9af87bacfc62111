/* A day is typed as text; the button opens the browser's own calendar and writes the day back. */
(function () {
  "use strict";

  portal.each("[data-date]", function (box) {
    const text = box.querySelector("input[type=text]");
    const native = box.querySelector("[data-date-native]");
    const button = box.querySelector("[data-date-pick]");
    if (!native.showPicker) {
      return;
    }
    button.hidden = false;
    button.addEventListener("click", function () {
      native.value = /^\d{4}-\d{2}-\d{2}$/.test(text.value) ? text.value : "";
      native.showPicker();
    });
    native.addEventListener("change", function (event) {
      event.stopPropagation();
      text.value = native.value;
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.dispatchEvent(new Event("change", { bubbles: true }));
      text.focus();
    });
  });
})();
