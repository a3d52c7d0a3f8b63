/* What one partner hands the other, as a file or a code. Pure. What comes in is not trusted: it is refused in plain
   words, or it becomes a form that holds nothing but known ids, numbers of the scale, and texts. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var MOST_FILE = 300000;
  var MOST_TEXT = 4000;
  var MOST_NOTES = 1500;
  var MARK = "#dyad=";

  /* An empty form of a tool; `about` is whom it rates, where three rate each other. Notes are texts by their path: "q1", "f3.2" for an entry, "f4.budget.who" for a cell. */
  function empty(tool, role) {
    return {
      tool: tool.id, version: tool.version, curriculum: tool.curriculum, variant: tool.variant, role: role, about: "", date: "",
      level: "numbers", answers: {}, names: {}, talk: {}, bands: {}, notes: {}
    };
  }

  /* The answers of a form for one view; "all" where the tool has no views. */
  function views(tool) {
    return tool.views.length ? tool.views.map(function (view) { return view.about; }) : ["all"];
  }

  /* A form for score.js: answers of a tool without views stand in `answers` itself. */
  function forScore(tool, form) {
    return Object.assign({}, form, { answers: tool.views.length ? form.answers : form.answers.all || {} });
  }

  /* What is shared of a form: `chosen` has "answers.self.t1" and the like, "notes.q1", "talk.t1". */
  function part(tool, form, chosen, level) {
    var made = empty(tool, form.role);
    Object.assign(made, { variant: form.variant, about: form.about, date: form.date, level: level });
    function wanted(path) { return chosen.indexOf(path) >= 0; }
    ["answers", "names", "talk", "bands"].forEach(function (sort) {
      Object.keys(form[sort] || {}).forEach(function (view) {
        Object.keys(form[sort][view]).forEach(function (id) {
          if (wanted([sort, view, id].join("."))) {
            made[sort][view] = made[sort][view] || {};
            made[sort][view][id] = form[sort][view][id];
          }
        });
      });
    });
    Object.keys(form.notes).filter(function (path) { return wanted("notes." + path); }).forEach(function (path) {
      made.notes[path] = form.notes[path];
    });
    return made;
  }

  function file(form) { return JSON.stringify(form, null, 2) + "\n"; }

  function byId(list, id) { return list.find(function (one) { return one.id === id; }); }

  function isIn(list) { return function (value) { return list.some(function (one) { return one.id === value; }); }; }

  /* Whether a note may stand at a path of this tool: unknown ones are left out, and named. */
  function isKnown(tool, path, value) {
    var names = path.split(".");
    var field = byId(tool.fields, names[0]);
    if (!field) {
      return Boolean(byId(tool.items, names[0])) && names.length === 2 && ["evidence", "used"].indexOf(names[1]) >= 0;
    }
    if (field.kind === "list") {
      return names.length === 2 && /^[1-9]\d?$/.test(names[1]);
    }
    if (field.kind === "table") {
      return names.length === 3 && isCell(field, names, value);
    }
    if (field.kind === "choice") {
      return names.length === 1 && isIn(field.of ? tool[field.of] : field.options)(value);
    }
    return names.length === 1;
  }

  function isCell(field, names, value) {
    var row = byId(field.rows, names[1]) || /^own-[1-9]\d?$/.test(names[1]);
    var column = names[2] === "title" ? { kind: "text" } : byId(field.columns, names[2]);
    return Boolean(row && column) && (column.kind !== "choice" || isIn(column.options)(value));
  }

  var damaged = function () {
    return _("This is damaged, or not complete. Ask for it again, and copy all of it.");
  };

  function refusal(tool, raw) {
    if (!raw || typeof raw !== "object" || Array.isArray(raw) || typeof raw.tool !== "string") {
      return _("This is not something that a partner shared from one of these tools.");
    }
    if (raw.tool !== tool.id) {
      return _("This was made with another tool: %(tool)s. Open that tool, and read it there.",
        { tool: tool.titles[raw.tool] || raw.tool.slice(0, 60) });
    }
    if (!Number.isInteger(raw.version) || raw.version < 1) {
      return damaged();
    }
    if (raw.version > tool.version) {
      return _("This was made with version %(theirs)s of the tool, and this page has version %(ours)s. Open the newer page, or ask for your organization’s address of it.",
        { theirs: raw.version, ours: tool.version });
    }
    if (raw.version < tool.version) {
      return _("This was made with version %(theirs)s of the tool, and this page has version %(ours)s. The statements have changed since, so that the two cannot be compared.",
        { theirs: raw.version, ours: tool.version });
    }
    return "";
  }

  function Refused() {}

  /* The keys of a table that came in; anything else in its place is refused. */
  function keys(given) {
    if (typeof given !== "object" || Array.isArray(given)) {
      throw new Refused();
    }
    return Object.keys(given || {});
  }

  /* Numbers by id, of one table of a form. */
  function numbers(given, known, allowed, ignored) {
    var made = {};
    keys(given).forEach(function (id) {
      if (!known(id)) {
        ignored.push(id);
        return;
      }
      if (!allowed(given[id])) {
        throw new Refused();
      }
      made[id] = given[id];
    });
    return made;
  }

  function table(tool, raw, ignored) {
    function below(list) { return function (one) { return Number.isInteger(one) && one >= 0 && one < list.length; }; }
    var rules = {
      answers: [views(tool), isIn(tool.items), function (one) { return tool.scale && window.dyad.score.allowed(tool, one); }],
      names: [["A", "B"], isIn(tool.items), below(tool.comparison.findings)],
      talk: [["all"], isIn(tool.items), function (one) { return one === 1; }],
      bands: [views(tool), isIn(tool.dimensions), below(tool.bands)]
    };
    var made = {};
    Object.keys(rules).forEach(function (sort) {
      var given = raw[sort] || {};
      made[sort] = {};
      keys(given).forEach(function (view) {
        if (rules[sort][0].indexOf(view) < 0) {
          ignored.push(view);
        } else {
          made[sort][view] = numbers(given[view], rules[sort][1], rules[sort][2], ignored);
        }
      });
    });
    return made;
  }

  function notes(tool, given, ignored) {
    var made = {};
    var paths = keys(given || {});
    if (paths.length > MOST_NOTES) {
      throw new Refused();
    }
    paths.forEach(function (path) {
      var value = given[path];
      if (typeof value !== "string" || value.length > MOST_TEXT || path.length > 200) {
        throw new Refused();
      }
      if (isKnown(tool, path, value)) {
        made[path] = value;
      } else {
        ignored.push(path);
      }
    });
    return made;
  }

  function letter(given) { return ["A", "B", "C"].indexOf(given) >= 0 ? given : ""; }

  /* The form in what came in, with nothing that the tool does not know: {form, ignored} or {refused}. */
  function form(tool, raw) {
    var said = refusal(tool, raw);
    if (said) {
      return { refused: said };
    }
    var ignored = [];
    var made = empty(tool, letter(raw.role));
    made.about = letter(raw.about);
    try {
      Object.assign(made, table(tool, raw, ignored), { notes: notes(tool, raw.notes, ignored) });
    } catch (found) {
      if (found instanceof Refused || found instanceof TypeError) {
        return { refused: damaged() };
      }
      throw found;
    }
    made.variant = isIn(tool.variants)(raw.variant) ? raw.variant : tool.variant;
    made.date = window.dyad.checks.isDate(raw.date) ? raw.date : "";
    made.level = raw.level === "names" ? "names" : "numbers";
    made.curriculum = typeof raw.curriculum === "string" ? raw.curriculum.slice(0, 40) : "";
    return { form: made, ignored: ignored };
  }

  var SAID = {
    damaged: damaged,
    large: function () { return _("This is too large to be a form of this tool."); },
    newer: function () { return _("This was made with a newer page. Open the newer page to read it."); }
  };

  /* The form in a text: a code, an address with a code in it, or the content of a file. */
  function read(tool, text) {
    var given = String(text).trim();
    if (given.length > MOST_FILE) {
      return { refused: SAID.large() };
    }
    if (given[0] === "{" || given[0] === "[") {
      try {
        return form(tool, JSON.parse(given));
      } catch (odd) {
        return { refused: damaged() };
      }
    }
    var found = window.dyad.code.read(given.slice(given.indexOf(MARK) < 0 ? 0 : given.indexOf(MARK) + MARK.length)
      .replace(/\s+/g, ""));
    return found.refused ? { refused: SAID[found.refused]() } : form(tool, found.form);
  }

  window.dyad.share = {
    MARK: MARK, empty: empty, file: file, forScore: forScore, form: form, part: part, read: read, views: views
  };
})();
