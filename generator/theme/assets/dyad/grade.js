/* Judging an answer: from a key and an answer to points, and to what is said about each part. Pure: no page, no storage. */
(function () {
  "use strict";

  function unique(list) { return Array.from(new Set(list || [])); }

  function result(parts, points, max, found) {
    return { points: points, max: max, right: points === max, parts: parts, found: found || { got: points, of: max } };
  }

  /* One point for the whole selection; what was chosen and what was missed is told apart. */
  function choices(key, answer) {
    var picked = key.all.filter(function (id) { return unique(answer.picked).includes(id); });
    var parts = picked.map(function (id) { return { field: id, row: id, right: key.right.includes(id) }; });
    var got = parts.filter(function (part) { return part.right; }).length;
    var extra = picked.length - got;
    if (key.many) {
      key.right.filter(function (id) { return !picked.includes(id); })
        .forEach(function (id) { parts.push({ field: id, row: id, right: false, missed: true }); });
    }
    var points = got === key.right.length && extra === 0 ? 1 : 0;
    return result(parts, points, 1, { got: got, of: key.right.length, extra: extra });
  }

  function each(parts) {
    return result(parts, parts.filter(function (part) { return part.right; }).length, parts.length);
  }

  function matching(key, answer) {
    return each(key.pairs.map(function (id) {
      var given = (answer.pairs || {})[id];
      var told = given === id || key.decoys.includes(given);
      return { field: id, row: told ? given : "", right: given === id };
    }));
  }

  function ordering(key, answer) {
    return each(key.steps.map(function (id, place) {
      var right = (answer.steps || [])[place] === id;
      return { field: id, row: right ? id : "", right: right };
    }));
  }

  /* Words are compared without case, outer and doubled spaces, and shape of apostrophes. */
  function plain(words) {
    return String(words).normalize("NFKC").replace(/[\u2018\u2019]/g, "'").trim().replace(/\s+/g, " ").toLowerCase();
  }

  function fillIn(key, answer) {
    return each(key.blanks.map(function (blank, index) {
      var given = plain((answer.blanks || [])[index] || "");
      var is = function (word) { return plain(word) === given; };
      var right = blank.accept.some(is);
      var wrong = blank.wrong.findIndex(function (words) { return words.some(is); });
      var number = String(index + 1);
      return { field: number, right: right,
               row: number + (right ? "-right" : wrong < 0 ? "-other" : "-wrong-" + (wrong + 1)) };
    }));
  }

  /* The number in what was typed, such as "1,200", "2,5", "-3 %"; NaN where there is none. */
  function number(typed) {
    var text = String(typed).trim().replace(/\u2212/g, "-").replace(/[\s\u00a0%$€£]/g, "");
    if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text)) {
      text = text.replace(/,/g, "");
    }
    text = text.replace(/^([+-]?\d*),(\d+)$/, "$1.$2");
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  }

  /* Decimal fractions have no exact counterpart in a computer: a hair's breadth is allowed for. */
  function near(given, wanted, tolerance) {
    return Math.abs(given - Number(wanted)) <= Number(tolerance) + 1e-9 * Math.max(1, Math.abs(Number(wanted)));
  }

  function numeric(key, answer) {
    var given = number(answer.number);
    var right = near(given, key.answer, key.tolerance);
    var wrong = key.wrong.findIndex(function (value) { return near(given, value, 0); });
    return each([{ field: "number", right: right, row: right ? "right" : wrong < 0 ? "other" : "wrong-" + (wrong + 1) }]);
  }

  /* Every choice on the way counts, also on a way that was walked in a circle. */
  function scenario(key, answer) {
    return each((answer.path || []).map(function (step) {
      var turn = (key.nodes[step[0]] || {})[step[1]];
      return { field: step[0], row: step.join("/"), right: Boolean(turn && turn[0]) };
    }));
  }

  var rules = {
    "single-choice": choices,
    "multiple-choice": function (key, answer) { return choices(Object.assign({ many: true }, key), answer); },
    "true-false": choices,
    matching: matching,
    ordering: ordering,
    "fill-in": fillIn,
    numeric: numeric,
    scenario: scenario
  };

  /* The fields without an answer, by name; none where the answer can be judged. */
  function missing(kind, key, answer) {
    var empty = function (value) { return value === undefined || String(value).trim() === ""; };
    switch (kind) {
      case "matching": return key.pairs.filter(function (id) { return empty((answer.pairs || {})[id]); });
      case "ordering": return (answer.steps || []).length ? [] : [key.steps[0]];
      case "fill-in": return key.blanks.map(function (_, index) { return String(index + 1); })
        .filter(function (_, index) { return empty((answer.blanks || [])[index]); });
      case "numeric": return isNaN(number(answer.number === undefined ? "" : answer.number)) ? ["number"] : [];
      case "scenario": return (answer.path || []).length ? [] : [key.first];
      default: return (answer.picked || []).some(function (id) { return key.all.includes(id); }) ? [] : [key.all[0]];
    }
  }

  function seedOf(words) {
    var hash = 2166136261;
    for (var i = 0; i < words.length; i += 1) {
      hash = Math.imul(hash ^ words.charCodeAt(i), 16777619);
    }
    return hash >>> 0;
  }

  /* A list in an order that the seed, a text, decides: the same seed, the same order. */
  function shuffled(list, seed) {
    var state = seedOf(seed);
    var made = list.slice();
    for (var last = made.length - 1; last > 0; last -= 1) {
      state = (state + 0x6d2b79f5) >>> 0;
      var mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      var other = ((mixed ^ (mixed >>> 14)) >>> 0) % (last + 1);
      var kept = made[last];
      made[last] = made[other];
      made[other] = kept;
    }
    return made;
  }

  window.dyad.grade = {
    check: function (kind, key, answer) { return rules[kind](key, answer); },
    missing: missing,
    shuffled: shuffled
  };
})();
