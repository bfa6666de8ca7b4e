// Decodes TopoJSON (https://github.com/topojson/topojson-specification) into rings and lines of
// [latitude, longitude], the order that Leaflet has.
(function () {
  "use strict";
  window.topology = function (topo) {
    var scale = topo.transform.scale, move = topo.transform.translate;
    var arcs = topo.arcs.map(function (arc) {
      var x = 0, y = 0;
      return arc.map(function (step) {
        x += step[0];
        y += step[1];
        return [y * scale[1] + move[1], x * scale[0] + move[0]];
      });
    });
    function line(indices) {
      var points = [];
      indices.forEach(function (index) {
        var arc = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
        points = points.concat(points.length ? arc.slice(1) : arc);
      });
      return points;
    }
    return {
      arcs: arcs,
      // Polygons as Leaflet takes them: rings of a polygon, or of several.
      polygons: function (geometry) {
        if (geometry.type === "Polygon") { return [geometry.arcs.map(line)]; }
        if (geometry.type === "MultiPolygon") {
          return geometry.arcs.map(function (rings) { return rings.map(line); });
        }
        return [];
      },
      lines: function (geometry) {
        if (geometry.type === "LineString") { return [line(geometry.arcs)]; }
        return geometry.type === "MultiLineString" ? geometry.arcs.map(line) : [];
      },
      objects: function (name) { return topo.objects[name].geometries; }
    };
  };
}());
