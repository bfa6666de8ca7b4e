// Links words and records both ways, filters, and shows a card where claims overlap.
// Everything below works on marks and records that are already in the page.
(function () {
  "use strict";
  var all = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };
  var records = {}; // key -> <li>
  all(".record").forEach(function (record) { records[record.dataset.key] = record; });
  var marks = all("mark");
  var marksOf = {}; // key -> its marks
  marks.forEach(function (mark) {
    keysOf(mark).forEach(function (key) { (marksOf[key] = marksOf[key] || []).push(mark); });
  });
  var wordsOf = {}; // key -> [[field, element]]
  all("[data-evidence]").forEach(function (element) {
    element.dataset.evidence.split(" ").forEach(function (token) {
      var at = token.indexOf("-");
      var key = token.slice(at + 1);
      (wordsOf[key] = wordsOf[key] || []).push([token.slice(0, at), element]);
    });
  });
  var card = document.getElementById("card");
  var opener = null; // where focus goes back to when the card closes
  var selected = null;
  var hot = [];

  // Words of ours in the page's language, where it gives them.
  function phrase(name, english) { return (card && card.dataset[name]) || english; }

  function keysOf(mark) { return mark.dataset.claims.split(" "); }
  function shown(key) { return !records[key].hidden; }
  function refOf(key) { return document.querySelector('.ref[data-claim="' + key + '"]'); }

  function select(key) {
    if (selected) { paint(selected, false); }
    selected = key;
    paint(key, true);
  }

  function paint(key, on) {
    records[key].classList.toggle("on", on);
    (marksOf[key] || []).forEach(function (mark) { mark.classList.toggle("on", on); });
    var ref = refOf(key);
    if (ref) { ref.classList.toggle("on", on); }
    (wordsOf[key] || []).forEach(function (pair) {
      var field = pair[0].replace(/\d+$/, "");
      pair[1].classList.toggle(field === "source" || field === "cue" ? field : "evidence", on);
    });
  }

  function heat(keys) {
    hot.forEach(function (element) { element.classList.remove("hot"); });
    hot = [];
    keys.forEach(function (key) {
      hot.push(records[key]);
      hot = hot.concat(marksOf[key] || []);
    });
    hot.forEach(function (element) { element.classList.add("hot"); });
  }

  function narrow() { return window.matchMedia("(max-width: 56rem)").matches; }

  function scrollWithin(pane, item) {
    if (narrow() || pane.scrollHeight <= pane.clientHeight) { return; }
    pane.scrollTop += item.getBoundingClientRect().top - pane.getBoundingClientRect().top - 40;
  }

  // Show one record: in the list beside the text, or on a card where the list is out of sight.
  function show(key, from) {
    select(key);
    if (narrow()) {
      var copy = records[key].cloneNode(true);
      copy.removeAttribute("id");
      copy.querySelector("details").open = true;
      open([copy], from, phrase("claim", "Claim") + " " + records[key].querySelector(".n").textContent);
      return;
    }
    close(false);
    records[key].querySelector("details").open = true;
    scrollWithin(records[key].closest(".records"), records[key]);
  }

  function choose(keys, from) {
    var choices = keys.map(function (key) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "choice s-" + records[key].dataset.slot;
      var who = records[key].querySelector(".who").cloneNode(true);
      var quote = document.createElement("span");
      quote.className = "quote";
      quote.textContent = records[key].querySelector(".quote").textContent;
      button.append(who, quote);
      button.addEventListener("click", function () { show(key, from); });
      button.addEventListener("mouseenter", function () { heat([key]); });
      button.addEventListener("focus", function () { heat([key]); });
      return button;
    });
    open(choices, from, phrase("many", "Claims on these words") + ": " + keys.length);
  }

  function open(content, from, title) {
    opener = from;
    card.textContent = "";
    var button = document.createElement("button");
    button.type = "button";
    button.className = "close";
    button.textContent = "Close";
    button.addEventListener("click", function () { close(true); });
    var heading = document.createElement("h3");
    heading.textContent = title;
    card.append(button, heading);
    content.forEach(function (item) { card.append(item); });
    card.hidden = false;
    var at = from.getClientRects()[0] || from.getBoundingClientRect();
    if (narrow()) {
      card.style.left = card.style.top = "";
    } else {
      var left = Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 16);
      card.style.left = Math.max(8, left) + window.scrollX + "px";
      card.style.top = from.getBoundingClientRect().bottom + window.scrollY + 4 + "px";
    }
    card.scrollTop = 0;
    card.focus({ preventScroll: true });
  }

  function close(giveBack) {
    if (card.hidden) { return; }
    card.hidden = true;
    heat([]);
    if (giveBack && opener) {
      var target = opener.matches("a") ? opener : refOf(selected || "");
      if (target) { target.focus({ preventScroll: true }); }
    }
  }

  document.addEventListener("click", function (event) {
    var ref = event.target.closest(".ref");
    if (ref) {
      event.preventDefault();
      show(ref.dataset.claim, ref);
      return;
    }
    var back = event.target.closest("a[data-words]");
    if (back) {
      event.preventDefault();
      close(false);
      toWords(back.dataset.words, true);
      return;
    }
    var jump = event.target.closest("a[data-jump]");
    if (jump) {
      event.preventDefault();
      close(false);
      toField(jump.dataset.jump);
      return;
    }
    var mark = event.target.closest("mark");
    if (mark) {
      if (String(window.getSelection()).length) { return; } // somebody is copying words
      var keys = keysOf(mark).filter(shown);
      if (selected && keys.indexOf(selected) >= 0 && mark.dataset.evidence) {
        show(selected, mark);
      } else if (keys.length === 1) { show(keys[0], mark); }
      else if (keys.length > 1) { choose(keys, mark); }
      backToFields(mark);
      return;
    }
    var summary = event.target.closest(".records summary");
    if (summary) { toWords(summary.closest(".record").dataset.key, false); return; }
    if (!event.target.closest("#card")) { close(false); }
  });

  function toWords(key, focus) {
    select(key);
    var first = (marksOf[key] || [])[0];
    if (!first) { return; }
    var box = first.getBoundingClientRect();
    if (focus || (!narrow() && (box.top < 0 || box.bottom > window.innerHeight))) {
      first.scrollIntoView({ block: "center" });
    }
    var ref = refOf(key);
    if (focus && ref) { ref.focus({ preventScroll: true }); }
  }

  // From a field of a record to its words.
  function toField(token) {
    var key = token.slice(token.indexOf("-") + 1);
    select(key);
    var words = all('[data-evidence~="' + token + '"]');
    flash(words);
    if (words.length) {
      words[0].scrollIntoView({ block: "center" });
      words[0].tabIndex = -1;
      words[0].focus({ preventScroll: true });
    }
  }

  // And back: from words to the fields that rest on them, in the selected record.
  function backToFields(mark) {
    if (!selected || !mark.dataset.evidence) { return; }
    var tokens = mark.dataset.evidence.split(" ");
    flash(all("a[data-jump]", records[selected]).filter(function (link) {
      return tokens.indexOf(link.dataset.jump) >= 0;
    }));
  }

  function flash(elements) {
    all(".flash").forEach(function (element) { element.classList.remove("flash"); });
    elements.forEach(function (element) { element.classList.add("flash"); });
  }

  document.addEventListener("mouseover", function (event) {
    if (event.target.closest("#card")) { return; }
    var mark = event.target.closest("mark");
    var record = event.target.closest(".records .record");
    var ref = event.target.closest(".ref");
    if (mark) { heat(keysOf(mark).filter(shown)); }
    else if (record) { heat([record.dataset.key]); }
    else if (ref) { heat([ref.dataset.claim]); }
    else if (hot.length) { heat([]); }
  });
  document.addEventListener("focusin", function (event) {
    var ref = event.target.closest(".ref");
    var record = event.target.closest(".records .record");
    if (ref) { heat([ref.dataset.claim]); }
    else if (record) { heat([record.dataset.key]); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { close(true); }
  });
  window.addEventListener("beforeprint", function () {
    all(".record details").forEach(function (details) { details.open = true; });
  });

  // An address that ends in #c1-3 (a record) or #w1-3 (its words) shows both.
  function arrive() {
    var key = location.hash.slice(2);
    if (!/^#[cw]/.test(location.hash) || !records[key]) { return; }
    select(key);
    records[key].querySelector("details").open = true;
    if (!narrow()) { scrollWithin(records[key].closest(".records"), records[key]); }
    var first = (marksOf[key] || [])[0];
    if (first) { first.scrollIntoView({ block: "center" }); }
  }
  window.addEventListener("hashchange", arrive);
  arrive();

  var form = document.getElementById("filter");
  if (!form) { return; }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("change", filter);
  form.addEventListener("reset", function () { window.setTimeout(filter, 0); });

  function filter() {
    var sides = all('input[name="side"]:checked', form).map(function (box) { return box.value; });
    var speaker = form.elements.speaker.value;
    var stance = form.elements.stance.value;
    var count = 0;
    close(false);
    Object.keys(records).forEach(function (key) {
      var data = records[key].dataset;
      var keep = sides.indexOf(data.side) >= 0 && (!speaker || data.speaker === speaker) &&
        (!stance || data.stance === stance);
      records[key].hidden = !keep;
      var ref = refOf(key);
      if (ref) { ref.hidden = !keep; }
      if (keep) { count += 1; }
    });
    marks.forEach(redraw);
    var total = Object.keys(records).length;
    var output = document.getElementById("shown");
    output.textContent = count === total ? "" :
      output.dataset.phrase.replace("{shown}", count).replace("{total}", total);
  }

  // The classes of a mark, again from the claims that are still shown (see page.py).
  function redraw(mark) {
    var keys = keysOf(mark).filter(shown);
    var on = mark.classList.contains("on");
    var names = keys.map(function (key) { return records[key].dataset.lane; });
    if (keys.length) { names.push("t-" + records[keys[0]].dataset.slot); }
    if (names.indexOf("") >= 0) { names.push("more"); }
    if (on && selected && keys.indexOf(selected) >= 0) { names.push("on"); }
    mark.className = names.filter(Boolean).join(" ");
  }
}());
