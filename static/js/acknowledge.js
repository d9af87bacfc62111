/* The pop-up that must be acknowledged: drawn open by the server, made modal here. Esc does not
   close it; the button sends when every box is ticked. */
(function () {
  "use strict";

  portal.each("dialog[data-must-acknowledge]", function (dialog) {
    const send = dialog.querySelector("[type=submit]");
    const left = dialog.querySelector("[data-left]");
    const boxes = Array.from(dialog.querySelectorAll("input[type=checkbox]"));

    const check = function () {
      const open = boxes.filter((box) => !box.checked).length;
      send.setAttribute("aria-disabled", String(open > 0));
      if (left) {
        left.textContent = open
          ? portal.fill(left.dataset.leftText, { n: open })
          : left.dataset.doneText;
      }
    };

    dialog.removeAttribute("open");
    dialog.showModal();
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    /* A second Esc closes a dialog even where `cancel` was refused. */
    dialog.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        event.preventDefault();
      }
    });
    dialog.addEventListener("change", check);
    dialog.addEventListener("submit", function (event) {
      if (send.getAttribute("aria-disabled") === "true") {
        event.preventDefault();
        dialog.querySelector("input[type=checkbox]:not(:checked)").focus();
      }
    });
    check();
  });
})();
