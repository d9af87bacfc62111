/* Acts on several rows: the bar appears once a row is chosen and counts what is. */
(function () {
  "use strict";

  portal.each("[data-bulk]", function (form) {
    const bar = form.querySelector(".p-bulk");
    const all = form.querySelector("[data-pick-all]");
    const boxes = Array.from(form.querySelectorAll("input[name=pick]"));

    const show = function () {
      const chosen = boxes.filter((box) => box.checked).length;
      boxes.forEach((box) => box.closest("tr").setAttribute("aria-selected", String(box.checked)));
      bar.hidden = chosen === 0;
      bar.querySelector("[data-picked]").textContent = chosen;
      if (all) {
        all.checked = chosen > 0 && chosen === boxes.length;
        all.indeterminate = chosen > 0 && chosen < boxes.length;
      }
    };

    form.addEventListener("change", function (event) {
      if (event.target === all) {
        boxes.forEach((box) => {
          box.checked = all.checked;
        });
      }
      show();
    });
    show();
  });
})();
