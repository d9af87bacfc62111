/* The search box of the top bar: "/" gets there, the first results drop down under it, the arrow
   keys choose, Enter opens. Without script the box is a plain form. */
(function () {
  "use strict";

  portal.each("form[data-search]", function (form) {
    const input = form.querySelector("[data-search-input]");
    const list = form.querySelector("[role=listbox]");
    const status = form.querySelector("[data-search-status]");
    const options = () => Array.from(list.querySelectorAll("a[role=option]"));
    const chosen = () => list.querySelector("[aria-selected=true]");

    const show = function (open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) {
        choose(null);
      }
    };
    const choose = function (option) {
      options().forEach((each) => each.setAttribute("aria-selected", String(each === option)));
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    };
    const step = function (by) {
      const all = options();
      const next = all.indexOf(chosen()) + by;
      choose(all[next < -1 ? all.length - 1 : next] || null);
    };

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    show(false);

    list.addEventListener("htmx:afterSwap", function () {
      const count = options().filter((each) => !each.classList.contains("is-all")).length;
      const typed = input.value.trim() !== "";
      show(typed && document.activeElement === input);
      status.textContent = typed
        ? portal.fill(count ? status.dataset.some : status.dataset.none, { n: count })
        : "";
    });
    input.addEventListener("keydown", function (event) {
      const picked = chosen();
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        show(false);
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        show(list.childElementCount > 0 && input.value.trim() !== "");
        step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && picked && !list.hidden) {
        event.preventDefault();
        picked.click();
      }
    });
    input.addEventListener("focus", function () {
      show(list.childElementCount > 0 && input.value.trim() !== "");
    });
    form.addEventListener("focusout", function (event) {
      if (!form.contains(event.relatedTarget)) {
        show(false);
      }
    });
    /* A click on a result must not take the focus away first and close the list under it. */
    list.addEventListener("mousedown", (event) => event.preventDefault());

    document.addEventListener("keydown", function (event) {
      const writes = event.target.closest(
        "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"
      );
      const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (plain && !writes && !document.querySelector("dialog[open]")) {
        event.preventDefault();
        /* A narrow window has no box in its top bar; the page of the search has its own. */
        const box = input.offsetParent ? input : document.getElementById("q");
        if (box) {
          box.focus();
          box.select();
        } else {
          location.assign(form.action);
        }
      }
    });
  });
})();
