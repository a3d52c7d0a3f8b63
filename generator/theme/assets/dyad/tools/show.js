/* What a form and a comparison show: tables, pictures, what to talk about. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var dom = window.dyad.dom;
  var el = dom.el;
  var score = window.dyad.score;
  var form = window.dyad.form;

  function byId(list, id) { return list.find(function (one) { return one.id === id; }); }

  function decimals(tool) { return tool.scoring ? tool.scoring.decimals : 0; }

  function number(tool, one) { return one ? score.shown(one, decimals(tool)) : "–"; }

  function signed(tool, one) {
    return one ? (one.n > 0 ? "+" : "") + score.shown(one, decimals(tool)) : "–";
  }

  function bandTitle(tool, id) { return (byId(tool.bands, id) || {}).title || "–"; }

  function advice(tool, dimension, id) {
    var reading = dimension.readings.find(function (one) { return one.band === id; });
    return reading ? reading.text : (byId(tool.bands, id) || {}).advice || "";
  }

  /* What a partner's numbers run from and to, for a picture. */
  function range(tool, ofItems) {
    var marks = tool.scale.marks.map(function (mark) { return mark.value; });
    var times = !ofItems && tool.scoring && tool.scoring.result === "sum" ? tool.dimensions[0].items.length : 1;
    return [Math.min.apply(null, marks) * times, Math.max.apply(null, marks) * times];
  }

  function counts(tool, title, answers) {
    var made = score.form(tool, answers);
    var rows = tool.dimensions.map(function (one) {
      var result = made.dimensions[one.id];
      return [one.title, result ? number(tool, result.result) : _("too few answers"),
        result ? bandTitle(tool, result.band) : "–", result ? advice(tool, one, result.band) : "–"];
    });
    if (made.overall) {
      rows.push([_("The whole"), number(tool, made.overall.result), bandTitle(tool, made.overall.band), ""]);
    }
    return dom.table(title, [_("Group"), _("Result"), _("Name"), _("What to do")], rows);
  }

  function extremes(tool, title, answers) {
    var found = score.extremes(tool, answers);
    function names(ids) {
      return ids.map(function (id) { return form.itemTitle(byId(tool.items, id)); }).join(", ");
    }
    if (!found.highest.length) {
      return "";
    }
    return el("p", {}, el("b", {}, title + ": "), tool.extremes.highest + ": " + names(found.highest) + ". ",
      tool.extremes.lowest + ": " + names(found.lowest) + ". ",
      found.lowest.length > 1 || found.highest.length > 1 ? tool.extremes.tie : "");
  }

  /* What one form says by itself. */
  function own(tool, one) {
    return window.dyad.share.views(tool).map(function (view) {
      var title = view === "all" ? _("What you see") : byId2(tool, view);
      var answers = one.answers[view] || {};
      return [tool.scoring ? counts(tool, title, answers) : "", tool.extremes ? extremes(tool, title, answers) : ""];
    }).flat().filter(Boolean);
  }

  function byId2(tool, view) { return tool.views.find(function (one) { return one.about === view; }).title; }

  function names(side, roles) {
    return side.about ? [_("%(person)s says", { person: side.about }),
      _("%(person)s says", { person: side.about === roles[0] ? roles[1] : roles[0] })] : roles;
  }

  function titles(tool, ids) {
    return ids.map(function (id) { return byId(tool.comparison.findings, id).title; }).join("; ") || "–";
  }

  function given(tool, name, ids) {
    var index = ids === undefined ? -1 : ids;
    return name || (index >= 0 ? tool.comparison.findings[index].title : "–");
  }

  /* The numbers of everybody, of two or of three. */
  function all(pair) { return pair.all || [pair.own, pair.other]; }

  function itemRows(tool, side, shared) {
    return side.items.map(function (pair) {
      var one = byId(tool.items, pair.id);
      var name = pair.findings.length ? titles(tool, pair.findings) : given(tool, "", (shared[side.about] || {})[pair.id]);
      return [form.itemTitle(one)].concat(all(pair).map(function (one) { return number(tool, one); }),
        tool.views.length ? signed(tool, pair.gap) : number(tool, pair.gap && score.size(pair.gap)), name);
    });
  }

  function dimensionRows(tool, side) {
    return side.dimensions.map(function (pair) {
      var one = byId(tool.dimensions, pair.id);
      function told(result, band) { return (result ? number(tool, result) + " · " : "") + bandTitle(tool, band); }
      var bands = pair.allBands || [pair.ownBand, pair.otherBand];
      return [one.title].concat(all(pair).map(function (result, at) { return told(result, bands[at]); }),
        number(tool, pair.gap && score.size(pair.gap)), titles(tool, pair.findings));
    });
  }

  function heading(side) { return side.about ? _("About %(person)s", { person: side.about }) : _("Side by side"); }

  function picture(tool, side, roles) {
    var ofItems = tool.chart === "items";
    var limits = range(tool, ofItems);
    var list = ofItems ? tool.items : tool.dimensions;
    var rows = (ofItems ? side.items : side.dimensions).map(function (pair) {
      return { title: form.itemTitle(byId(list, pair.id)), values: all(pair) };
    });
    return window.dyad.chart.plot(heading(side), names(side, roles), rows, limits[0], limits[1]);
  }

  function sideParts(tool, side, roles, shared) {
    var heads = names(side, roles);
    var made = [tool.chart ? picture(tool, side, roles) : ""];
    var last = [tool.views.length ? _("Gap") : _("Apart"), _("What it is")];
    if (side.dimensions.length) {
      made.push(dom.table(heading(side) + ": " + _("groups"), [_("Group")].concat(heads, [_("Apart"), _("What it is")]), dimensionRows(tool, side)));
    }
    if (side.items.length) {
      made.push(dom.table(heading(side), [_("Statement")].concat(heads, last), itemRows(tool, side, shared)));
    }
    return made;
  }

  /* The words for a place in a table of the tool: "Duties: Budget, who leads". */
  function cellTitle(tool, path, forms) {
    var parts = path.split(".");
    var field = byId(tool.fields, parts[0]);
    var row = byId(field.rows, parts[1]);
    var own = forms.map(function (one) { return one.notes[[parts[0], parts[1], "title"].join(".")]; }).filter(Boolean)[0];
    var column = byId(field.columns, parts[2]);
    return field.title + ": " + (row ? row.title : own || parts[1]) + (column ? ", " + column.title : "");
  }

  function cellValue(tool, path, value) {
    var parts = path.split(".");
    var column = byId(byId(tool.fields, parts[0]).columns, parts[2]) || {};
    if (column.kind === "tick") {
      return value ? "✓" : "–";
    }
    if (column.kind === "quotient" && value) {
      return value + score.quotient(value);
    }
    return value ? (byId(column.options || [], value) || {}).title || value : "–";
  }

  function cells(tool, compared, forms, roles) {
    if (!compared.cells.length) {
      return [];
    }
    var rows = compared.cells.map(function (cell) {
      return [cellTitle(tool, cell.path, forms)].concat(cell.values.map(function (value) {
        return cellValue(tool, cell.path, value);
      }), cell.open ? _("one of you has nothing here") : cell.different ? titles(tool, [cellFinding(tool)]) : _("the same"));
    });
    var heads = [_("Row")].concat(roles.map(function (role) { return _("%(person)s wrote", { person: role }); }), _("What it is"));
    return [dom.table(roles.length > 2 ? _("Where you differ") : _("Where the two of you differ"), heads, rows)];
  }

  function cellFinding(tool) {
    return tool.comparison.findings.find(function (one) { return one.of === "cell"; }).id;
  }

  function place(tool, found, forms) {
    if (found.path) {
      return cellTitle(tool, found.path, forms);
    }
    var one = byId(tool.items, found.id) || byId(tool.dimensions, found.id);
    return (found.about ? _("About %(person)s", { person: found.about }) + ": " : "") + form.itemTitle(one);
  }

  /* What to talk about, in the tool's order, with a prompt each. */
  function talk(tool, compared, forms) {
    var groups = compared.talk.filter(function (one) { return one.found.length; });
    var first = compared.priority && byId(tool.dimensions, compared.priority).title;
    var wanted = forms.map(function (one) {
      return Object.keys(one.talk.all || {}).map(function (id) { return one.role + ": " + form.itemTitle(byId(tool.items, id)); });
    }).flat();
    return el("div", {}, el("h4", {}, _("What to talk about, in this order")),
      first ? el("p", { "class": "dyad-t-first" }, el("b", {}, tool.comparison.priority.title + " "), first) : "",
      wanted.length ? el("p", {}, el("b", {}, _("Somebody wants to talk about:") + " "), wanted.join("; ")) : "",
      groups.length ? el("ol", {}, groups.map(function (one) {
        var finding = byId(tool.comparison.findings, one.finding);
        return el("li", {}, el("b", {}, finding.title + ". "), finding.prompt, el("ul", {}, one.found.map(function (found) {
          return el("li", {}, place(tool, found, forms));
        })));
      })) : el("p", {}, _("Nothing stands out. Take the one that matters most to you.")));
  }

  /* Who starts, turns, and the steps with their minutes; who begins changes after each. */
  function turns(tool, roles) {
    var name = dom.id("begins");
    var steps = el("ol", {});
    function fill(first) {
      steps.replaceChildren.apply(steps, tool.talk.steps.map(function (step, number) {
        var who = roles[(number + roles.indexOf(first)) % roles.length];
        return el("li", {}, el("b", {}, step.title), " · " + _("%(minutes)s min", { minutes: step.minutes }) + " · ",
          _("%(person)s begins", { person: who }) + ". ", step.text);
      }));
    }
    fill(roles[0]);
    return el("div", {}, el("h4", {}, _("The talk")), el("p", {}, el("b", {}, _("Who starts") + ": "), tool.talk.who_starts),
      el("p", {}, el("b", {}, _("Turns") + ": "), tool.talk.turns),
      dom.group(_("Who begins?"), roles.map(function (role, at) {
        return dom.choice("radio", name, { value: role, text: role }, at === 0, function () { fill(role); });
      }), { "class": "dyad-t-group dyad-t-options dyad-t-screen" }), steps);
  }

  function texts(tool, forms) {
    var fields = tool.fields.filter(function (field) {
      return field.kind !== "table" && !field.after && forms.some(function (one) { return value(tool, field, one); });
    });
    return fields.length ? [dom.table(_("In your words"), [_("Question")].concat(forms.map(function (one) { return one.role; })),
      fields.map(function (field) {
        return [field.title].concat(forms.map(function (one) { return value(tool, field, one) || "–"; }));
      }))] : [];
  }

  /* What stands in a field, in words; "" for nothing. */
  function value(tool, field, one) {
    if (field.kind === "list") {
      return window.dyad.checks.entries(field, one.notes).join("; ");
    }
    var text = one.notes[field.id] || "";
    return field.kind === "choice" && text ? (byId(form.options(tool, field), text) || {}).title || "" : text;
  }

  function evidence(tool, forms) {
    var items = tool.items.filter(function (one) { return forms.some(function (form) { return form.notes[one.id + ".evidence"]; }); });
    return items.length ? [dom.table(tool.evidence, [_("Statement")].concat(forms.map(function (one) { return one.role; })),
      items.map(function (one) {
        return [form.itemTitle(one)].concat(forms.map(function (form) { return form.notes[one.id + ".evidence"] || "–"; }));
      }))] : [];
  }

  /* Two forms side by side, or three, everything. */
  function comparison(tool, forms) {
    var roles = forms.map(function (one) { return one.role; });
    var scored = forms.map(function (one) { return window.dyad.share.forScore(tool, one); });
    var compared = forms.length > 2 ? score.group(tool, scored) : score.compare(tool, scored[0], scored[1]);
    compared.sides.forEach(function (side, at) { side.about = side.about ? roles[at] : ""; });
    compared.talk.forEach(function (one) {
      one.found.forEach(function (found) { found.about = found.about && roles[found.about === "A" ? 0 : 1]; });
    });
    var shared = Object.assign({}, forms[0].names, forms[1].names);
    return [talk(tool, compared, forms), turns(tool, roles)].concat(
      compared.sides.map(function (side) { return sideParts(tool, side, roles, shared); }).flat(),
      cells(tool, compared, scored, roles), texts(tool, forms), evidence(tool, forms)).filter(Boolean);
  }

  function changeName(tool, by) {
    var name = score.change(tool, by);
    return name ? tool.repeat[name] : "";
  }

  /* One person then and now, in one view: a picture and a table. */
  function thenAndNow(tool, title, before, after) {
    var ofItems = !tool.scoring;
    var pairs = score.compare(Object.assign({}, tool, { views: [] }), { answers: before, notes: {} }, { answers: after, notes: {} });
    var rows = (ofItems ? pairs.sides[0].items : pairs.sides[0].dimensions).filter(function (pair) { return pair.own || pair.other; });
    var list = ofItems ? tool.items : tool.dimensions;
    var limits = range(tool, ofItems);
    if (!rows.length) {
      return [];
    }
    return [window.dyad.chart.plot(title, [_("Then"), _("Now")], rows.map(function (pair) {
      return { title: form.itemTitle(byId(list, pair.id)), values: all(pair) };
    }), limits[0], limits[1]), dom.table(title, [ofItems ? _("Statement") : _("Group"), _("Then"), _("Now"), _("Change"), _("Name")],
      rows.map(function (pair) {
        return [form.itemTitle(byId(list, pair.id)), number(tool, pair.own), number(tool, pair.other), signed(tool, pair.gap),
          pair.gap ? changeName(tool, pair.gap) || "–" : "–"];
      }))];
  }

  function again(tool, before, after) {
    return after.map(function (now) {
      var then = before.find(function (one) { return one.role === now.role; });
      return then ? window.dyad.share.views(tool).map(function (view) {
        var title = view === "all" ? now.role : now.role + ": " + byId2(tool, view);
        return tool.items.length ? thenAndNow(tool, title, then.answers[view] || {}, now.answers[view] || {}) : [];
      }).flat().concat(wordsThen(tool, then, now), cellsThen(tool, then, now)) : [];
    }).flat();
  }

  /* The cells of tables that read otherwise now. */
  function cellsThen(tool, then, now) {
    var paths = Object.keys(Object.assign({}, then.notes, now.notes)).filter(function (path) {
      var field = byId(tool.fields, path.split(".")[0]);
      return field && field.kind === "table" && (then.notes[path] || "").trim() !== (now.notes[path] || "").trim();
    });
    return paths.length ? [dom.table(now.role + ": " + _("What has changed in the tables"), [_("Row"), _("Then"), _("Now")],
      paths.map(function (path) {
        return [cellTitle(tool, path, [now, then]), cellValue(tool, path, then.notes[path]), cellValue(tool, path, now.notes[path])];
      }))] : [];
  }

  function wordsThen(tool, then, now) {
    var fields = tool.fields.filter(function (field) {
      return field.kind !== "table" && (value(tool, field, then) || value(tool, field, now));
    });
    return fields.length ? [dom.table(now.role + ": " + _("In your words"), [_("Question"), _("Then"), _("Now")], fields.map(function (field) {
      return [field.title, value(tool, field, then) || "–", value(tool, field, now) || "–"];
    }))] : [];
  }

  window.dyad.show = {
    again: again, cellTitle: cellTitle, cellValue: cellValue, comparison: comparison, own: own, value: value
  };
})();
