// The brush on the timeline: drag, or arrow keys on its two handles. Says which days are chosen by
// the event "days" on the drawing; the days themselves stand in the form's date fields.
(function () {
  "use strict";
  var drawing = document.getElementById("timeline");
  document.querySelectorAll(".ticks span").forEach(function (tick) {
    tick.style.left = tick.dataset.at + "%";
  });
  if (!drawing) { return; }
  var NS = "http://www.w3.org/2000/svg";
  var WIDTH = 1000, EPOCH = 719163; // 1970-01-01 as Python's ordinal
  var first = Number(drawing.dataset.first), last = Number(drawing.dataset.last);
  var days = last - first + 1;
  var since = document.getElementById("since"), until = document.getElementById("until");
  var chosen = { from: ordinal(since.value) || first, to: ordinal(until.value) || last };
  var all = document.getElementById("all-days");

  function ordinal(text) {
    var time = Date.parse(text + "T00:00:00Z");
    return isNaN(time) ? 0 : time / 86400000 + EPOCH;
  }
  function iso(day) { return new Date((day - EPOCH) * 86400000).toISOString().slice(0, 10); }
  function place(day) { return (day - first) / days * WIDTH; }
  function clamp(day) { return Math.max(first, Math.min(last, Math.round(day))); }

  function make(name, attributes) {
    var element = document.createElementNS(NS, name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    drawing.append(element);
    return element;
  }
  var before = make("rect", { "class": "off", y: 0, height: 92, x: 0 });
  var after = make("rect", { "class": "off", y: 0, height: 92 });
  var handles = ["from", "to"].map(function (end) {
    var group = make("g", {
      "class": "handle", tabindex: 0, role: "slider", "aria-label": drawing.dataset[end],
      "aria-valuemin": first, "aria-valuemax": last
    });
    var grip = document.createElementNS(NS, "rect");
    grip.setAttribute("y", 0);
    grip.setAttribute("height", 96);
    grip.setAttribute("width", 4);
    grip.setAttribute("rx", 1.5);
    group.append(grip);
    group.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: -1, ArrowRight: 1, PageDown: -30, PageUp: 30 }[event.key];
      if (event.key === "Home") { step = first - chosen[end]; }
      if (event.key === "End") { step = last - chosen[end]; }
      if (step === undefined) { return; }
      event.preventDefault();
      var day = clamp(chosen[end] + step * (event.shiftKey ? 7 : 1));
      chosen[end] = end === "from" ? Math.min(day, chosen.to) : Math.max(day, chosen.from);
      show();
      soon();
    });
    return group;
  });

  function whole() { return chosen.from <= first && chosen.to >= last; }

  function show() {
    var left = place(chosen.from), right = place(chosen.to + 1);
    before.setAttribute("width", Math.max(0, left));
    after.setAttribute("x", right);
    after.setAttribute("width", Math.max(0, WIDTH - right));
    handles[0].firstChild.setAttribute("x", Math.max(0, left - 4));
    handles[1].firstChild.setAttribute("x", Math.min(WIDTH - 4, right));
    handles.forEach(function (handle, n) {
      var day = n ? chosen.to : chosen.from;
      handle.setAttribute("aria-valuenow", day);
      handle.setAttribute("aria-valuetext", iso(day));
    });
    all.hidden = whole();
  }

  var waiting = 0;
  function soon() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(tell, 250);
    drawing.dispatchEvent(new CustomEvent("days-moving", { detail: range() }));
  }
  function range() {
    return whole() ? { from: null, to: null } : { from: chosen.from, to: chosen.to };
  }
  function tell() {
    since.value = whole() ? "" : iso(chosen.from);
    until.value = whole() ? "" : iso(chosen.to);
    drawing.dispatchEvent(new CustomEvent("days", { detail: range() }));
  }

  var start = null;
  function dayAt(event) {
    var box = drawing.getBoundingClientRect();
    return clamp(first + (event.clientX - box.left) / box.width * days - 0.5);
  }
  drawing.addEventListener("pointerdown", function (event) {
    if (event.button) { return; }
    var handle = event.target.closest(".handle");
    start = handle ? (handle === handles[0] ? chosen.to : chosen.from) : dayAt(event);
    drawing.setPointerCapture(event.pointerId);
    if (!handle) { event.preventDefault(); }
  });
  drawing.addEventListener("pointermove", function (event) {
    if (start === null) { return; }
    var now = dayAt(event);
    chosen = { from: Math.min(start, now), to: Math.max(start, now) };
    show();
    drawing.dispatchEvent(new CustomEvent("days-moving", { detail: range() }));
  });
  drawing.addEventListener("pointerup", function (event) {
    if (start === null) { return; }
    var now = dayAt(event);
    if (now === start && !event.target.closest(".handle")) { // a click: the bar's days
      var bar = document.elementsFromPoint(event.clientX, event.clientY).map(function (e) {
        return e.closest(".bar");
      }).filter(Boolean)[0];
      if (bar) { chosen = { from: clamp(bar.dataset.first), to: clamp(bar.dataset.last) }; }
    }
    start = null;
    show();
    tell();
  });
  [since, until].forEach(function (field) {
    field.addEventListener("change", function () {
      chosen = { from: ordinal(since.value) || first, to: ordinal(until.value) || last };
      if (chosen.from > chosen.to) { chosen.to = chosen.from; }
      show();
      drawing.dispatchEvent(new CustomEvent("days", { detail: range() }));
    });
  });
  all.addEventListener("click", function () {
    chosen = { from: first, to: last };
    show();
    tell();
  });

  // What the map's view holds, as a third bar in each place.
  window.timelineView = function (counts) {
    var most = 0;
    drawing.querySelectorAll(".bar .all").forEach(function (rect) {
      most = Math.max(most, Number(rect.getAttribute("height")));
    });
    var tallest = Number(drawing.dataset.most || 0);
    drawing.querySelectorAll(".bar").forEach(function (bar) {
      var view = bar.querySelector(".view"), number = 0;
      if (counts) {
        for (var day = Number(bar.dataset.first); day <= Number(bar.dataset.last); day += 1) {
          number += counts.get(day) || 0;
        }
      }
      var height = tallest ? number / tallest * most : 0;
      view.setAttribute("height", height);
      view.setAttribute("y", 90 - height);
    });
    document.getElementById("in-view").hidden = !counts;
    drawing.classList.toggle("viewed", Boolean(counts));
  };
  window.timelineDays = range;
  show();
}());
