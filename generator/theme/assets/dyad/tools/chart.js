/* Dot plots: a mark for each person on a line for each row, the gap as the line between. Shapes differ, not only colors. */
(function () {
  "use strict";

  var dom = window.dyad.dom;
  var svg = dom.svg;
  var WIDTH = 340;
  var ROW = 40;
  var EDGE = 14;

  function x(value, low, high) { return EDGE + (WIDTH - 2 * EDGE) * (value - low) / (high - low); }

  function number(one) { return one.n / one.d; }

  /* One mark for each series, told apart by shape: a disk, a diamond, a square. */
  var MARKS = [
    function (at, y) { return svg("circle", { "class": "dyad-t-left", cx: at, cy: y, r: 4.5 }); },
    function (at, y) { return svg("path", { "class": "dyad-t-right", d: "m" + (at - 7) + " " + y + "l7 -7 7 7 -7 7z" }); },
    function (at, y) { return svg("rect", { "class": "dyad-t-third", x: at - 9, y: y - 9, width: 18, height: 18 }); }
  ];

  function marks(row, y, low, high) {
    var places = row.values.map(function (one) { return one && x(number(one), low, high); });
    var known = places.filter(function (one) { return one !== null && one !== undefined; });
    var made = known.length > 1 ? [svg("line", { "class": "dyad-t-gap", x1: Math.min.apply(null, known), y1: y,
      x2: Math.max.apply(null, known), y2: y })] : [];
    places.forEach(function (at, series) {
      if (known.indexOf(at) >= 0) {
        made.splice(1, 0, MARKS[series](at, y));
      }
    });
    return made;
  }

  function axis(low, high, y) {
    var made = [svg("line", { "class": "dyad-t-axis", x1: EDGE, y1: y, x2: WIDTH - EDGE, y2: y })];
    for (var value = low; value <= high; value += high - low > 8 ? 3 : 1) {
      made.push(svg("line", { "class": "dyad-t-axis", x1: x(value, low, high), y1: y - 3, x2: x(value, low, high), y2: y + 3 }));
    }
    return made;
  }

  function scale(low, high, y) {
    var made = [];
    for (var value = low; value <= high; value += high - low > 8 ? 3 : 1) {
      made.push(svg("text", { x: x(value, low, high), y: y, "text-anchor": "middle" }, String(value)));
    }
    return made;
  }

  function key(names) {
    return dom.el("p", { "class": "dyad-t-key" }, names.map(function (name, series) {
      return dom.el("span", {}, svg("svg", { "class": "dyad-t-keymark", viewBox: "0 0 20 20", "aria-hidden": "true" },
        MARKS[series](10, 10)), " " + name + " ");
    }));
  }

  function cut(text) { return text.length > 46 ? text.slice(0, 44) + "…" : text; }

  /* `rows` are {title, values} with a fraction or null for each series; `names` of the series, and a title for the picture. */
  function plot(title, names, rows, low, high) {
    var height = rows.length * ROW + 20;
    var picture = svg("svg", { "class": "dyad-t-chart", viewBox: "0 0 " + WIDTH + " " + height, role: "img", "aria-label": title });
    rows.forEach(function (row, place) {
      var y = place * ROW + 28;
      picture.append(svg("text", { x: EDGE, y: y - 12 }, cut(row.title)));
      picture.append.apply(picture, axis(low, high, y).concat(marks(row, y, low, high)));
    });
    picture.append.apply(picture, scale(low, high, height - 3));
    return dom.el("figure", { "class": "dyad-t-figure" }, dom.el("figcaption", {}, title), key(names), picture);
  }

  window.dyad.chart = { plot: plot };
})();
