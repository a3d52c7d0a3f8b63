/* What a cohort answered: files of progress and counts from paper, added up. Pure: no page, no storage. A group of fewer
   than five is never told apart, and of a file only the answers to graded questions are looked at. */
(function () {
  "use strict";

  var LEAST = 5;
  var SURE = ["sure", "think", "guess"];

  /* The answers in a file's text: by question, the value that store.js keeps; an error says "broken" or "other". */
  function read(text, course) {
    var found;
    try {
      found = JSON.parse(text);
    } catch (broken) {
      throw new Error("broken");
    }
    if (!found || found.format !== "dyad-progress" || found.version !== 1 || !found.records || typeof found.records !== "object") {
      throw new Error("broken");
    }
    if (found.curriculum !== course.curriculum || found.organization !== course.organization) {
      throw new Error("other");
    }
    var kept = found.records.quiz && typeof found.records.quiz === "object" ? found.records.quiz : {};
    return new Map(Object.entries(kept).filter(function (entry) {
      return window.dyad.learning.isSane("quiz", entry[1]);
    }).map(function (entry) { return [entry[0], entry[1].value]; }));
  }

  /* A person's first answer to an item as it is worded now; later ones have seen the feedback. */
  function first(person, item) {
    return window.dyad.learning.current(person.get(item.id), item.revision)[0];
  }

  /* The rows of an item that an answer counts for. */
  function rowsOf(item, attempt) {
    if (item.counts === "parts") {
      return [attempt.points === attempt.max ? "right" : attempt.points > 0 ? "partly" : "not"];
    }
    var picked = Array.isArray(attempt.answer.picked) ? attempt.answer.picked : [];
    var known = item.rows.filter(function (id) { return picked.includes(id); });
    return item.counts === "one" ? known.slice(0, 1) : known;
  }

  /* What paper adds: the people, how many of them were right, and the counts by row. */
  function fromPaper(item, typed) {
    var counts = {};
    item.rows.forEach(function (id) { counts[id] = (typed && typed[id]) || 0; });
    if (item.counts !== "many") {
      return {
        counts: counts,
        people: item.rows.reduce(function (sum, id) { return sum + counts[id]; }, 0),
        right: item.right.reduce(function (sum, id) { return sum + counts[id]; }, 0)
      };
    }
    var sheets = (typed && typed.sheets) || 0;
    item.rows.forEach(function (id) { counts[id] = Math.min(counts[id], sheets); });
    return { counts: counts, people: sheets, right: Math.min((typed && typed["all-right"]) || 0, sheets) };
  }

  /* An item added up: { people, right, counts, earlier, shown }. `earlier` people answered an earlier wording; nothing
     but `people: 0` is told where `shown` is false. */
  function tally(item, people, typed) {
    var made = fromPaper(item, typed);
    var earlier = 0;
    people.forEach(function (person) {
      var attempt = first(person, item);
      if (!attempt) {
        earlier += person.has(item.id) ? 1 : 0;
        return;
      }
      made.people += 1;
      made.right += attempt.points === attempt.max ? 1 : 0;
      rowsOf(item, attempt).forEach(function (id) { made.counts[id] += 1; });
    });
    if (made.people < LEAST) {
      return { shown: false, some: made.people > 0, earlier: 0, people: 0, right: 0, counts: {} };
    }
    return { shown: true, some: true, earlier: earlier < LEAST ? 0 : earlier, people: made.people, right: made.right, counts: made.counts };
  }

  /* The items that most people missed, worst first, at most so many; where all were right, there is nothing to talk about. */
  function missed(items, tallies, most) {
    return items.map(function (item, place) { return { item: item, found: tallies[place], place: place }; })
      .filter(function (one) { return one.found.shown && one.found.right < one.found.people; })
      .sort(function (one, other) {
        return one.found.right * other.found.people - other.found.right * one.found.people || one.place - other.place;
      }).slice(0, most);
  }

  /* How sure people were against how right they were, over these items: { some, shown, rows: [{ sure, answers, right }] }.
     Where one of the groups is smaller than five people, none is shown: it could be worked out from the others. */
  function confidence(items, people) {
    var groups = SURE.map(function (sure) { return { sure: sure, answers: 0, right: 0, people: new Set() }; });
    items.forEach(function (item) {
      people.forEach(function (person, number) {
        var attempt = first(person, item);
        var group = attempt && groups.find(function (one) { return one.sure === attempt.sure; });
        if (group) {
          group.answers += 1;
          group.right += attempt.points === attempt.max ? 1 : 0;
          group.people.add(number);
        }
      });
    });
    var some = groups.some(function (one) { return one.people.size > 0; });
    var shown = some && groups.every(function (one) { return one.people.size === 0 || one.people.size >= LEAST; });
    return {
      some: some,
      shown: shown,
      rows: shown ? groups.map(function (one) { return { sure: one.sure, answers: one.answers, right: one.right }; }) : []
    };
  }

  function percent(part, whole) { return whole ? Math.round(100 * part / whole) : 0; }

  /* Lines of a table as CSV; what a spreadsheet would take for a formula gets an apostrophe. */
  function csv(rows) {
    return rows.map(function (row) {
      return row.map(function (cell) {
        var text = String(cell).replace(/\s+/g, " ").trim();
        return '"' + (/^[=+\-@]/.test(text) ? "'" + text : text).replace(/"/g, '""') + '"';
      }).join(",");
    }).join("\r\n") + "\r\n";
  }

  window.dyad.debrief = {
    LEAST: LEAST, read: read, tally: tally, missed: missed, confidence: confidence, percent: percent, csv: csv
  };
})();
