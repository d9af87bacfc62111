/* A form is sent once: the buttons rest after the first submit. The server keeps its own token
   against doubles; this only spares the reader the question. */
(function () {
  "use strict";

  const REST = 15000;

  portal.each("form[data-once]", function (form) {
    const buttons = () => Array.from(form.querySelectorAll("[type=submit]"));
    const wake = function () {
      delete form.dataset.sent;
      buttons().forEach((button) => button.removeAttribute("aria-disabled"));
    };

    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      if (event.defaultPrevented) {
        return;
      }
      form.dataset.sent = "1";
      buttons().forEach((button) => button.setAttribute("aria-disabled", "true"));
      setTimeout(wake, REST);
    });
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) {
        wake();
      }
    });
  });
})();
