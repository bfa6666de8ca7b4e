// Keys of the review: a, c, r, s (and u for links); words selected in the text become the quote.
(function () {
  "use strict";
  var main = document.getElementById("main");

  function openCorrection() {
    var fields = document.getElementById("correction");
    var button = document.getElementById("open-correction");
    if (!fields) { return; }
    fields.hidden = !fields.hidden;
    button.setAttribute("aria-expanded", String(!fields.hidden));
    if (!fields.hidden) { fields.querySelector("select").focus(); }
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.target.closest("input, textarea, select")) { return; }
    var button = main.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("#open-correction")) { openCorrection(); }
  });

  function arrive() {
    var mark = document.querySelector("#review mark");
    if (mark) { mark.scrollIntoView({ block: "center" }); window.scrollTo(0, 0); }
  }
  document.addEventListener("htmx:afterSwap", function () {
    arrive();
    var claim = document.getElementById("the-claim");
    if (claim) { claim.focus({ preventScroll: true }); }
  });
  arrive();

  // Code points from the start of the text: each run of words says where it starts. In a run that is
  // shown otherwise than it stands (signs for control characters) only its start can be told.
  function offsetOf(node, inside) {
    var run = (node.nodeType === 1 ? node : node.parentElement).closest("[data-start]");
    if (!run) { return null; }
    var start = Number(run.dataset.start);
    if ("inexact" in run.dataset) { return start; }
    var range = document.createRange();
    range.setStart(run, 0);
    range.setEnd(node, inside);
    return start + Array.from(range.toString()).length;
  }
  document.addEventListener("selectionchange", function () {
    var fields = document.getElementById("correction");
    var chosen = window.getSelection();
    if (!fields || fields.hidden || chosen.isCollapsed) { return; }
    var range = chosen.getRangeAt(0);
    var start = offsetOf(range.startContainer, range.startOffset);
    var end = offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) { return; }
    fields.querySelector('[name="to_quote_start"]').value = start;
    fields.querySelector('[name="to_quote_end"]').value = end;
  });
}());
