// Keys that work on every page, and words that say that something is loading or failed.
(function () {
  "use strict";
  var PLACES = { o: "/", e: "/events", d: "/disputed", c: "/claims", s: "/sources", b: "/brief", r: "/review" };
  var went = 0; // when g was pressed

  function typing(target) {
    return target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  function step(direction) {
    var items = Array.prototype.slice.call(document.querySelectorAll(".claim, .event, table.list tbody tr"));
    if (!items.length) { return; }
    var now = items.findIndex(function (item) { return item.contains(document.activeElement); });
    var next = items[Math.max(0, Math.min(items.length - 1, now + direction))];
    var link = next.querySelector("a[href]");
    if (link) { link.focus(); next.scrollIntoView({ block: "nearest" }); }
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    if (Date.now() - went < 1200 && PLACES[event.key]) {
      went = 0;
      event.preventDefault();
      event.stopImmediatePropagation();
      location.href = PLACES[event.key];
    } else if (event.key === "g") {
      went = Date.now();
    } else if (event.key === "/") {
      event.preventDefault();
      document.getElementById("find").focus();
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    }
  }, true);

  // htmx takes answers of a bad filter, too: they say what is wrong with it.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status === 400) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.verb !== "get") { return; }
    var parameters = event.detail.parameters; // addresses without empty filters can be read
    Array.from(parameters.keys()).forEach(function (name) {
      if (!parameters.get(name)) { parameters.delete(name); }
    });
  });
  function failed(event) {
    var place = event.detail.target || document.getElementById("main");
    var words = document.createElement("p");
    words.className = "problem";
    words.setAttribute("role", "alert");
    words.textContent = document.body.dataset.failed;
    place.prepend(words);
  }
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:timeout", failed);
}());
