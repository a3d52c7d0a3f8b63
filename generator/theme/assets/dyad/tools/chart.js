/* Dot plots: two marks on a line for each row, the gap as the line between them. Shapes differ, not only colors. */
(function () {
  "use strict";

  var dom = window.dyad.dom;
  var svg = dom.svg;
  var WIDTH = 340;
  var ROW = 40;
  var EDGE = 14;

  function x(value, low, high) { return EDGE + (WIDTH - 2 * EDGE) * (value - low) / (high - low); }

  function number(one) { return one.n / one.d; }

  function marks(row, y, low, high) {
    var made = [];
    if (row.left && row.right) {
      made.push(svg("line", { "class": "dyad-t-gap", x1: x(number(row.left), low, high), y1: y,
        x2: x(number(row.right), low, high), y2: y }));
    }
    if (row.right) {
      var at = x(number(row.right), low, high);
      made.push(svg("path", { "class": "dyad-t-right", d: "m" + (at - 7) + " " + y + "l7 -7 7 7 -7 7z" }));
    }
    if (row.left) {
      made.push(svg("circle", { "class": "dyad-t-left", cx: x(number(row.left), low, high), cy: y, r: 4.5 }));
    }
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
    function mark(side) {
      return svg("svg", { "class": "dyad-t-keymark", viewBox: "0 0 16 16", "aria-hidden": "true" },
        side === "left" ? svg("circle", { "class": "dyad-t-left", cx: 8, cy: 8, r: 4.5 })
          : svg("path", { "class": "dyad-t-right", d: "m1 8l7 -7 7 7 -7 7z" }));
    }
    return dom.el("p", { "class": "dyad-t-key" }, dom.el("span", {}, mark("left"), " " + names[0]), " ",
      dom.el("span", {}, mark("right"), " " + names[1]));
  }

  function cut(text) { return text.length > 46 ? text.slice(0, 44) + "…" : text; }

  /* `rows` are {title, left, right} with fractions or null; `names` of the two series, and a title for the picture. */
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
