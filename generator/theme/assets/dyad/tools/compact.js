/* The working agreement of a pair: what they write stays in this browser, leaves as a file, and prints on one sheet. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var dom = window.dyad.dom;
  var el = dom.el;
  var lines = window.dyad.lines;

  function keys(element) {
    return Array.from(element.querySelectorAll("[data-line]"), function (field) { return field.dataset.line; });
  }

  /* How much is still open, in words; where a quarter is written, the sheet is printed closer together. */
  function blanks(element) {
    var all = keys(element);
    var open = all.filter(function (key) { return !lines.value(key).trim(); }).length;
    element.parentElement.classList.toggle("dyad-c--full", open * 4 < all.length * 3);
    return open ? _("Still blank: %(number)s of %(all)s", { number: open, all: all.length })
      : _("Every line is filled in.");
  }

  function exported(element) {
    var texts = {};
    keys(element).forEach(function (key) { texts[key] = lines.value(key); });
    return JSON.stringify({ compact: window.dyad.course.curriculum, version: 1, date: dom.today(), texts: texts }, null, 2) + "\n";
  }

  /* Takes over a file of the same agreement: texts of known lines; what it says of others is left out and told. */
  function opened(element, text) {
    var raw = null;
    try {
      raw = JSON.parse(text);
    } catch (odd) {
      raw = null;
    }
    var texts = raw && raw.compact === window.dyad.course.curriculum && raw.version === 1 && raw.texts;
    if (!texts || typeof texts !== "object") {
      return _("This is not a working agreement that was saved here.");
    }
    var known = keys(element);
    var left = Object.keys(texts).filter(function (id) { return known.indexOf(id) < 0; });
    known.forEach(function (id) {
      var given = Object.prototype.hasOwnProperty.call(texts, id) ? texts[id] : "";
      if (typeof given === "string" && given.trim() && given.length <= lines.MOST) {
        lines.set(id, given);
      }
    });
    return _("Opened.") + (left.length ? " " + _("Left out, because this page does not know it: %(names)s.", { names: left.slice(0, 8).join(", ") }) : "");
  }

  function bar(element) {
    var said = el("p", { "class": "dyad-t-said" });
    var file = el("input", { type: "file", accept: ".json,application/json", change: function () {
      window.dyad.chosen(file).catch(function () { return ""; }).then(function (text) {
        said.textContent = opened(element, text);
        file.value = ""; // so that the same file can be chosen again
        window.dyad.say(said.textContent);
      });
    } });
    var state = el("p", { "class": "dyad-t-status" }, blanks(element));
    document.addEventListener("dyad:store", function () { state.textContent = blanks(element); });
    return el("div", { "class": "dyad-t dyad-screen" }, state,
      el("p", { "class": "dyad-note" }, window.dyad.store.state() === "kept"
        ? _("What you write stays in this browser. Nothing is sent. Save a file, so that both of you have it.")
        : _("This browser keeps nothing after you close the page. Save a file before you leave. Nothing is sent.")),
      el("p", { "class": "dyad-actions" }, dom.button(_("Save it as a file"), function () {
        window.dyad.download("working-agreement-" + dom.today() + ".json", exported(element));
      }), dom.button(_("Print it"), function () { window.print(); }, true)),
      el("label", { "class": "dyad-t-field" }, el("span", {}, _("Open a file of it. Its lines take the place of those here.")), file), said);
  }

  document.querySelectorAll("dyad-compact").forEach(function (element) {
    element.before(bar(element));
  });
})();
