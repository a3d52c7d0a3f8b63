/* Parts of a tool's page beside the form: what is missing, handing it to the partner, the repeat, the calendar. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var dom = window.dyad.dom;
  var el = dom.el;
  var share = window.dyad.share;
  var checks = window.dyad.checks;

  function byId(list, id) { return list.find(function (one) { return one.id === id; }); }

  function part() { return window.dyad.part.apply(null, arguments); }

  function dateText(field, found) {
    return {
      past: _("%(field)s: this day is over.", { field: field.title }),
      "too-far": _("%(field)s: at most %(months)s months ahead.", { field: field.title, months: field.within_months }),
      "too-early": _("%(field)s: this is before the date that it follows.", { field: field.title }),
      "too-late": _("%(field)s: at most %(weeks)s weeks after the date that it follows.", { field: field.title, weeks: field.within_weeks })
    }[found];
  }

  function tableTexts(field, form, others) {
    var found = checks.table(field, form, others);
    function title(row) {
      return (byId(field.rows, row) || {}).title || form.notes[[field.id, row, "title"].join(".")] || row;
    }
    var made = found.tooFew ? [_("%(field)s: at least %(number)s rows.", { field: field.title, number: field.at_least })] : [];
    Object.keys(found.unused).filter(function (id) { return found.unused[id].length; }).forEach(function (id) {
      var column = byId(field.columns, id);
      made.push(_("%(column)s: no row yet for %(names)s.", { column: column.title,
        names: found.unused[id].map(function (one) { return byId(column.options, one).title; }).join(", ") }));
    });
    Object.keys(found.incomplete).forEach(function (row) {
      made.push(title(row) + ": " + found.incomplete[row].map(function (id) { return byId(field.columns, id).title; }).join(", "));
    });
    var wanted = field.columns.find(function (column) { return column.wanted; });
    found.unsettled.forEach(function (row) { made.push(title(row) + ": " + wanted.otherwise); });
    return made;
  }

  /* What is missing until a form is complete, in sentences. */
  function lacks(tool, form, others) {
    var needed = checks.required(tool, form.variant);
    return tool.fields.filter(function (field) { return !field.after; }).map(function (field) {
      var filled = checks.isFilled(field, form);
      var wanted = needed.indexOf(field.id) >= 0;
      if (field.kind === "date" && filled) {
        return dateText(field, checks.date(field, form.notes, dom.today())) || [];
      }
      if (field.kind === "table" && (filled || wanted)) {
        return tableTexts(field, form, others);
      }
      if (field.kind === "text" && field.words && checks.words(form.notes[field.id]) > field.words) {
        return _("%(field)s: %(words)s words at most.", { field: field.title, words: field.words });
      }
      return wanted && !filled ? field.title : [];
    }).flat();
  }

  function missing(tool, form, others) {
    if (!tool.fields.some(function (field) { return field.required || field.required_in.length; })) {
      return [];
    }
    var found = lacks(tool, form, others);
    return found.length ? [el("details", { "class": "dyad-answer" }, el("summary", {}, _("Still missing: %(number)s", { number: found.length })),
      el("ul", {}, found.map(function (text) { return el("li", {}, text); })))]
      : [el("p", { "class": "dyad-t-first" }, _("Everything that is needed is there."))];
  }

  /* Everything of a form that could be shared, as {path, title, value}, at a level. */
  function shareable(state, level) {
    var tool = state.tool;
    var form = state.mine;
    var made = [];
    if (level === "numbers") {
      tool.items.forEach(function (item) {
        share.views(tool).forEach(function (view) {
          var value = (form.answers[view] || {})[item.id];
          if (value !== undefined) {
            var shown = byId(tool.views.map(function (one) { return { id: one.about, title: one.title }; }), view);
            made.push({ path: ["answers", view, item.id].join("."), value: String(value), number: true,
              title: window.dyad.form.itemTitle(item) + (shown ? " · " + shown.title : "") });
          }
        });
      });
    } else {
      made = namesOf(state);
    }
    return made.concat(notesOf(tool, form));
  }

  /* Without numbers: bands where the tool has them, names of gaps once both forms are here, what one wants to talk about. */
  function namesOf(state) {
    var tool = state.tool;
    var form = copied(state.mine);
    var made = [];
    form.bands = {};
    share.views(tool).forEach(function (view) {
      var counted = window.dyad.score.form(tool, form.answers[view] || {}).dimensions;
      Object.keys(counted).filter(function (id) { return counted[id]; }).forEach(function (id) {
        var at = tool.bands.findIndex(function (band) { return band.id === counted[id].band; });
        form.bands[view] = Object.assign(form.bands[view] || {}, { [id]: at });
        var whom = tool.views.length ? " · " + tool.views.find(function (one) { return one.about === view; }).title : "";
        made.push({ path: ["bands", view, id].join("."), title: byId(tool.dimensions, id).title + whom, value: tool.bands[at].title, number: true });
      });
    });
    form.names = gapNames(state);
    Object.keys(form.names).forEach(function (role) {
      Object.keys(form.names[role]).forEach(function (id) {
        made.push({ path: ["names", role, id].join("."), number: true, value: tool.comparison.findings[form.names[role][id]].title,
          title: window.dyad.form.itemTitle(byId(tool.items, id)) + " · " + _("About %(person)s", { person: role }) });
      });
    });
    form.talk = { all: {} };
    tool.items.forEach(function (item) {
      form.talk.all[item.id] = 1;
      made.push({ path: "talk.all." + item.id, title: window.dyad.form.itemTitle(item), value: _("I want to talk about it") });
    });
    state.shared = form;
    return made;
  }

  function copied(one) { return JSON.parse(JSON.stringify(one)); }

  function gapNames(state) {
    var tool = state.tool;
    if (!tool.views.length || tool.scoring || !state.partner || state.way === "triad") {
      return {};
    }
    var forms = [state.mine, state.partner].sort(function (a, b) { return a.role < b.role ? -1 : 1; });
    var made = {};
    window.dyad.score.compare(tool, forms[0], forms[1]).sides.forEach(function (side) {
      side.items.filter(function (pair) { return pair.findings.length; }).forEach(function (pair) {
        made[side.about] = made[side.about] || {};
        made[side.about][pair.id] = tool.comparison.findings.findIndex(function (one) { return one.id === pair.findings[0]; });
      });
    });
    return made;
  }

  function notesOf(tool, form) {
    return Object.keys(form.notes).filter(function (path) {
      var field = byId(tool.fields, path.split(".")[0]);
      return form.notes[path].trim() && !(field && field.after);
    }).map(function (path) {
      var names = path.split(".");
      var field = byId(tool.fields, names[0]);
      var item = byId(tool.items, names[0]);
      if (item) {
        return { path: "notes." + path, title: window.dyad.form.itemTitle(item) + " · " + tool.evidence, value: form.notes[path] };
      }
      var isTable = field.kind === "table";
      return { path: "notes." + path,
        title: isTable ? window.dyad.show.cellTitle(tool, path, [form]) : field.title + (names[1] ? " " + names[1] : ""),
        value: isTable ? window.dyad.show.cellValue(tool, path, form.notes[path])
          : field.kind === "choice" ? window.dyad.show.value(tool, field, form) : form.notes[path] };
    });
  }

  function address() {
    var canonical = document.querySelector("link[rel=canonical]");
    var here = window.location;
    return here.protocol === "file:" ? (canonical ? canonical.href : "") : here.origin + here.pathname;
  }

  /* A picture of a code for a second device: dark on light in every color scheme, with a quiet edge. */
  function picture(text) {
    var rows = window.dyad.qr.rows(text);
    var edge = rows.length + 8;
    var path = rows.map(function (row, y) {
      return row.map(function (dark, x) { return dark ? "M" + (x + 4) + " " + (y + 4) + "h1v1h-1z" : ""; }).join("");
    }).join("");
    return dom.svg("svg", { "class": "dyad-t-code", viewBox: "0 0 " + edge + " " + edge, role: "img",
      "aria-label": _("Code for the camera of a second device"), "shape-rendering": "crispEdges" },
      dom.svg("rect", { width: edge, height: edge, fill: "#fff" }), dom.svg("path", { d: path, fill: "#000" }));
  }

  /* What has been confirmed, in three forms: a file, a code to copy, a picture. */
  function ways(tool, form) {
    var code = window.dyad.code.write(form);
    var whole = (address() && address() + share.MARK) + code;
    var text = el("textarea", { rows: 4, readonly: true, spellcheck: "false" });
    text.value = whole;
    function copy() {
      text.select();
      var copying = navigator.clipboard ? navigator.clipboard.writeText(whole) : Promise.reject(new Error("no clipboard"));
      copying.then(function () { window.dyad.say(_("Copied.")); },
        function () { window.dyad.say(_("The text is selected. Copy it with your keyboard or the menu.")); });
    }
    return [el("p", { "class": "dyad-actions" }, dom.button(_("Save it as a file"), function () {
      window.dyad.download([tool.id, form.role, form.date].filter(Boolean).join("-") + ".json", share.file(form));
    })), el("label", { "class": "dyad-t-field" }, el("span", {}, _("Or the code to copy into a message")), text),
    el("p", { "class": "dyad-actions" }, dom.button(_("Copy the code"), copy, true)),
    whole.length <= window.dyad.qr.MOST ? el("div", {}, el("p", {}, _("Or let your partner’s camera read this:")), picture(whole))
      : el("p", { "class": "dyad-note" }, _("It is too long for a picture. Use the file or the code."))];
  }

  /* Choosing, reading what was chosen, confirming. Each step removes what follows. */
  function handing(state) {
    var tool = state.tool;
    var level = "numbers";
    var place = el("div", {});
    var next = el("div", { "aria-live": "off" });
    var chosen = {};
    function clearNext() { next.replaceChildren(); }
    function confirmed(list, from) {
      var paths = list.map(function (one) { return one.path; });
      next.replaceChildren.apply(next, ways(tool, share.part(tool, from, paths, level)));
      next.querySelector("button").focus();
    }
    function preview() {
      var list = shareable(state, level).filter(function (one) { return chosen[one.path]; });
      if (!list.length) {
        next.replaceChildren(el("p", { "class": "dyad-t-said", tabindex: -1 }, _("Nothing is chosen yet.")));
        next.firstChild.focus();
        return;
      }
      var read = copied(level === "names" ? state.shared : state.mine); // what is read is what is shared, whatever changes since
      var heading = el("h4", { tabindex: -1 }, _("This is what your partner will see, and nothing else"));
      next.replaceChildren(heading, dom.table(_("To share"), [_("What"), _("My answer")], list.map(function (one) { return [one.title, one.value]; })),
        el("p", {}, tool.status),
        el("p", { "class": "dyad-actions" }, dom.button(_("Yes, I share this"), confirmed.bind(null, list, read)), dom.button(_("No"), clearNext, true)));
      heading.focus();
    }
    function pick(wanted) {
      shareable(state, level).forEach(function (one) { chosen[one.path] = wanted(one); });
      draw();
    }
    function draw() {
      clearNext();
      place.replaceChildren.apply(place, choosing(shareable(state, level), chosen, clearNext).concat(
        el("p", { "class": "dyad-actions" }, dom.button(_("Choose all answers"), pick.bind(null, function (one) { return one.number || !tool.items.length; }), true),
          dom.button(_("Choose everything"), pick.bind(null, function (one) { return one.path.indexOf("talk.") < 0; }), true),
          dom.button(_("Choose nothing"), pick.bind(null, function () { return false; }), true)),
        el("p", { "class": "dyad-actions" }, dom.button(_("Read what I will share"), preview))));
    }
    draw();
    var details = el("details", { "class": "dyad-answer", toggle: draw }, el("summary", {}, _("Choose what I share")),
      levels(tool, level, function (one) { level = one; chosen = {}; draw(); }), place, next);
    return part(_("Share with my partner"), [el("p", { "class": "dyad-note" }, tool.sharing ? tool.sharing.text : _("Nothing is shared before you have read it and said yes.")), details], "share");
  }

  function levels(tool, level, change) {
    if (!tool.sharing || tool.sharing.levels.indexOf("names") < 0) {
      return "";
    }
    var name = dom.id("level");
    var texts = { numbers: _("My answers"), names: _("Names only, without numbers") };
    return dom.group(_("What to show"), tool.sharing.levels.map(function (one) {
      return dom.choice("radio", name, { value: one, text: texts[one] }, one === level, change.bind(null, one));
    }), { "class": "dyad-t-group dyad-t-options" });
  }

  function choosing(list, chosen, changed) {
    if (!list.length) {
      return [el("p", { "class": "dyad-note" }, _("Fill in your form first."))];
    }
    return [dom.group(_("Tick what your partner may see"), list.map(function (one) {
      return dom.choice("checkbox", "share", { value: one.path, text: one.title + ": " + one.value }, Boolean(chosen[one.path]), function (event) {
        chosen[one.path] = event.target.checked;
        changed();
      });
    }), { "class": "dyad-t-group dyad-t-picks" })];
  }

  function readKept(tool, raw) {
    var forms = raw && Array.isArray(raw.forms) ? raw.forms.slice(0, 3).map(function (one) { return share.form(tool, one); }) : [];
    var refused = forms.find(function (one) { return one.refused; });
    if (!forms.length || refused) {
      return { refused: refused ? refused.refused : _("This is not a result that was kept with this tool.") };
    }
    return { forms: forms.map(function (one) { return one.form; }) };
  }

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch (odd) {
      return null;
    }
  }

  /* Keeping a result, and looking at it again. */
  function repeating(state, forms, redraw) {
    var tool = state.tool;
    var raw = state.store.get("kept");
    var before = raw ? readKept(tool, raw) : {};
    var now = forms || (Object.keys(state.mine.answers).length || Object.keys(state.mine.notes).length ? [state.mine] : []);
    if (state.hot && !forms) {
      now = [];
    }
    var result = { forms: now };
    var shown = [el("p", {}, tool.repeat.text)];
    if (now.length) {
      shown.push(el("p", { "class": "dyad-actions" }, dom.button(_("Keep this result to compare with later"), function () {
        state.store.set("kept", copied(result));
        redraw(".dyad-t-part--again h3");
      }), dom.button(_("Save the result as a file"), function () {
        window.dyad.download([tool.id, "result", dom.today()].join("-") + ".json", JSON.stringify(result, null, 2) + "\n");
      }, true)));
    }
    var file = el("input", { type: "file", accept: ".json,application/json", change: function () {
      window.dyad.chosen(file).catch(function () { return ""; }).then(function (text) {
        var found = readKept(tool, parsed(text));
        state.keptSaid = found.refused || _("Opened.");
        if (found.forms) {
          state.store.set("kept", { forms: found.forms });
        }
        redraw(".dyad-t-keptsaid");
      });
    } });
    shown.push(el("label", { "class": "dyad-t-field" }, el("span", {}, _("Open a result that you saved as a file")), file),
      el("p", { "class": "dyad-t-keptsaid", tabindex: -1 }, state.keptSaid || ""));
    return part(_("Again after a time"), shown.concat(thenAndNow(state, before, now, redraw)), "again");
  }

  function thenAndNow(state, before, now, redraw) {
    if (!before.forms) {
      return before.refused ? [el("p", {}, before.refused)] : [];
    }
    var dates = before.forms.map(function (one) { return one.role + " " + one.date; }).join(", ");
    var started = [el("p", {}, _("Kept: %(dates)s", { dates: dates })), el("p", { "class": "dyad-actions" },
      dom.button(_("Begin a new form"), function () {
        window.dyad.begin(state);
        redraw(".dyad-t-part--mine h3");
      }, true), dom.button(_("Forget what is kept"), function () { state.store.remove("kept"); redraw(".dyad-t-part--again h3"); }, true))];
    return started.concat(now.length ? window.dyad.show.again(state.tool, before.forms, now).concat(window.dyad.printButton()) : []);
  }

  /* The calendar file of a tool with dates. */
  function calendar(state) {
    var said = el("p", { "class": "dyad-t-calsaid" });
    return part(_("For your calendars"), [el("p", {}, _("A calendar file with the dates of the form. Both of you open it in your own calendar.")),
      el("p", { "class": "dyad-actions" }, dom.button(_("Save a calendar file"), function () {
        var form = state.hot ? state.hot.forms[0] : state.mine;
        var found = checks.events(state.tool, form.notes, form.variant);
        said.textContent = found.length ? _("The file has %(number)s dates.", { number: found.length })
          : _("Write down the first day in the form, then there are dates.");
        window.dyad.say(said.textContent);
        if (found.length) {
          var stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
          window.dyad.download(state.tool.id + ".ics", checks.ics(state.tool, form.notes, form.variant, stamp), "text/calendar");
        }
      }, true)), said], "calendar");
  }

  Object.assign(window.dyad, { calendar: calendar, handing: handing, missing: missing, repeating: repeating });
})();
