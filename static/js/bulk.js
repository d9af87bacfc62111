/* Acts on several rows: the bar appears once a row is chosen and counts what is; and long lists of
   boxes. */
(function () {
  "use strict";

  portal.each("[data-bulk]", function (form) {
    const bar = form.querySelector(".p-bulk");
    const all = form.querySelector("[data-pick-all]");
    const boxes = Array.from(form.querySelectorAll("td.p-pick input"));

    const show = function () {
      const chosen = boxes.filter((box) => box.checked).length;
      boxes.forEach((box) => box.closest("tr").setAttribute("aria-selected", String(box.checked)));
      /* A form whose acts stand below its rows all the time has no bar. */
      if (bar) {
        bar.hidden = chosen === 0;
        bar.querySelector("[data-picked]").textContent = chosen;
      }
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

  /* A long list of boxes to tick: all of them, or none, at once. */
  portal.each("[data-tick-all]", function (button) {
    const list = button.closest(".p-checks");
    const boxes = Array.from(list.querySelectorAll("input[type=checkbox]"));
    const texts = [button.textContent, button.dataset.noneText];

    const say = function () {
      button.textContent = texts[Number(boxes.every((box) => box.checked))];
    };

    button.addEventListener("click", function () {
      const tick = !boxes.every((box) => box.checked);
      boxes.forEach((box) => {
        box.checked = tick;
      });
      list.dispatchEvent(new Event("change", { bubbles: true }));
    });
    list.addEventListener("change", say);
    button.hidden = false;
    say();
  });
})();
