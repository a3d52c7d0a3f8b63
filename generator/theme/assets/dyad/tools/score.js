/* Counting and comparing the forms of a tool, by the rules in its data. Pure: no page, no storage, no clock. Numbers are
   exact: whole numbers over whole numbers, so that 2.5 is 2.5, and only what is shown is rounded, a half upward. */
(function () {
  "use strict";

  /* Fractions {n, d}, with d above 0. */
  function fraction(text) {
    var found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
    var d = Math.pow(10, (found[3] || "").length);
    var n = Number(found[2] + (found[3] || ""));
    return { n: found[1] && n ? -n : n, d: d };
  }

  function less(a, b) { return { n: a.n * b.d - b.n * a.d, d: a.d * b.d }; }
  function order(a, b) { return Math.sign(a.n * b.d - b.n * a.d); }
  function size(a) { return { n: Math.abs(a.n), d: a.d }; }
  function whole(n) { return { n: n, d: 1 }; }

  function divisor(a, b) { return b ? divisor(b, a % b) : a; }

  function plain(a) {
    var by = divisor(Math.abs(a.n), a.d) || 1;
    return { n: a.n / by, d: a.d / by };
  }

  function add(a, b) { return plain({ n: a.n * b.d + b.n * a.d, d: a.d * b.d }); }
  function mean(all) {
    var sum = all.reduce(add, whole(0));
    return plain({ n: sum.n, d: sum.d * all.length });
  }

  /* A fraction with so many decimals, a half rounded away from zero; "" where there is none. */
  function shown(a, decimals) {
    if (!a) {
      return "";
    }
    var scale = Math.pow(10, decimals);
    var digits = Math.floor((2 * Math.abs(a.n) * scale + a.d) / (2 * a.d));
    var text = String(digits).padStart(decimals + 1, "0");
    var cut = text.length - decimals;
    return (a.n < 0 && digits ? "−" : "") + text.slice(0, cut) + (decimals ? "." + text.slice(cut) : "");
  }

  /* The exact decimal of a fraction where it has one, for tests and tables: "3.85". */
  function exact(a) {
    var places = 0;
    var d = plain(a).d;
    while (places < 12 && Math.pow(10, places) % d) {
      places += 1;
    }
    return shown(a, places);
  }

  /* What "360 / 240" comes to, as text: " = 1.5"; with " ≈ " where its decimals have no end, "" for anything else. */
  function quotient(text) {
    var number = "\\s*([-−]?\\d[\\d,]*(?:\\.\\d+)?)\\s*";
    var found = new RegExp("^" + number + "[/÷:]" + number + "$").exec(text || "");
    var parts = found ? found.slice(1).map(function (one) { return fraction(one.replace(/,/g, "").replace("−", "-")); }) : [];
    if (!found || !parts[1].n) {
      return "";
    }
    var sign = Math.sign(parts[1].n);
    var made = plain({ n: parts[0].n * parts[1].d * sign, d: parts[0].d * parts[1].n * sign });
    var digits = exact(made);
    var known = fraction(digits.replace("−", "-"));
    return known.n * made.d === made.n * known.d ? " = " + digits : " ≈ " + shown(made, 4);
  }

  function byId(list, id) { return list.find(function (one) { return one.id === id; }); }

  function marks(tool) { return tool.scale.marks.map(function (mark) { return mark.value; }); }
  function lowest(tool) { return Math.min.apply(null, marks(tool)); }
  function highest(tool) { return Math.max.apply(null, marks(tool)); }

  /* Whether a value is a number of the scale, or the one for "not seen". */
  function allowed(tool, value) {
    return Number.isInteger(value) && (marks(tool).indexOf(value) >= 0 || isSkip(tool, value));
  }

  function isSkip(tool, value) { return Boolean(tool.scale.skip) && value === tool.scale.skip.value; }

  /* An answer as it counts: turned round where the item is; null for none, and for "not seen". */
  function counted(tool, item, value) {
    if (value === undefined || value === null || isSkip(tool, value)) {
      return null;
    }
    return item.reversed ? lowest(tool) + highest(tool) - value : value;
  }

  function band(tool, result) {
    return tool.bands.find(function (one) { return !one.below || order(result, fraction(one.below)) < 0; });
  }

  /* One dimension of one form: its exact result, how many answers it has, and its band; null with too few of them. */
  function dimension(tool, one, answers) {
    var values = one.items
      .map(function (id) { return counted(tool, byId(tool.items, id), answers[id]); })
      .filter(function (value) { return value !== null; });
    var needs = tool.scoring.result === "sum" ? one.items.length : tool.scoring.needs;
    if (values.length < needs) {
      return null;
    }
    var sum = values.reduce(function (a, b) { return a + b; }, 0);
    var result = tool.scoring.result === "sum" ? whole(sum) : plain({ n: sum, d: values.length });
    return { result: result, sum: sum, of: values.length, band: (band(tool, result) || {}).id };
  }

  /* All dimensions of one form, and the whole where the tool has one. */
  function form(tool, answers) {
    var dimensions = {};
    (tool.scoring ? tool.dimensions : []).forEach(function (one) {
      dimensions[one.id] = dimension(tool, one, answers);
    });
    return { dimensions: dimensions, overall: overall(tool, dimensions) };
  }

  function overall(tool, dimensions) {
    var results = Object.keys(dimensions).map(function (id) { return dimensions[id]; }).filter(Boolean)
      .map(function (one) { return one.result; });
    if (!tool.scoring || !tool.scoring.overall_needs || results.length < tool.scoring.overall_needs) {
      return null;
    }
    var result = mean(results);
    return { result: result, band: (band(tool, result) || {}).id };
  }

  /* The items with the highest and the lowest answer of one form. */
  function extremes(tool, answers) {
    var rated = tool.items.filter(function (item) { return counted(tool, item, answers[item.id]) !== null; });
    var values = rated.map(function (item) { return counted(tool, item, answers[item.id]); });
    function at(value) {
      return rated.filter(function (_, place) { return values[place] === value; }).map(function (one) { return one.id; });
    }
    return { highest: at(Math.max.apply(null, values)), lowest: at(Math.min.apply(null, values)) };
  }

  var TESTS = {
    gap_at_most: function (limit, pair) { return pair.both && order(pair.gap, limit) <= 0; },
    gap_at_least: function (limit, pair) { return pair.both && order(pair.gap, limit) >= 0; },
    apart: function (limit, pair) { return pair.both && order(size(pair.gap), limit) >= 0; },
    both_at_least: function (limit, pair) {
      return pair.both && order(pair.own, limit) >= 0 && order(pair.other, limit) >= 0;
    },
    both_at_most: function (limit, pair) {
      return pair.both && order(pair.own, limit) <= 0 && order(pair.other, limit) <= 0;
    },
    one_at_most: function (limit, pair) {
      return [pair.own, pair.other].some(function (one) { return one && order(one, limit) <= 0; });
    },
    bands_apart: function (limit, pair) { return pair.bands !== null && order(whole(pair.bands), limit) >= 0; }
  };

  function holds(finding, pair) {
    if (!finding.when) {
      return pair.both || pair.bands !== null;
    }
    if (finding.when.skipped) {
      return pair.given && !pair.both;
    }
    return Object.keys(finding.when).every(function (name) {
      return TESTS[name] ? TESTS[name](fraction(finding.when[name]), pair) : false;
    });
  }

  /* The ids of what is found in a pair of numbers: all that fit, or the first of an exclusive list. */
  function found(tool, of, pair) {
    var all = tool.comparison.findings.filter(function (one) {
      var looked = !one.items.length || one.items.indexOf(pair.id) >= 0;
      return one.of === of && looked && holds(one, pair);
    });
    return (tool.comparison.exclusive ? all.slice(0, 1) : all).map(function (one) { return one.id; });
  }

  /* Two numbers about one thing. The gap is the partner's view of me, less my own; without views, B's less A's. */
  function pair(id, own, other) {
    var both = Boolean(own && other);
    return { id: id, own: own, other: other, both: both, gap: both ? less(other, own) : null, bands: null };
  }

  function items(tool, own, other) {
    return tool.items.map(function (item) {
      var values = [own[item.id], other[item.id]];
      var numbers = values.map(function (value) {
        var one = counted(tool, item, value);
        return one === null ? null : whole(one);
      });
      var made = pair(item.id, numbers[0], numbers[1]);
      made.given = values.every(function (value) { return value !== undefined && value !== null; });
      made.findings = found(tool, "item", made);
      return made;
    });
  }

  function place(tool, id) { return tool.bands.findIndex(function (one) { return one.id === id; }); }

  function shownBand(tool, at) { return at === undefined ? undefined : tool.bands[at].id; }

  /* `bands` are those that a partner showed in place of numbers: places in the tool's list. */
  function dimensions(tool, own, other, bands) {
    var mine = form(tool, own).dimensions;
    var theirs = form(tool, other).dimensions;
    return (tool.scoring ? tool.dimensions : []).map(function (one) {
      var left = mine[one.id];
      var right = theirs[one.id];
      var made = pair(one.id, left && left.result, right && right.result);
      made.ownBand = left ? left.band : shownBand(tool, bands[0][one.id]);
      made.otherBand = right ? right.band : shownBand(tool, bands[1][one.id]);
      if (made.ownBand && made.otherBand) {
        made.bands = Math.abs(place(tool, made.ownBand) - place(tool, made.otherBand));
      }
      made.pair = made.both ? mean([made.own, made.other]) : null;
      made.findings = found(tool, "dimension", made);
      return made;
    });
  }

  var BY = {
    lowest: function (a, b) { return order(a.pair, b.pair); },
    highest: function (a, b) { return order(b.pair, a.pair); },
    widest: function (a, b) { return order(size(b.gap), size(a.gap)); }
  };

  /* The dimension to begin with; null where none has both numbers, or the tool does not say. */
  function priority(tool, pairs) {
    var rule = tool.comparison.priority;
    var known = pairs.filter(function (one) { return one.both; });
    if (!rule || !known.length) {
      return null;
    }
    return known.slice().sort(function (a, b) {
      var decided = rule.by.reduce(function (so, by) { return so || BY[by](a, b); }, 0);
      return decided || rule.order.indexOf(a.id) - rule.order.indexOf(b.id);
    })[0].id;
  }

  function bandsOf(one, view) { return (one.bands || {})[view || "all"] || {}; }

  function side(tool, about, own, other, views) {
    var mine = views ? own.answers.self || {} : own.answers;
    var theirs = views ? other.answers.partner || {} : other.answers;
    var bands = [bandsOf(own, views && "self"), bandsOf(other, views && "partner")];
    return {
      about: about, items: items(tool, mine, theirs), dimensions: dimensions(tool, mine, theirs, bands)
    };
  }

  /* The numbers of more than two about one thing: the lowest and the highest of them are the pair that is looked at. */
  function spread(id, numbers, bands) {
    var known = numbers.filter(Boolean).sort(order);
    var made = known.length > 1 ? pair(id, known[0], known[known.length - 1]) : pair(id, known[0] || null, null);
    var places = bands.filter(function (at) { return at >= 0; });
    made.bands = places.length > 1 ? Math.max.apply(null, places) - Math.min.apply(null, places) : null;
    return Object.assign(made, { all: numbers, pair: known.length > 1 ? mean(known) : null });
  }

  /* Three forms side by side, of a tool in which all rate the same. */
  function group(tool, forms) {
    var items = tool.items.map(function (item) {
      var made = spread(item.id, forms.map(function (one) {
        var value = counted(tool, item, one.answers[item.id]);
        return value === null ? null : whole(value);
      }), []);
      made.given = forms.every(function (one) { return one.answers[item.id] !== undefined; });
      return Object.assign(made, { findings: found(tool, "item", made) });
    });
    var counts = forms.map(function (one) { return form(tool, one.answers).dimensions; });
    var dimensions = (tool.scoring ? tool.dimensions : []).map(function (one) {
      var results = counts.map(function (made) { return made[one.id]; });
      var bands = results.map(function (result, at) {
        return result ? result.band : shownBand(tool, bandsOf(forms[at])[one.id]);
      });
      var made = spread(one.id, results.map(function (result) { return result && result.result; }),
        bands.map(function (id) { return place(tool, id); }));
      return Object.assign(made, { allBands: bands, findings: found(tool, "dimension", made) });
    });
    return told(tool, [{ about: "", items: items, dimensions: dimensions }], cells(tool, forms));
  }

  /* Two forms side by side: with views, A and then B is looked at; without, both rate the same. `talk` is what is found,
     in the order of the tool. */
  function compare(tool, a, b) {
    var views = tool.views.length > 0;
    var sides = [side(tool, views ? "A" : "", a, b, views)].concat(views ? [side(tool, "B", b, a, true)] : []);
    return told(tool, sides, cells(tool, [a, b]));
  }

  function told(tool, sides, different) {
    var talk = tool.comparison.order.map(function (id) {
      return { finding: id, found: foundAt(sides, id).concat(different.filter(function (cell) {
        return byId(tool.comparison.findings, id).of === "cell" && cell.different;
      })) };
    });
    return { sides: sides, cells: different, talk: talk, priority: priority(tool, sides[0].dimensions) };
  }

  function foundAt(sides, id) {
    return sides.reduce(function (all, one) {
      return all.concat(one.items.concat(one.dimensions).filter(function (pair) {
        return pair.findings.indexOf(id) >= 0;
      }).map(function (pair) { return { about: one.about, id: pair.id, pair: pair }; }));
    }, []);
  }

  function mirrored(column, value) { return (byId(column.options, value) || {}).mirror || value; }

  /* The cells that each fills in apart. What is "I lead" for one is "you lead" for the other: these are the same. */
  function cells(tool, forms) {
    var all = [];
    tables(tool).forEach(function (field) {
      var rows = forms.map(function (one) { return rowsOf(field, one.notes, one.variant); }).flat();
      var known = rows.filter(function (row, at) { return rows.indexOf(row) === at; });
      field.columns.filter(function (column) { return column.apart; }).forEach(function (column) {
        known.forEach(function (row) {
          var path = [field.id, row, column.id].join(".");
          var values = forms.map(function (one) { return one.notes[path] || ""; });
          if (values.some(Boolean)) {
            all.push(cell(path, column, values));
          }
        });
      });
    });
    return all;
  }

  function cell(path, column, values) {
    var given = column.kind === "tick" || values.every(Boolean);
    return { path: path, values: values, different: given && !isSame(column, values), open: !given };
  }

  function isSame(column, values) {
    if (column.kind !== "choice") {
      return values.every(function (one) { return one.trim() === values[0].trim(); });
    }
    // One leads and the others follow: of the two marks for that, the one of who leads is listed first.
    var ids = column.options.map(function (one) { return one.id; });
    var first = values.slice().sort(function (a, b) { return ids.indexOf(a) - ids.indexOf(b); });
    return first.slice(1).every(function (one) { return one === mirrored(column, first[0]); });
  }

  function tables(tool) { return tool.fields.filter(function (field) { return field.kind === "table"; }); }

  /* The ids of the rows of a table: those that stand there in this variant, and those that somebody filled in. */
  function rowsOf(field, notes, variant) {
    var given = field.rows.filter(function (row) {
      return !variant || !row.variants.length || row.variants.indexOf(variant) >= 0;
    }).map(function (row) { return row.id; });
    var own = [];
    for (var place = 1; place <= field.blank_rows; place += 1) {
      if (Object.keys(notes).some(function (path) { return path.indexOf(field.id + ".own-" + place + ".") === 0; })) {
        own.push("own-" + place);
      }
    }
    return given.concat(own);
  }

  /* How each dimension moved between two forms of one person: "up", "down" or "same"; left out where one is missing. */
  function changes(tool, before, after) {
    var then = form(tool, before).dimensions;
    var now = form(tool, after).dimensions;
    var made = {};
    Object.keys(then).forEach(function (id) {
      if (then[id] && now[id]) {
        made[id] = { from: then[id].result, to: now[id].result, by: less(now[id].result, then[id].result) };
        made[id].name = change(tool, made[id].by);
      }
    });
    return made;
  }

  function change(tool, by) {
    if (!tool.repeat || !tool.repeat.moved) {
      return "";
    }
    var enough = order(size(by), fraction(tool.repeat.moved)) >= 0;
    return enough ? (by.n > 0 ? "up" : "down") : "same";
  }

  window.dyad.score = {
    allowed: allowed, change: change, changes: changes, compare: compare, counted: counted, exact: exact,
    extremes: extremes, form: form, fraction: fraction, group: group, isSkip: isSkip, less: less, quotient: quotient, rowsOf: rowsOf, shown: shown,
    size: size, whole: whole
  };
})();
