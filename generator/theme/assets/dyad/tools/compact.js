/* The working agreement of a pair: what they write stays in this browser, leaves as a file, and prints on one sheet. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var dom = window.dyad.dom;
  var el = dom.el;
  var kept = window.dyad.store.area("compact");
  var MOST = 2000;

  function value(id) { return typeof kept.get(id) === "string" ? kept.get(id) : ""; }

  /* A line to write in, and the same words for print, where a box would cut them off. */
  function upgrade(field) {
    var id = field.id;
    var printed = el("p", { "class": "dyad-c-printed" }, value(id));
    var input = el("textarea", { rows: 2, maxlength: MOST, "class": "dyad-c-input", "aria-labelledby": id + "-label" });
    input.value = value(id);
    input.addEventListener("input", function () {
      kept.set(id, input.value);
      printed.textContent = input.value;
      field.classList.toggle("dyad-c-filled", Boolean(input.value.trim()));
      field.dispatchEvent(new CustomEvent("dyad:written", { bubbles: true }));
    });
    field.classList.toggle("dyad-c-filled", Boolean(input.value.trim()));
    field.append(input, printed);
  }

  function fields(element) { return Array.from(element.querySelectorAll(".dyad-c-field")); }

  function blanks(element) {
    var open = fields(element).filter(function (one) { return !value(one.id).trim(); }).length;
    return open ? _("Still blank: %(number)s of %(all)s", { number: open, all: fields(element).length })
      : _("Every line is filled in.");
  }

  function exported(element) {
    var texts = {};
    fields(element).forEach(function (one) { texts[one.id] = value(one.id); });
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
    var known = fields(element).map(function (one) { return one.id; });
    var left = Object.keys(texts).filter(function (id) { return known.indexOf(id) < 0; });
    known.forEach(function (id) {
      var given = Object.prototype.hasOwnProperty.call(texts, id) ? texts[id] : "";
      if (typeof given === "string" && given.trim() && given.length <= MOST) {
        var input = document.getElementById(id).querySelector("textarea");
        input.value = given;
        input.dispatchEvent(new Event("input"));
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
    element.addEventListener("dyad:written", function () { state.textContent = blanks(element); });
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
    fields(element).forEach(upgrade);
    element.before(bar(element));
  });
})();
