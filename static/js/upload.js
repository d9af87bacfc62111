/* Each chosen file is sent alone and at once, with its progress, its digest tick and a button to
   take it away. Without script the input goes with the form as plain multipart. */
(function () {
  "use strict";

  const size = (bytes) =>
    bytes < 1048576
      ? Math.max(1, Math.round(bytes / 1024)) + " KB"
      : (bytes / 1048576).toFixed(1) + " MB";
  const short = (digest) =>
    digest.length > 16 ? digest.slice(0, 8) + "…" + digest.slice(-6) : digest;

  const send = function (box, file, slot, progress) {
    return new Promise(function (resolve, reject) {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("file", file);
      body.append("slot", slot);
      request.open("POST", box.dataset.uploadUrl);
      request.setRequestHeader("X-CSRFToken", portal.token());
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.upload.addEventListener("progress", function (event) {
        if (event.lengthComputable) {
          progress.value = Math.round((event.loaded / event.total) * 100);
        }
      });
      request.addEventListener("load", () => resolve(request));
      request.addEventListener("error", reject);
      request.send(body);
    });
  };

  const reply = function (request) {
    try {
      return JSON.parse(request.responseText);
    } catch (error) {
      return {};
    }
  };

  const accepted = function (row, answer, words) {
    const hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = "attachments";
    hidden.value = answer.id;
    row.append(hidden);
    row.querySelector("[data-facts]").textContent = [
      size(answer.size),
      words.slot,
      "SHA-256 " + short(answer.digest || ""),
    ]
      .filter(Boolean)
      .join("　");
    const tick = row.querySelector("[data-tick]");
    tick.lastElementChild.textContent = words.checked;
    tick.hidden = false;
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const refused = function (row, text) {
    const fault = row.querySelector("[data-fault]");
    row.classList.add("is-bad");
    row.querySelector("[data-facts]").textContent = text;
    fault.hidden = false;
  };

  portal.each("[data-upload-url]", function (box) {
    const input = box.querySelector("input[type=file]");
    const list = box.querySelector("[data-upload-list]");
    const slots = box.querySelector("[data-upload-slot]");
    const pattern = box.querySelector("[data-upload-row]");

    const add = async function (file) {
      const slot = slots ? slots.value : "";
      const row = pattern.content.firstElementChild.cloneNode(true);
      const progress = row.querySelector("progress");
      const remove = row.querySelector("[data-upload-remove]");
      row.querySelector("[data-name]").textContent = file.name;
      row.querySelector("[data-facts]").textContent = box.dataset.uploading;
      progress.setAttribute("aria-label", file.name);
      remove.setAttribute("aria-label", portal.fill(box.dataset.remove, { name: file.name }));
      remove.addEventListener("click", function () {
        if (remove.dataset.url) {
          portal.post(remove.dataset.url, new URLSearchParams()).catch(() => {});
        }
        row.remove();
        list.dispatchEvent(new Event("change", { bubbles: true }));
      });
      list.append(row);
      try {
        const request = await send(box, file, slot, progress);
        const answer = reply(request);
        if (request.status >= 300 || !answer.id) {
          refused(row, answer.error || box.dataset.failed);
        } else {
          remove.dataset.url = answer.remove_url || "";
          accepted(row, answer, {
            checked: box.dataset.checked,
            slot: slots ? slots.selectedOptions[0].textContent : "",
          });
        }
      } catch (error) {
        refused(row, navigator.onLine ? box.dataset.failed : box.dataset.offline);
        if (!navigator.onLine) {
          window.addEventListener("online", () => (row.remove(), add(file)), { once: true });
        }
      } finally {
        progress.remove();
      }
    };

    input.addEventListener("change", function (event) {
      event.stopPropagation();
      const files = Array.from(input.files);
      /* The files are on their way; the form must not send them a second time. */
      input.value = "";
      files.reduce((before, file) => before.then(() => add(file)), Promise.resolve());
    });
    list.addEventListener("click", async function (event) {
      const button = event.target.closest("[data-remove-url]");
      if (!button) {
        return;
      }
      event.preventDefault();
      await portal.post(button.dataset.removeUrl, new URLSearchParams()).catch(() => {});
      button.closest(".p-file").remove();
      list.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });

  /* A drop place without background upload names what was chosen. */
  portal.each(".p-drophere [data-chosen]", function (note) {
    const input = note.parentElement.querySelector("input[type=file]");
    input.addEventListener("change", function () {
      const names = Array.from(input.files, (file) => file.name);
      note.textContent =
        names.length === 1 ? names[0] : portal.fill(note.dataset.chosenText, { n: names.length });
    });
  });
})();
