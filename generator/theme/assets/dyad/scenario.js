/* A branching scenario as a path: one moment at a time, what was chosen stays readable, and one may choose again. */
(function () {
  "use strict";

  var _ = window.dyad.word;

  function part(section, node) { return section.querySelector('[data-node="' + node + '"]'); }

  function chosen(moment) {
    var input = moment.querySelector("input:checked");
    return input ? input.value : "";
  }

  /* The moment that comes after the steps walked so far; nothing where the path has ended. */
  function next(key, path) {
    var last = path[path.length - 1];
    return last ? key.nodes[last[0]][last[1]][1] : key.first;
  }

  function show(element, selector, isShown) { element.querySelector(selector).hidden = !isShown; }

  function showWalked(moment, choice, isWalked) {
    moment.querySelectorAll(".dyad-choice").forEach(function (label) {
      var input = label.querySelector("input");
      label.hidden = isWalked && input.value !== choice;
      if (isWalked) {
        input.checked = input.value === choice;
      }
    });
    show(moment, "[data-do=turn]", !isWalked);
    show(moment, "[data-do=back]", isWalked);
    show(moment, ".dyad-turn", true);
  }

  /* Puts the moments walked in their order, then the one to decide; all others wait. */
  function draw(section, key, path) {
    var open = next(key, path);
    var last = new Map(path);
    section.querySelectorAll(".dyad-moment").forEach(function (moment) { moment.hidden = true; });
    path.map(function (step) { return step[0]; }).concat(open || []).forEach(function (node, index) {
      var moment = part(section, node);
      moment.hidden = false;
      showWalked(moment, last.get(node), node !== open);
      moment.querySelector(".dyad-moment__number").textContent =
        _("Moment %(number)s", { number: index + 1 });
      section.querySelector(".dyad-work").before(moment);
    });
  }

  /* A path that an older release kept may name what is no longer there: it counts up to that point. */
  function walkable(key, path) {
    var made = [];
    (path || []).every(function (step) {
      var known = next(key, made) === step[0] && key.nodes[step[0]][step[1]];
      return known && made.push(step);
    });
    return made;
  }

  /* A path in words, such as “Ask” → “Pour”. */
  function told(section, key, path) {
    return walkable(key, path).map(function (step) {
      var input = part(section, step[0]).querySelector('input[value="' + step[1] + '"]');
      return "“" + input.closest("label").querySelector("span").textContent.trim() + "”";
    }).join(" → ");
  }

  window.dyad.scenario = { chosen: chosen, draw: draw, next: next, part: part, told: told, walkable: walkable };

  /* In the same terms as the other kinds, see kinds.js; the answer is the path. */
  window.dyad.kinds.scenario = {
    inputs: function (section) { return Array.from(section.querySelectorAll(".dyad-moment input")); },
    read: function (section) { return { path: JSON.parse(section.dataset.path || "[]") }; },
    write: function (section, answer) {
      var key = JSON.parse(section.dataset.key);
      var path = walkable(key, answer.path);
      section.dataset.path = JSON.stringify(path);
      this.inputs(section).forEach(function (input) { input.checked = false; });
      draw(section, key, path);
    },
    field: function (section, id) { return part(section, id).querySelector("label:not([hidden]) input"); },
    after: function (section, id) {
      var shown = part(section, id).querySelectorAll("label:not([hidden])");
      return shown[shown.length - 1];
    },
    mix: function () {}
  };
})();
