/* The control of a unit's year: the slider goes to its day, "play" goes on from day to day.
   Without script the buttons of the form do the same. */
(function () {
  "use strict";
  var form = document.querySelector("[data-replay]");
  if (!form) return;
  var slider = form.querySelector("input[type=range]");
  var play = form.querySelector("[data-replay-play]");
  var next = form.querySelector("[data-replay-next]");
  var MARK = "#play";
  var PACE = 1400;
  slider.addEventListener("change", function () { form.submit(); });
  if (!play || !next) return;
  play.hidden = false;
  var timer = 0;
  function go() { window.location.href = next.href + MARK; }
  function start() {
    play.setAttribute("aria-pressed", "true");
    play.querySelector("span").textContent = play.dataset.pause;
    timer = window.setTimeout(go, PACE);
  }
  function stop() {
    window.clearTimeout(timer);
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    window.location.reload();
  }
  play.addEventListener("click", function () {
    if (play.getAttribute("aria-pressed") === "true") stop(); else go();
  });
  if (window.location.hash === MARK) start();
})();
