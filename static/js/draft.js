/* A draft survives a lost connection and an expired login.
   <form data-draft-url data-draft-key data-draft-stamp>: each change is kept on the device at once
   and sent to the server a few seconds later. A copy newer than the server's is put back. When the
   form is sent, its copy is marked; it is thrown away on the next page that is not this form. */
(function () {
  "use strict";

  const WAIT = 3000;
  const RETRY = 10000;
  const PREFIX = "draft:";
  const SENT = "draft-sent:";

  const store = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(PREFIX + key));
      } catch (error) {
        return null;
      }
    },
    write(key, value) {
      try {
        localStorage.setItem(PREFIX + key, JSON.stringify(value));
      } catch (error) {
        /* A full or closed store leaves the server's copy. */
      }
    },
    drop(key) {
      localStorage.removeItem(PREFIX + key);
    },
  };

  const skipped = new Set(["file", "password", "submit", "button", "image", "reset"]);
  const kept = (field) =>
    field.name && field.name !== "csrfmiddlewaretoken" && !skipped.has(field.type);
  const chosen = (field) =>
    (field.type !== "checkbox" && field.type !== "radio") || field.checked;

  const values = function (form) {
    return Array.from(form.elements)
      .filter((field) => kept(field) && field.type !== "hidden" && chosen(field))
      .flatMap((field) =>
        field.type === "select-multiple"
          ? Array.from(field.selectedOptions, (option) => [field.name, option.value])
          : [[field.name, field.value]],
      );
  };

  const putBack = function (form, pairs) {
    const byName = new Map();
    pairs.forEach(([name, value]) => byName.set(name, [...(byName.get(name) || []), value]));
    Array.from(form.elements)
      .filter((field) => kept(field) && field.type !== "hidden")
      .forEach(function (field) {
        const found = byName.get(field.name) || [];
        if (field.type === "checkbox" || field.type === "radio") {
          field.checked = found.includes(field.value);
        } else if (field.type === "select-multiple") {
          Array.from(field.options).forEach((option) => {
            option.selected = found.includes(option.value);
          });
        } else if (found.length) {
          field.value = found.shift();
        }
      });
  };

  const sheet = function (form) {
    const key = form.dataset.draftKey;
    const state = document.querySelector("[data-draft-state]");
    let timer = 0;
    let sending = false;
    let dirty = false;

    const say = function (text, link) {
      if (!state) {
        return;
      }
      state.textContent = text;
      if (link) {
        const anchor = document.createElement("a");
        anchor.href = link;
        anchor.textContent = state.dataset.signIn;
        state.append(" ", anchor);
      }
      state.classList.toggle("is-warning", Boolean(link) || text === state.dataset.offline);
    };

    const later = function (wait) {
      clearTimeout(timer);
      timer = setTimeout(send, wait);
    };

    const answered = async function (response) {
      if (response.status === 401 || response.redirected) {
        say(state ? state.dataset.signedOut : "", window.location.href);
        return;
      }
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      const reply = await response.json();
      form.dataset.draftStamp = reply.stamp || "";
      if (!dirty) {
        store.drop(key);
      }
      say(state ? portal.fill(state.dataset.saved, { time: reply.saved_at }) : "");
    };

    const send = async function () {
      if (sending || !dirty) {
        return;
      }
      sending = true;
      dirty = false;
      const body = new FormData(form);
      Array.from(form.querySelectorAll("input[type=file]")).forEach((input) =>
        body.delete(input.name),
      );
      try {
        await answered(await portal.post(form.dataset.draftUrl, body));
      } catch (error) {
        dirty = true;
        if (state) {
          say(error instanceof TypeError ? state.dataset.offline : state.dataset.failed);
        }
        later(RETRY);
      } finally {
        sending = false;
      }
      if (dirty) {
        later(WAIT);
      }
    };

    const changed = function () {
      dirty = true;
      store.write(key, { at: new Date().toISOString(), values: values(form) });
      later(WAIT);
    };

    const copy = store.read(key);
    const stamp = Date.parse(form.dataset.draftStamp || "") || 0;
    if (copy && Date.parse(copy.at) > stamp) {
      putBack(form, copy.values);
      say(state ? state.dataset.restored : "");
      dirty = true;
      later(WAIT);
    }
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    window.addEventListener("online", () => later(0));
    form.addEventListener("submit", function (event) {
      if (!event.defaultPrevented) {
        clearTimeout(timer);
        dirty = false;
        sessionStorage.setItem(SENT + key, "1");
      }
    });
  };

  portal.each("form[data-draft-url]", sheet);

  /* Copies of forms that were sent and accepted: this page is another one. */
  const accepted = function () {
    const here = new Set(
      Array.from(document.querySelectorAll("form[data-draft-key]"), (form) => form.dataset.draftKey),
    );
    /* The sign-in page and the pages for refusals and errors mean that nothing was accepted. */
    const refused = document.querySelector("[data-nothing-accepted]");
    Object.keys(sessionStorage)
      .filter((name) => name.startsWith(SENT))
      .forEach(function (name) {
        const key = name.slice(SENT.length);
        sessionStorage.removeItem(name);
        if (!refused && !here.has(key)) {
          store.drop(key);
        }
      });
  };
  accepted();
})();
