/* A form as a short code: bytes with a checksum, written in the letters that an address may hold. Pure; see share.js
   for what is done with a form that comes in. Answers take four bits each, so that an inventory fits a small picture. */
(function () {
  "use strict";

  var FORMAT = 1;
  var MOST = 60000; // letters
  var ROLES = ["", "A", "B", "C"];
  var LEVELS = ["numbers", "names"];
  var FIRST_DAY = 18262; // 2020-01-01, in days since 1970

  function Broken(why) { this.why = why; }

  /* The usual checksum of zip files, PNG pictures and others. */
  function checksum(bytes) {
    var made = -1;
    bytes.forEach(function (byte) {
      made ^= byte;
      for (var bit = 0; bit < 8; bit += 1) {
        made = (made >>> 1) ^ (made & 1 ? 0xedb88320 : 0);
      }
    });
    made = (made ^ -1) >>> 0;
    return [24, 16, 8, 0].map(function (shift) { return (made >>> shift) & 255; });
  }

  function writer() {
    var bytes = [];
    function number(value) {
      for (; value > 127; value = Math.floor(value / 128)) {
        bytes.push(value % 128 + 128);
      }
      bytes.push(value);
    }
    function text(words) {
      var coded = new TextEncoder().encode(words);
      number(coded.length);
      coded.forEach(function (byte) { bytes.push(byte); });
    }
    return { bytes: bytes, number: number, text: text };
  }

  function reader(bytes) {
    var at = 0;
    function take(count) {
      at += count;
      if (at > bytes.length) {
        throw new Broken("damaged");
      }
      return bytes.slice(at - count, at);
    }
    function number() {
      var value = 0;
      var one = 128;
      for (var times = 1; one > 127; times *= 128) {
        one = take(1)[0];
        value += one % 128 * times;
        if (times > 2097152) {
          throw new Broken("damaged");
        }
      }
      return value;
    }
    function text() {
      return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(take(number())));
    }
    return { take: take, number: number, text: text, atEnd: function () { return at === bytes.length; } };
  }

  /* The tables of a form that are packed: ids with small numbers. */
  var GROUPS = [
    ["answers", "all"], ["answers", "self"], ["answers", "partner"], ["names", "A"], ["names", "B"], ["talk", "all"],
    ["bands", "all"], ["bands", "self"], ["bands", "partner"]
  ];

  function group(form, name) { return (form[name[0]] || {})[name[1]]; }

  function packed(out, values, ids) {
    for (var place = 0; place < ids.length; place += 2) {
      var two = [ids[place], ids[place + 1]].map(function (id) { return id in values ? values[id] + 1 : 0; });
      out.bytes.push(two[0] * 16 + two[1]);
    }
  }

  function unpacked(source, ids) {
    var values = Object.create(null);
    source.take(Math.ceil(ids.length / 2)).forEach(function (byte, place) {
      [byte >> 4, byte & 15].forEach(function (one, second) {
        if (one && place * 2 + second < ids.length) {
          values[ids[place * 2 + second]] = one - 1;
        }
      });
    });
    return values;
  }

  function day(date) { return date ? Math.round(Date.parse(date + "T00:00:00Z") / 86400000) - FIRST_DAY + 1 : 0; }
  function dateOf(number) {
    return number ? new Date((number - 1 + FIRST_DAY) * 86400000).toISOString().slice(0, 10) : "";
  }

  /* The code of a form, see `share.form`. */
  function write(form) {
    var out = writer();
    out.number(FORMAT);
    out.text(form.tool);
    out.number(form.version);
    [form.curriculum, form.variant].forEach(out.text);
    [ROLES.indexOf(form.role) + 4 * ROLES.indexOf(form.about || ""), LEVELS.indexOf(form.level), day(form.date)].forEach(out.number);
    GROUPS.forEach(function (name, place) {
      var values = group(form, name) || {};
      var ids = Object.keys(values);
      if (ids.length) {
        // Two columns of one form mostly have the same ids, which are then written once.
        var before = GROUPS.slice(0, place).map(function (one) { return Object.keys(group(form, one) || {}).join(); });
        var same = before.indexOf(ids.join());
        out.number(place + 1);
        out.number(same + 1);
        if (same < 0) {
          out.text(ids.join());
        }
        packed(out, values, ids);
      }
    });
    out.number(0);
    Object.keys(form.notes).forEach(function (path) {
      out.text(path);
      out.text(form.notes[path]);
    });
    return letters(out.bytes.concat(checksum(out.bytes)));
  }

  function letters(bytes) {
    var text = bytes.map(function (byte) { return String.fromCharCode(byte); }).join("");
    return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function bytesOf(code) {
    if (!/^[A-Za-z0-9_-]+$/.test(code)) {
      throw new Broken("damaged");
    }
    try {
      var text = atob(code.replace(/-/g, "+").replace(/_/g, "/"));
      return Array.from(text, function (sign) { return sign.charCodeAt(0); });
    } catch (odd) {
      throw new Broken("damaged");
    }
  }

  function groups(source) {
    var found = { answers: {}, names: {}, talk: {}, bands: {} };
    var known = [];
    for (var place = source.number(); place; place = source.number()) {
      var same = source.number();
      var name = GROUPS[place - 1];
      if (!name || (same && !known[same - 1])) {
        throw new Broken("damaged");
      }
      var ids = same ? known[same - 1] : source.text().split(",");
      known[place - 1] = ids;
      found[name[0]][name[1]] = unpacked(source, ids);
    }
    return found;
  }

  /* The form in a code, as it was written; nothing in it is known to be true of a tool. */
  function parsed(source) {
    if (source.number() !== FORMAT) {
      throw new Broken("newer");
    }
    var form = { tool: source.text(), version: source.number(), curriculum: source.text(), variant: source.text() };
    var who = source.number();
    form.role = ROLES[who % 4];
    form.about = ROLES[Math.floor(who / 4)];
    form.level = LEVELS[source.number()];
    form.date = dateOf(source.number() % 100000);
    Object.assign(form, groups(source), { notes: Object.create(null) });
    while (!source.atEnd()) {
      var path = source.text();
      form.notes[path] = source.text();
    }
    return form;
  }

  /* {form}, or {refused: "damaged" | "large" | "newer"}. */
  function read(code) {
    if (code.length > MOST) {
      return { refused: "large" };
    }
    try {
      var bytes = bytesOf(code);
      var body = bytes.slice(0, -4);
      if (bytes.length < 8 || checksum(body).join() !== bytes.slice(-4).join()) {
        return { refused: "damaged" };
      }
      return { form: parsed(reader(body)) };
    } catch (found) {
      if (found instanceof Broken || found instanceof TypeError || found instanceof RangeError) {
        return { refused: found.why || "damaged" };
      }
      throw found;
    }
  }

  window.dyad.code = { read: read, write: write, MOST: MOST };
})();
