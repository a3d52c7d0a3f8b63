/* What a reader leaves on these pages, kept in this browser alone: small versioned records, by area and key, under the
   curriculum and the organization, so that two courses on one host never mix. Where the browser keeps nothing, records
   live as long as the page, and `state` says so. See docs/widgets.md. */
(function () {
  "use strict";

  var VERSION = 1;
  var course = window.dyad.course || { curriculum: "", organization: "" };
  var prefix = "dyad:" + course.curriculum + ":" + course.organization + ":";
  var unkept = new Map(); // what the browser refused, for as long as the page is open
  var full = false;

  /* The record in a stored text; nothing where somebody else wrote it, or a newer version of this script. */
  function read(text) {
    try {
      var found = JSON.parse(text);
      var known = found && found.v === VERSION && typeof found.at === "number" && "value" in found;
      return known ? found : undefined;
    } catch (corrupt) {
      return undefined;
    }
  }

  function tell(area, key) {
    document.dispatchEvent(new CustomEvent("dyad:store", { detail: { area: area, key: key } }));
  }

  function record(name) {
    return read(unkept.has(name) ? unkept.get(name) : window.localStorage.getItem(name));
  }

  function write(name, text) {
    try {
      window.localStorage.setItem(name, text);
      unkept.delete(name);
    } catch (refused) {
      full = true;
      unkept.set(name, text);
    }
  }

  /* The full names of all records of this course, or of one area, in the order of the alphabet. */
  function names(area) {
    var start = prefix + (area ? area + ":" : "");
    var found = new Set(unkept.keys());
    for (var i = 0; i < window.localStorage.length; i += 1) {
      found.add(window.localStorage.key(i));
    }
    return Array.from(found).filter(function (name) { return name.indexOf(start) === 0 && record(name); }).sort();
  }

  function parts(name) {
    var rest = name.slice(prefix.length);
    return [rest.slice(0, rest.indexOf(":")), rest.slice(rest.indexOf(":") + 1)];
  }

  function area(own) {
    function name(key) { return prefix + own + ":" + key; }
    return {
      get: function (key) { return (record(name(key)) || {}).value; },
      record: function (key) { return record(name(key)); },
      keys: function () { return names(own).map(function (found) { return parts(found)[1]; }); },
      set: function (key, value, at) {
        write(name(key), JSON.stringify({ v: VERSION, at: at === undefined ? Date.now() : at, value: value }));
        tell(own, key);
      },
      remove: function (key) {
        unkept.delete(name(key));
        window.localStorage.removeItem(name(key));
        tell(own, key);
      }
    };
  }

  /* Everything of this course as it is kept, what cannot be read included: texts by their full names. */
  function snapshot() {
    var own = Object.keys(window.localStorage).filter(function (name) { return name.indexOf(prefix) === 0; });
    var found = new Map(own.map(function (name) { return [name, window.localStorage.getItem(name)]; }));
    unkept.forEach(function (text, name) { found.set(name, text); });
    return found;
  }

  function forget() {
    snapshot().forEach(function (_, name) { window.localStorage.removeItem(name); });
    unkept.clear();
    full = false;
  }

  /* Forgets everything of this course. */
  function erase() {
    forget();
    tell("", "");
  }

  /* Makes everything of this course what it was at a snapshot. */
  function restore(texts) {
    forget();
    texts.forEach(function (text, name) { write(name, text); });
    tell("", "");
  }

  window.addEventListener("storage", function (event) {
    if (event.key === null) {
      tell("", "");
    } else if (event.key.indexOf(prefix) === 0) {
      tell.apply(null, parts(event.key));
    }
  });

  window.dyad.store = {
    area: area,
    erase: erase,
    restore: restore,
    snapshot: snapshot,
    isRecord: function (found) { return Boolean(read(JSON.stringify(found))); },
    /* "kept", "denied" or "full": whether what is set is there again on the next page. */
    state: function () {
      if (window.dyad.forgets) {
        return "denied";
      }
      return full ? "full" : "kept";
    }
  };
})();
