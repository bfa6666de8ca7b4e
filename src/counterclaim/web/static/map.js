// The map: outlines, borders of two viewpoints, and events at their places. It is narrowed down by
// the timeline, and narrows it down in turn.
(function () {
  "use strict";
  var holder = document.getElementById("map");
  if (!holder || !window.L) { return; }
  var RINGS = { site: 1, settlement: 3, approximate: 12, admin2: 25 }; // kilometres
  var words = holder.dataset;
  var spoken = document.documentElement.lang;
  var plural = new Intl.PluralRules(spoken); // CLDR's categories, as the server gave the forms
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var renderer = L.canvas({ padding: 0.3 });
  var map = L.map(holder, {
    renderer: renderer, worldCopyJump: true, minZoom: 2, maxZoom: words.tiles ? 14 : 11,
    zoomSnap: 0.5, attributionControl: false, keyboardPanDelta: 120
  }).setView([48.5, 33], 5);
  var list = document.getElementById("list");
  var box = document.getElementById("box");
  var viewpoint = document.getElementById("viewpoint");
  var drawing = document.getElementById("timeline");
  var world = null, data = null, layers = {}, marks = L.layerGroup().addTo(map);
  var labels = L.layerGroup().addTo(map);
  var areaOf = new Map(); // GeoNames id -> geometry
  var moved = false; // whether the person has moved the map
  var shownDays = window.timelineDays ? window.timelineDays() : { from: null, to: null };

  function colours() {
    var style = getComputedStyle(document.documentElement);
    return function (name) { return style.getPropertyValue("--map-" + name).trim(); };
  }

  function load(address) {
    return fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.json();
    });
  }

  function drawWorld() {
    var colour = colours();
    Object.keys(layers).forEach(function (name) { map.removeLayer(layers[name]); });
    var land = [], own = [], mine = viewpoint.value;
    world.objects("areas").forEach(function (geometry) {
      var polygons = world.polygons(geometry), about = geometry.properties;
      land = land.concat(polygons);
      if (about.g > 0) { areaOf.set(String(about.g), geometry); }
      if (about.r !== about.f) { own = own.concat(polygons); }
    });
    if (words.tiles) {
      layers.tiles = L.tileLayer("/tiles/{z}/{x}/{y}", { maxZoom: 14 }).addTo(map);
    } else {
      layers.land = L.polygon(land, {
        stroke: true, weight: 0.5, color: colour("lines"), fillColor: colour("land"),
        fillOpacity: 1, interactive: false, renderer: renderer, smoothFactor: 1
      }).addTo(map);
    }
    layers.own = L.polygon(own, {
      stroke: true, weight: 1, dashArray: "2 4", color: colour("border"),
      fillColor: colour("disputed"), fillOpacity: 0.5, interactive: false, renderer: renderer
    }).addTo(map);
    world.objects("borders").forEach(function (geometry) {
      var kind = geometry.properties.k;
      var solid = kind === "both" || kind === mine;
      layers[kind] = L.polyline(world.lines(geometry), {
        weight: solid ? 1.3 : 1.6, color: colour("border"), dashArray: solid ? null : "5 5",
        interactive: false, renderer: renderer
      }).addTo(map);
    });
    if (data) { drawEvents(); }
    drawLabels();
  }

  // Names of regions that there is room for; canvas draws no text, so these are elements.
  function drawLabels() {
    labels.clearLayers();
    if (!world || words.tiles || map.getZoom() < 5.5) { return; }
    var view = map.getBounds(), taken = [];
    world.objects("areas").forEach(function (geometry) {
      var about = geometry.properties;
      if (!about.n || !view.contains([about.y, about.x])) { return; }
      var at = map.latLngToContainerPoint([about.y, about.x]), half = about.n.length * 3.2;
      var free = taken.every(function (other) {
        return Math.abs(other.y - at.y) > 14 || Math.abs(other.x - at.x) > other.half + half;
      });
      if (!free || taken.length > 80) { return; }
      taken.push({ x: at.x, y: at.y, half: half });
      labels.addLayer(L.marker([about.y, about.x], {
        interactive: false, keyboard: false,
        icon: L.divIcon({ className: "region", html: named(about.n), iconSize: [0, 0] })
      }));
    });
  }

  function named(text) {
    var element = document.createElement("span");
    element.textContent = text;
    return element;
  }

  function inDays(day) {
    return shownDays.from === null || (day >= shownDays.from && day <= shownDays.to);
  }

  function drawEvents() {
    var colour = colours();
    marks.clearLayers();
    var at = data.places.map(function () { return { events: 0, origins: 0, disputed: 0 }; });
    data.events.forEach(function (event) {
      if (!inDays(event[0])) { return; }
      event[4].forEach(function (place) {
        at[place].events += 1;
        at[place].origins += event[1];
        at[place].disputed += event[3];
      });
    });
    var busiest = at.reduce(function (most, one, n) {
      return data.places[n][3] === "admin1" ? Math.max(most, one.events) : most;
    }, 1);
    var order = data.places.map(function (_, n) { return n; }).filter(function (n) {
      return at[n].events;
    }).sort(function (a, b) { return at[b].events - at[a].events; });
    order.forEach(function (n) {
      if (data.places[n][3] === "admin1") { area(data.places[n], at[n], busiest, colour); }
    });
    order.forEach(function (n) {
      if (data.places[n][3] !== "admin1") { spot(data.places[n], at[n], colour); }
    });
    holder.dataset.drawn = order.length;
  }

  function told(place, counts) {
    var text = (place[0] ? place[0] + ": " : "") + counts.events.toLocaleString(spoken) + " " +
      counted("events", counts.events) + ", " +
      counts.origins.toLocaleString(spoken) + " " + counted("origins", counts.origins);
    return document.createTextNode(text);
  }

  function counted(name, number) {
    var forms = JSON.parse(words[name]);
    return forms[plural.select(number)] || forms.many || forms.other;
  }

  function act(layer, place, counts) {
    layer.bindTooltip(function () {
      var element = document.createElement("span");
      element.append(told(place, counts));
      return element;
    }, { sticky: true });
    layer.on("click", function () {
      map.flyToBounds(L.latLng(place[1], place[2]).toBounds(60000), { duration: 0.4 });
    });
    marks.addLayer(layer);
  }

  function area(place, counts, busiest, colour) {
    var geometry = areaOf.get(place[5]) || around(place);
    if (!geometry) { spot(place, counts, colour); return; }
    act(L.polygon(world.polygons(geometry), {
      renderer: renderer, weight: 1, color: colour("area"), dashArray: "1 3",
      fillColor: colour("area"), fillOpacity: 0.08 + 0.27 * Math.sqrt(counts.events / busiest)
    }), place, counts);
  }

  // The region around a point, for places whose id the outlines do not have.
  function around(place) {
    return world.objects("areas").find(function (geometry) {
      return world.polygons(geometry).some(function (rings) { return inside(rings[0], place[1], place[2]); });
    });
  }
  function inside(ring, lat, lon) {
    var odd = false;
    for (var i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      if ((ring[i][0] > lat) !== (ring[j][0] > lat) &&
          lon < (ring[j][1] - ring[i][1]) * (lat - ring[i][0]) / (ring[j][0] - ring[i][0]) + ring[i][1]) {
        odd = !odd;
      }
    }
    return odd;
  }

  function spot(place, counts, colour) {
    var km = Math.max(RINGS[place[3]] || 3, Number(words.blur || 0) / 2);
    var coarse = place[3] === "admin2" || place[3] === "admin1";
    var ring = L.circle([place[1], place[2]], {
      renderer: renderer, radius: km * 1000, weight: 1, color: colour("spot"), dashArray: "2 3",
      fillColor: colour("spot"), fillOpacity: coarse ? 0.15 : 0.06, interactive: coarse
    });
    if (coarse) { act(ring, place, counts); return; }
    if (map.getZoom() >= 6) { marks.addLayer(ring); }
    act(L.circleMarker([place[1], place[2]], {
      renderer: renderer, radius: Math.min(22, 2.5 + 1.6 * Math.sqrt(counts.events)), weight: 1.2,
      color: colour("edge"), fillColor: counts.disputed ? colour("hot") : colour("spot"), fillOpacity: 0.75
    }), place, counts);
  }

  // What the view holds: for the timeline's third bars and for the list.
  function viewed() {
    var view = map.getBounds();
    var here = data.places.map(function (place) { return view.contains([place[1], place[2]]); });
    var counts = new Map();
    data.events.forEach(function (event) {
      if (event[4].some(function (place) { return here[place]; })) {
        counts.set(event[0], (counts.get(event[0]) || 0) + 1);
      }
    });
    return counts;
  }

  var waiting = 0;
  function refresh() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      var view = map.getBounds();
      if (moved) {
        box.value = [
          Math.max(-180, view.getWest()), Math.max(-90, view.getSouth()),
          Math.min(180, view.getEast()), Math.min(90, view.getNorth())
        ].map(function (d) { return d.toFixed(2); }).join(",");
        if (view.getEast() - view.getWest() >= 360) { box.value = ""; }
      }
      if (window.htmx) { htmx.trigger(list, "refresh"); }
      if (data && window.timelineView) { window.timelineView(moved ? viewed() : null); }
    }, 200);
  }

  function fit() {
    var given = box.value.split(",").map(Number);
    if (given.length === 4 && given.every(isFinite)) {
      map.fitBounds([[given[1], given[0]], [given[3], given[2]]], { animate: false });
      moved = true;
      return;
    }
    // Where most events are: around the middle one, as far as three quarters of them lie.
    var weight = data.places.map(function () { return 0; }), total = 0;
    data.events.forEach(function (event) {
      event[4].forEach(function (place) { weight[place] += 1; total += 1; });
    });
    if (!total) { return; }
    function middle(axis) {
      var sum = 0, order = data.places.map(function (_, n) { return n; }).sort(function (a, b) {
        return data.places[a][axis] - data.places[b][axis];
      });
      return data.places[order.find(function (n) { sum += weight[n]; return sum * 2 >= total; })][axis];
    }
    var lat = middle(1), lon = middle(2), sum = 0;
    var near = data.places.map(function (place, n) {
      return { n: n, far: Math.hypot(place[1] - lat, (place[2] - lon) * Math.cos(lat * Math.PI / 180)) };
    }).sort(function (a, b) { return a.far - b.far; }).filter(function (one) {
      var wanted = sum < total * 0.75;
      sum += weight[one.n];
      return wanted;
    });
    map.fitBounds(L.latLngBounds(near.map(function (one) {
      return [data.places[one.n][1], data.places[one.n][2]];
    })).pad(0.12), { animate: false, maxZoom: 8 });
  }

  Promise.all([load(words.world), load(words.places)]).then(function (loaded) {
    world = window.topology(loaded[0]);
    data = loaded[1];
    fit();
    drawWorld();
    holder.dataset.ready = "1";
    if (moved) { refresh(); }
    map.on("zoomend", function () { drawEvents(); });
    map.on("moveend", function () { moved = true; drawLabels(); refresh(); });
  }).catch(function () {
    var told = document.createElement("p");
    told.className = "problem";
    told.textContent = words.failed;
    holder.replaceWith(told);
  });
  viewpoint.addEventListener("change", function () { if (world) { drawWorld(); } });
  dark.addEventListener("change", function () { if (world) { drawWorld(); } });
  if (drawing) {
    drawing.addEventListener("days-moving", function (event) {
      shownDays = event.detail;
      if (data) { window.requestAnimationFrame(drawEvents); }
    });
    drawing.addEventListener("days", function (event) {
      shownDays = event.detail;
      if (data) { drawEvents(); }
      refresh();
    });
  }
}());
