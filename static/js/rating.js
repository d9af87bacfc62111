/* Rating without the mouse: digits choose a grade, Ctrl and Enter send the form. */
(function () {
  "use strict";

  portal.each("form[data-rating]", function (form) {
    const grades = Array.from(form.querySelectorAll("input[name=grade]"));

    document.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])")) {
        return;
      }
      const chosen = grades[Number(event.key) - 1];
      if (chosen) {
        chosen.checked = true;
        chosen.focus();
      }
    });
  });
})();
