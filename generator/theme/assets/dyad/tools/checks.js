/* Whether what two partners wrote is complete, by the rules in the tool's data; dates, and the calendar file. Pure: the
   day of today is an argument. Dates are texts such as "2026-01-31". */
(function () {
  "use strict";

  function days(date) { return Math.round(Date.parse(date + "T00:00:00Z") / 86400000); }
  function dateOf(number) { return new Date(number * 86400000).toISOString().slice(0, 10); }
  function isDate(text) { return /^\d{4}-\d{2}-\d{2}$/.test(text || "") && !isNaN(days(text)) && dateOf(days(text)) === text; }
  function plusDays(date, count) { return dateOf(days(date) + count); }

  /* So many months later; the last day of a month stays its last day at most. */
  function plusMonths(date, count) {
    var parts = date.split("-").map(Number);
    var month = parts[1] - 1 + count;
    var last = new Date(Date.UTC(parts[0], month + 1, 0)).getUTCDate();
    return new Date(Date.UTC(parts[0], month, Math.min(parts[2], last))).toISOString().slice(0, 10);
  }

  /* What is wrong with a date: "missing", "past", "too-far", "too-early", "too-late", or "fine". */
  function date(field, notes, today) {
    var value = notes[field.id];
    if (!isDate(value)) {
      return "missing";
    }
    var first = field.follows && notes[field.follows];
    if (field.not_past && value < today) {
      return "past";
    }
    if (field.within_months && value > plusMonths(today, field.within_months)) {
      return "too-far";
    }
    if (isDate(first) && value < first) {
      return "too-early";
    }
    return isDate(first) && field.within_weeks && days(value) > days(first) + 7 * field.within_weeks ? "too-late" : "fine";
  }

  /* The ids of the fields that a variant requires. A field that joins another one is needed where that one is. */
  function required(tool, variant) {
    function needed(field) {
      return field.required || field.required_in.indexOf(variant) >= 0;
    }
    return tool.fields.filter(function (field) {
      var head = field.joins ? tool.fields.find(function (one) { return one.id === field.joins; }) : field;
      return needed(field) || needed(head);
    }).map(function (field) { return field.id; });
  }

  function entries(field, notes) {
    var found = [];
    for (var place = 1; place <= 40; place += 1) {
      if ((notes[field.id + "." + place] || "").trim()) {
        found.push(notes[field.id + "." + place]);
      }
    }
    return found;
  }

  function words(text) { return (text || "").split(/\s+/).filter(Boolean).length; }

  function isFilled(field, form) {
    if (field.kind === "table") {
      return window.dyad.score.rowsOf(field, form.notes, form.variant).some(function (row) {
        return Object.keys(form.notes).some(function (path) { return path.indexOf(field.id + "." + row + ".") === 0; });
      });
    }
    if (field.kind === "list") {
      return entries(field, form.notes).length >= field.at_least;
    }
    return Boolean((form.notes[field.id] || "").trim());
  }

  /* The rows of a table that count, and what they lack; `others` are the forms of the partners. */
  function table(field, form, others) {
    var rows = window.dyad.score.rowsOf(field, form.notes, form.variant);
    function at(row, column, whose) { return ((whose || form).notes[[field.id, row, column].join(".")] || "").trim(); }
    var given = field.rows.map(function (row) { return row.id; });
    var found = { rows: rows, incomplete: {}, unsettled: [], unused: {}, tooFew: rows.length < (field.at_least || 0) };
    rows.forEach(function (row) {
      var own = field.rows[given.indexOf(row)];
      var lacks = field.columns.filter(function (column) {
        return (column.required || (own && own.required.indexOf(column.id) >= 0)) && !at(row, column.id);
      }).map(function (column) { return column.id; });
      if (lacks.length) {
        found.incomplete[row] = lacks;
      }
    });
    field.columns.forEach(function (column) {
      if (column.each_once) {
        var used = rows.map(function (row) { return at(row, column.id); });
        found.unused[column.id] = column.options.map(function (one) { return one.id; })
          .filter(function (id) { return used.indexOf(id) < 0; });
      }
      if (column.wanted) {
        found.unsettled = rows.filter(function (row) {
          return [form].concat(others).some(function (one) { return at(row, column.id, one) !== column.wanted; });
        });
      }
    });
    return found;
  }

  /* The entries of the calendar, in the order of their dates: {id, title, text, date}. */
  function events(tool, notes, variant) {
    var calendar = tool.calendar;
    var start = calendar && notes[calendar.start];
    if (!isDate(start)) {
      return [];
    }
    var made = calendar.events.map(function (event) {
      return { id: event.id, title: event.title, text: "",
        date: event.field ? notes[event.field] : plusDays(start, event.after_days) };
    });
    var rows = tool.fields.find(function (field) { return field.id === calendar.rows; });
    (rows ? rows.rows : []).forEach(function (row) {
      if (row.month !== null && (!variant || !row.variants.length || row.variants.indexOf(variant) >= 0)) {
        var day = rows.columns.find(function (column) { return column.kind === "date"; });
        made.push({
          id: row.id, title: row.cells[rows.columns[0].id] || row.title,
          text: rows.columns.slice(1).map(function (column) { return row.cells[column.id]; }).filter(Boolean).join("; "),
          date: (day && notes[[rows.id, row.id, day.id].join(".")]) || plusMonths(start, row.month - 1)
        });
      }
    });
    return made.filter(function (one) { return isDate(one.date); })
      .sort(function (a, b) { return a.date < b.date ? -1 : a.date > b.date ? 1 : 0; });
  }

  function escaped(text) { return text.replace(/\\/g, "\\\\").replace(/[;,]/g, "\\$&").replace(/\r?\n/g, "\\n"); }

  /* A line of a calendar file has 75 bytes at most; the rest follows on lines that begin with a space (RFC 5545, 3.1). */
  function folded(line) {
    var bytes = 0;
    return Array.from(line).map(function (sign) {
      var more = new TextEncoder().encode(sign).length;
      var cut = bytes + more > 75;
      bytes = cut ? 1 + more : bytes + more;
      return (cut ? "\r\n " : "") + sign;
    }).join("");
  }

  /* The calendar file (RFC 5545) with whole days; `stamp` is now, such as "20260131T120000Z". */
  function ics(tool, notes, variant, stamp) {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//DYAD//TOOLS//EN", "CALSCALE:GREGORIAN"];
    events(tool, notes, variant).forEach(function (event) {
      lines.push("BEGIN:VEVENT", "UID:" + [tool.id, event.id, notes[tool.calendar.start]].join("-") + "@dyad.invalid",
        "DTSTAMP:" + stamp, "DTSTART;VALUE=DATE:" + event.date.replace(/-/g, ""),
        "DTEND;VALUE=DATE:" + plusDays(event.date, 1).replace(/-/g, ""), "SUMMARY:" + escaped(event.title));
      if (event.text) {
        lines.push("DESCRIPTION:" + escaped(event.text));
      }
      lines.push("TRANSP:TRANSPARENT", "END:VEVENT");
    });
    return lines.concat("END:VCALENDAR").map(folded).join("\r\n") + "\r\n";
  }

  window.dyad.checks = {
    date: date, entries: entries, events: events, ics: ics, isDate: isDate, isFilled: isFilled, plusDays: plusDays,
    plusMonths: plusMonths, required: required, table: table, words: words
  };
})();
