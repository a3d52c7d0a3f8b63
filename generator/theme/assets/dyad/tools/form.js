/* The inputs of one partner's form, built from the tool's data. `change` is called after each answer. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var dom = window.dyad.dom;
  var el = dom.el;
  var INPUTS = "input, textarea, select, button";

  function itemTitle(item) { return item.title || item.text; }

  function scaleLine(tool) {
    var named = tool.scale.marks.concat(tool.scale.skip || []).filter(function (mark) { return mark.label; });
    return named.length ? el("p", { "class": "dyad-t-scale" }, named.map(function (mark) {
      return el("span", {}, el("b", {}, String(mark.value)), " " + mark.label);
    })) : "";
  }

  /* The numbers of the scale for one item in one view, as radio buttons. */
  function boxes(tool, form, item, view, change) {
    var answers = form.answers[view] = form.answers[view] || {};
    var shown = tool.views.find(function (one) { return one.about === view; });
    var name = dom.id(item.id);
    var marks = tool.scale.marks.concat(tool.scale.skip || []);
    var title = shown ? shown.title + (shown.begins ? " · " + shown.begins : "") : _("My answer");
    var label = dom.id("label");
    return el("div", { "class": "dyad-t-rate", role: "radiogroup", "aria-labelledby": label },
      el("span", { "class": "dyad-t-view", id: label }, title),
      el("span", { "class": "dyad-t-boxes" }, marks.map(function (mark) {
        return dom.box(name, mark, answers[item.id] === mark.value, function () {
          answers[item.id] = mark.value;
          change();
        });
      })));
  }

  function anchors(item) {
    return item.anchors.length ? el("p", { "class": "dyad-t-aside" }, item.anchors.map(function (anchor) {
      return el("span", {}, el("b", {}, String(anchor.value)), " " + anchor.text);
    })) : "";
  }

  function aside(item) {
    return item.listen_for ? el("p", { "class": "dyad-t-aside" },
      _("Listen for:") + " " + item.listen_for + (item.warning ? " · " + _("Be careful with:") + " " + item.warning : "")) : "";
  }

  function item(tool, form, one, number, redraw, change) {
    var legend = [el("span", { "class": "dyad-t-number" }, number + ". "), one.title ? el("b", {}, one.title + " ") : "", one.text];
    var parts = window.dyad.share.views(tool).map(function (view) { return boxes(tool, form, one, view, change); });
    if (tool.evidence) {
      parts.push(textarea(form, one.id + ".evidence", tool.evidence, 2, change));
    }
    var clear = dom.button(_("Clear"), function () {
      Object.keys(form.answers).forEach(function (view) { delete form.answers[view][one.id]; });
      redraw();
    }, true);
    clear.classList.add("dyad-t-clear");
    clear.append(el("span", { "class": "dyad-hidden" }, ": " + itemTitle(one)));
    return dom.group(legend, [aside(one), anchors(one)].concat(parts, clear), { "class": "dyad-t-item" });
  }

  function noted(form, path, change) {
    return function (event) {
      if (event.target.value) {
        form.notes[path] = event.target.value;
      } else {
        delete form.notes[path];
      }
      change();
    };
  }

  function labeled(title, input) {
    return el("label", { "class": "dyad-t-field" }, el("span", {}, title), input);
  }

  function textarea(form, path, title, lines, change) {
    var made = el("textarea", { rows: lines || 2, maxlength: 4000, input: noted(form, path, change) });
    made.value = form.notes[path] || "";
    return labeled(title, made);
  }

  function input(form, path, title, kind, change) {
    var made = el("input", { type: kind, maxlength: 4000, step: kind === "number" ? "any" : null, input: noted(form, path, change) });
    made.value = form.notes[path] || "";
    return labeled(title, made);
  }

  function options(tool, field) {
    return field.of ? tool[field.of].map(function (one) { return { id: one.id, title: itemTitle(one) }; }) : field.options;
  }

  function radios(form, path, title, listed, change) {
    var name = dom.id("choice");
    return dom.group(title, listed.map(function (option) {
      return dom.choice("radio", name, { value: option.id, text: option.title }, form.notes[path] === option.id, function () {
        form.notes[path] = option.id;
        change();
      });
    }), { "class": "dyad-t-group dyad-t-options" });
  }

  function select(form, path, title, listed, change) {
    var made = el("select", { change: noted(form, path, change) }, el("option", { value: "" }, "–"),
      listed.map(function (option) { return el("option", { value: option.id }, option.title); }));
    made.value = form.notes[path] || "";
    return labeled(title, made);
  }

  function tick(form, path, title, change) {
    return dom.choice("checkbox", path, { value: "1", text: title }, Boolean(form.notes[path]), function (event) {
      if (event.target.checked) {
        form.notes[path] = "1";
      } else {
        delete form.notes[path];
      }
      change();
    });
  }

  function quotient(form, path, title, change) {
    var worked = el("output", {}, window.dyad.score.quotient(form.notes[path]));
    var made = input(form, path, title, "text", function () {
      worked.textContent = window.dyad.score.quotient(form.notes[path]);
      change();
    });
    made.append(worked);
    return made;
  }

  function cell(form, field, row, column, change) {
    var path = [field.id, row, column.id].join(".");
    var title = column.title + (column.apart ? " (" + _("apart") + ")" : "");
    if (column.kind === "choice") {
      return radios(form, path, title, column.options, change);
    }
    if (column.kind === "tick") {
      return tick(form, path, title, change);
    }
    if (column.kind === "quotient") {
      return quotient(form, path, title, change);
    }
    return column.kind === "text" ? textarea(form, path, title, 1, change) : input(form, path, title, column.kind, change);
  }

  function given(field, row) {
    return field.columns.filter(function (column) { return row.cells[column.id]; }).map(function (column) {
      return el("p", { "class": "dyad-t-aside" }, el("b", {}, column.title + ": "), row.cells[column.id]);
    });
  }

  function rowCard(form, field, row, change) {
    var known = field.rows.find(function (one) { return one.id === row; });
    var parts = field.columns.filter(function (column) { return column.kind !== "given"; })
      .map(function (column) { return cell(form, field, row, column, change); });
    var name = known ? [] : [input(form, [field.id, row, "title"].join("."), field.row_title, "text", change)];
    var title = known ? known.title : _("Row of your own %(number)s", { number: row.slice(4) });
    return dom.group(title, (known ? given(field, known) : name).concat(parts), { "class": "dyad-t-item" });
  }

  /* The rows of a table as cards: those that stand there, those that are filled in, and one more at a press. */
  function table(tool, form, field, redraw, change) {
    var rows = window.dyad.score.rowsOf(field, form.notes, form.variant);
    var own = rows.filter(function (row) { return row.indexOf("own-") === 0; }).length;
    var more = dom.button(_("Add a row"), function () {
      var next = 1;
      while (rows.indexOf("own-" + next) >= 0) {
        next += 1;
      }
      form.notes[[field.id, "own-" + next, "title"].join(".")] = " ";
      redraw();
    }, true);
    return el("div", {}, el("h4", {}, field.title), hint(field), rows.map(function (row) {
      return rowCard(form, field, row, change);
    }), own < field.blank_rows ? more : "");
  }

  function hint(field) { return field.hint ? el("p", { "class": "dyad-note" }, field.hint) : ""; }

  function list(form, field, title, change) {
    var count = field.at_most || Math.max(3, field.at_least);
    var made = [hint(field)];
    for (var place = 1; place <= count; place += 1) {
      made.push(input(form, field.id + "." + place, String(place), "text", change));
    }
    return dom.group(title, made, { "class": "dyad-t-item dyad-t-list" });
  }

  function field(tool, form, one, redraw, change) {
    var needed = window.dyad.checks.required(tool, form.variant).indexOf(one.id) >= 0;
    var title = one.title + (needed ? " (" + _("needed") + ")" : "");
    if (one.kind === "table") {
      return table(tool, form, one, redraw, change);
    }
    if (one.kind === "list") {
      return list(form, one, title, change);
    }
    if (one.kind === "choice") {
      var ways = options(tool, one);
      return (ways.length > 4 ? select : radios)(form, one.id, title, ways, change);
    }
    var made = one.kind === "date" ? input(form, one.id, title, "date", change) : textarea(form, one.id, title, one.lines, change);
    return el("div", {}, hint(one), made);
  }

  function variants(tool, form, redraw) {
    var name = dom.id("variant");
    return tool.variants.length ? dom.group(_("Show the form for"), tool.variants.map(function (variant) {
      return dom.choice("radio", name, { value: variant.id, text: variant.title }, form.variant === variant.id, function () {
        form.variant = variant.id;
        redraw();
      });
    })) : "";
  }

  function items(tool, form, redraw, change) {
    var groups = {};
    var counted = tool.dimensions.map(function (one) { return one.items; }).flat();
    if (counted.join() === tool.items.map(function (one) { return one.id; }).join()) {
      tool.dimensions.forEach(function (one) { groups[one.items[0]] = one.title; });
    }
    return tool.items.map(function (one, place) {
      var made = item(tool, form, one, place + 1, redraw, change);
      return groups[one.id] ? [el("h4", {}, groups[one.id]), made] : [made];
    }).flat();
  }

  /* Fills `place` with the form, or with the fields that are filled in after comparing. Focus stays where it was. */
  function draw(place, tool, form, change, after) {
    function redraw() {
      var at = Array.from(place.querySelectorAll(INPUTS)).indexOf(document.activeElement);
      draw(place, tool, form, change, after);
      change();
      var inputs = place.querySelectorAll(INPUTS);
      if (at >= 0 && inputs.length) {
        inputs[Math.min(at, inputs.length - 1)].focus();
      }
    }
    var fields = tool.fields.filter(function (one) { return Boolean(one.after) === Boolean(after); })
      .map(function (one) { return field(tool, form, one, redraw, change); });
    var head = after ? [] : [variants(tool, form, redraw), tool.scale ? scaleLine(tool) : ""]
      .concat(items(tool, form, redraw, change));
    place.replaceChildren.apply(place, head.concat(fields).filter(Boolean));
  }

  window.dyad.form = { draw: draw, itemTitle: itemTitle, options: options };
})();
