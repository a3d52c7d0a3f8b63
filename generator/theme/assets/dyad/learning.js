/* What attempts add up to: where an item stands, when it comes back, and how two devices become one. Pure: no page, no
   storage. A record is what store.js keeps: { v, at, value }; of a question, the value is { attempts: [...] }. */
(function () {
  "use strict";

  var MOST = 12; // attempts kept for an item; more would tell nothing that the last ones do not
  var DAY = 24 * 60 * 60 * 1000;
  var BOXES = [0, 1, 3, 7, 21, 60]; // days after which an item of box 1 to 5 comes back
  var LATER = 16 * 60 * 60 * 1000; // right again within the same day is no sign of memory

  /* JSON with its keys in order: the same value, the same text, on every device. */
  function text(value) {
    if (Array.isArray(value)) {
      return "[" + value.map(text).join(",") + "]";
    }
    if (value && typeof value === "object") {
      return "{" + Object.keys(value).sort().map(function (key) {
        return JSON.stringify(key) + ":" + text(value[key]);
      }).join(",") + "}";
    }
    return JSON.stringify(value === undefined ? null : value);
  }

  function inOrder(one, other) {
    return one.at - other.at || (text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0);
  }

  /* Attempts without doubles, the latest ones, in the order of time. */
  function attempts(list) {
    var found = new Map(list.map(function (one) { return [text(one), one]; }));
    return Array.from(found.values()).sort(inOrder).slice(-MOST);
  }

  function add(value, attempt) {
    return { attempts: attempts(((value && value.attempts) || []).concat([attempt])) };
  }

  function current(value, revision) {
    return ((value && value.attempts) || []).filter(function (one) { return one.rev === revision; });
  }

  /* "open", "revised" since it was answered, "right" or "wrong" by the latest attempt. */
  function status(value, revision) {
    var known = (value && value.attempts) || [];
    var valid = current(value, revision);
    if (!valid.length) {
      return known.length ? "revised" : "open";
    }
    var last = valid[valid.length - 1];
    return last.points === last.max ? "right" : "wrong";
  }

  /* The Leitner box of an item, from 1 to 5, and the time from which it is due; nothing before the first attempt. */
  function box(value, revision) {
    var number = 0;
    var last = 0;
    current(value, revision).forEach(function (one) {
      var right = one.points === one.max;
      if (!right) {
        number = 1;
      } else if (number === 0) {
        number = one.sure === "guess" ? 1 : 2;
      } else if (one.at - last >= LATER && one.sure !== "guess") {
        number = Math.min(number + 1, 5);
      }
      last = one.at;
    });
    return number ? { box: number, due: last + BOXES[number] * DAY } : null;
  }

  /* Versions of a text, newest first. One that a newer version holds whole is no loss, and falls away. */
  function versions(list) {
    var sorted = list.slice().sort(function (one, other) { return inOrder(other, one); });
    return sorted.filter(function (one, index) {
      return !sorted.slice(0, index).some(function (newer) { return newer.text.includes(one.text); });
    });
  }

  var together = {
    attempts: function (one, other) { return { attempts: attempts(one.attempts.concat(other.attempts)) }; },
    versions: function (one, other) { return { versions: versions(one.versions.concat(other.versions)) }; }
  };

  /* Two records of the same key become one: attempts and versions are put together, of all else the newest wins. */
  function merged(one, other) {
    var sort = Object.keys(together).find(function (name) {
      return Array.isArray(one.value[name]) && Array.isArray(other.value[name]);
    });
    if (sort) {
      return { v: one.v, at: Math.max(one.at, other.at), value: together[sort](one.value, other.value) };
    }
    return inOrder(one, other) >= 0 ? one : other;
  }

  /* Records by area and key, put together; `changed` counts those of the first side that are not as before. */
  function mergedAll(mine, theirs) {
    var made = {};
    var changed = 0;
    [mine, theirs].forEach(function (side) {
      Object.keys(side).forEach(function (area) {
        made[area] = made[area] || {};
        Object.keys(side[area]).forEach(function (key) {
          var before = made[area][key];
          made[area][key] = before ? merged(before, side[area][key]) : side[area][key];
          changed += side === theirs && (!before || text(before) !== text(made[area][key])) ? 1 : 0;
        });
      });
    });
    return { records: made, changed: changed };
  }

  function isTime(value) { return typeof value === "number" && isFinite(value) && value > 0; }

  function isText(value) { return typeof value === "string"; }

  function isTexts(value) { return Array.isArray(value) && value.every(isText); }

  function isObject(value) { return Boolean(value) && typeof value === "object" && !Array.isArray(value); }

  var shapes = {
    picked: isTexts,
    steps: isTexts,
    blanks: isTexts,
    number: isText,
    pairs: function (value) { return isObject(value) && isTexts(Object.values(value)); },
    path: function (value) {
      return Array.isArray(value) && value.every(function (step) { return isTexts(step) && step.length === 2; });
    }
  };

  /* Whether an answer, from a file or from this browser, has the shape that the pages write. */
  function isAnswer(answer) {
    return isObject(answer) && Object.keys(answer).every(function (name) {
      return shapes[name] ? shapes[name](answer[name]) : false;
    });
  }

  function isAttempt(one) {
    return one && isTime(one.at) && isText(one.rev) && typeof one.max === "number" && one.max > 0 &&
      typeof one.points === "number" && one.points >= 0 && one.points <= one.max && isAnswer(one.answer);
  }

  var sane = {
    quiz: function (value) { return Array.isArray(value.attempts) && value.attempts.every(isAttempt); },
    notes: function (value) {
      return typeof value.number === "number" || (Array.isArray(value.versions) && value.versions.every(function (one) {
        return one && isTime(one.at) && isText(one.text);
      }));
    },
    visits: function (value) { return isText(value.section); },
    tools: isObject, // a form is looked through by its tool, see tools/share.js
    compact: isText,
    chairs: isText
  };

  /* Whether a record of an area, from a file or from this browser, can be worked with. */
  function isSane(area, record) {
    var value = record && record.value;
    return Boolean(sane[area] && (isText(value) || isObject(value)) && sane[area](value));
  }

  window.dyad.learning = {
    AREAS: Object.keys(sane), add: add, box: box, current: current, isAnswer: isAnswer, isSane: isSane, merged: merged,
    mergedAll: mergedAll, status: status, versions: versions
  };
})();
