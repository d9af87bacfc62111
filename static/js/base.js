/* Every page works without script; these files only save steps. No inline handlers and no HTML
   strings (strict CSP). Words shown to people come from data attributes, which templates translate. */
(function () {
  "use strict";

  const root = document.documentElement;
  const starters = [];
  let started = false;

  const portal = {
    /* Run `start` on the whole page and on every part that HTMX puts in later. */
    each(selector, start) {
      const run = function (scope) {
        if (scope.matches && scope.matches(selector)) {
          start(scope);
        }
        scope.querySelectorAll(selector).forEach(start);
      };
      starters.push(run);
      if (started) {
        run(document);
      }
    },

    /* Fill "{name}" in a translated sentence. */
    fill(sentence, values) {
      return sentence.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
    },

    token() {
      return document.querySelector("meta[name=csrf-token]").content;
    },

    css(name) {
      return getComputedStyle(root).getPropertyValue(name).trim();
    },

    /* POST in the background; the server answers 401 instead of a login page. */
    post(url, body, extra) {
      return fetch(url, {
        method: "POST",
        body,
        credentials: "same-origin",
        headers: { "X-CSRFToken": portal.token(), "X-Requested-With": "XMLHttpRequest" },
        ...extra,
      });
    },
  };
  window.portal = portal;

  const start = function () {
    started = true;
    starters.forEach((run) => run(document));
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
  document.addEventListener("htmx:load", function (event) {
    if (started && event.target !== document.body) {
      starters.forEach((run) => run(event.target));
    }
  });
  document.addEventListener("htmx:configRequest", function (event) {
    event.detail.headers["X-CSRFToken"] = portal.token();
  });
  /* The session ended: what the reader asked for leads to sign-in. A part that refreshes by itself
     does not, or it would throw away what is being typed beside it. */
  document.addEventListener("htmx:responseError", function (event) {
    const byItself = (event.target.getAttribute("hx-trigger") || "").includes("every");
    if (event.detail.xhr.status === 401 && !byItself) {
      window.location.reload();
    }
  });

  portal.each("[data-elder-toggle]", function (button) {
    button.addEventListener("click", function (event) {
      event.preventDefault();
      const on = root.toggleAttribute("data-elder");
      const form = button.closest("form");
      button.setAttribute("aria-pressed", String(on));
      if (form) {
        form.elements.elder_mode.value = on ? "1" : "0";
        portal.post(form.action, new URLSearchParams(new FormData(form))).catch(() => {});
        form.elements.elder_mode.value = on ? "0" : "1";
      } else {
        document.cookie = "elder=" + (on ? "on" : "off") + ";path=/;max-age=31536000;samesite=lax";
      }
    });
    button.hidden = false;
  });

  portal.each("[data-reveal]", function (button) {
    const input = document.getElementById(button.dataset.reveal);
    button.hidden = false;
    button.addEventListener("click", function () {
      const show = input.type === "password";
      input.type = show ? "text" : "password";
      button.setAttribute("aria-pressed", String(show));
      button.lastElementChild.textContent = show ? button.dataset.hideText : button.dataset.showText;
    });
  });

  /* On a phone a row of tabs is wider than the screen: begin at the tab that is open. */
  portal.each(".p-tabs [aria-current]", function (tab) {
    const strip = tab.parentElement;
    strip.scrollLeft = tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  });

  portal.each("[data-dismiss]", function (button) {
    button.hidden = false;
    button.addEventListener("click", () => button.closest(".p-note").remove());
  });

  portal.each("[data-print]", function (button) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  portal.each("[data-open-dialog]", function (button) {
    button.addEventListener("click", function () {
      document.getElementById(button.dataset.openDialog).showModal();
    });
  });
  portal.each("dialog [data-close-dialog]", function (button) {
    button.addEventListener("click", () => button.closest("dialog").close());
  });

  portal.each("[data-open-menu]", function (link) {
    const menu = document.getElementById("sidenav");
    link.addEventListener("click", function (event) {
      event.preventDefault();
      const open = menu.classList.toggle("is-open");
      link.setAttribute("aria-expanded", String(open));
      if (open) {
        menu.querySelector("a").focus();
      }
    });
    menu.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        menu.classList.remove("is-open");
        link.setAttribute("aria-expanded", "false");
        link.focus();
      }
    });
  });

  /* On a narrow screen the rows come first: a button unfolds the filters above them. */
  portal.each("[data-fold]", function (button) {
    const part = document.getElementById(button.dataset.fold);
    const fold = function (folded) {
      part.classList.toggle("is-folded", folded);
      button.setAttribute("aria-expanded", String(!folded));
    };
    button.hidden = false;
    button.addEventListener("click", () => fold(!part.classList.contains("is-folded")));
    fold(!part.querySelector(".p-error"));
  });

  /* The page one is on may stand beyond the edge of a narrow screen. */
  portal.each(".p-tabs [aria-current]", function (tab) {
    const tabs = tab.parentElement;
    tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
  });

  /* The summary of errors takes the focus, so that it is read out and seen. */
  portal.each("[data-error-summary]", (summary) => summary.focus());

  /* Countdown: <time data-until="ISO" data-now="server ISO">; the server decides, this displays. */
  portal.each("[data-until]", function (node) {
    const end = Date.parse(node.dataset.until);
    const skew = Date.parse(node.dataset.now) - Date.now();
    const two = (number) => String(number).padStart(2, "0");
    (function tick() {
      const left = Math.max(0, Math.round((end - Date.now() - skew) / 1000));
      node.textContent = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60]
        .map(two)
        .join(":");
      if (left > 0) {
        setTimeout(tick, 1000);
      }
    })();
  });
})();
