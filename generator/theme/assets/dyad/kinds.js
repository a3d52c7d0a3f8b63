/* Where a question of each kind has its fields: how an answer is read from the page and put back, and where what is said
   about a part of it belongs. Judging is in grade.js, the course of things in quiz.js. */
(function () {
  "use strict";

  function all(section, selector) { return Array.from(section.querySelectorAll(selector)); }

  function clear(section) {
    all(section, ".dyad-work input:checked").forEach(function (input) { input.checked = false; });
  }

  var choices = {
    inputs: function (section) { return all(section, 'input[name="' + section.dataset.item + '"]'); },
    read: function (section) {
      var checked = this.inputs(section).filter(function (input) { return input.checked; });
      return { picked: checked.map(function (input) { return input.value; }).sort() };
    },
    write: function (section, answer) {
      this.inputs(section).forEach(function (input) {
        input.checked = (answer.picked || []).includes(input.value);
      });
    },
    field: function (section, id) {
      return this.inputs(section).find(function (input) { return input.value === id; });
    },
    after: function (section, id) { return this.field(section, id).closest("label"); },
    mix: function (section, seed) {
      var list = section.querySelector("[data-mixed]");
      if (list) {
        var labels = Array.from(list.children).sort(function (one, other) {
          return one.querySelector("input").value < other.querySelector("input").value ? -1 : 1;
        });
        list.append.apply(list, window.dyad.grade.shuffled(labels, seed));
      }
    }
  };

  var matching = {
    inputs: function (section) { return all(section, "select"); },
    read: function (section) {
      return { pairs: Object.fromEntries(this.inputs(section).map(function (select) {
        return [select.id.slice(section.dataset.item.length + 1), select.value];
      })) };
    },
    write: function (section, answer) {
      this.inputs(section).forEach(function (select) {
        select.value = (answer.pairs || {})[select.id.slice(section.dataset.item.length + 1)] || "";
      });
    },
    field: function (section, id) { return document.getElementById(section.dataset.item + "-" + id); },
    after: function (section, id) { return this.field(section, id); },
    mix: function () {}
  };

  var fillIn = {
    inputs: function (section) { return all(section, ".dyad-blank"); },
    read: function (section) {
      return { blanks: this.inputs(section).map(function (input) { return input.value; }) };
    },
    write: function (section, answer) {
      this.inputs(section).forEach(function (input, index) { input.value = (answer.blanks || [])[index] || ""; });
    },
    field: function (section, id) { return this.inputs(section)[Number(id) - 1]; },
    after: function (section) { return section.querySelector("fieldset").lastElementChild; },
    mix: function () {}
  };

  var numeric = {
    inputs: function (section) { return all(section, "#" + section.dataset.item + "-number"); },
    read: function (section) { return { number: this.inputs(section)[0].value }; },
    write: function (section, answer) { this.inputs(section)[0].value = answer.number || ""; },
    field: function (section) { return this.inputs(section)[0]; },
    after: function (section) { return section.querySelector(".dyad-match"); },
    mix: function () {}
  };

  /* Steps are moved by buttons. Until one is moved, there is no answer. */
  var ordering = {
    rows: function (section) { return all(section, ".dyad-step"); },
    inputs: function (section) { return all(section, ".dyad-move button"); },
    read: function (section) {
      var steps = this.rows(section).map(function (row) { return row.dataset.step; });
      return { steps: section.hasAttribute("data-moved") ? steps : [] };
    },
    write: function (section, answer) {
      section.toggleAttribute("data-moved", Boolean((answer.steps || []).length));
      var rows = this.rows(section);
      (answer.steps || []).forEach(function (id) {
        rows.filter(function (row) { return row.dataset.step === id; })
          .forEach(function (row) { row.parentElement.append(row); });
      });
      this.number(section);
    },
    field: function (section, id) { return section.querySelector('[data-step="' + id + '"] button'); },
    after: function (section, id) { return section.querySelector('[data-step="' + id + '"]').lastElementChild; },
    mix: function (section, seed) {
      var right = JSON.parse(section.dataset.key).steps;
      var mixed = window.dyad.grade.shuffled(right, seed);
      this.write(section, { steps: mixed.join() === right.join() ? mixed.reverse() : mixed });
      section.removeAttribute("data-moved");
    },
    number: function (section) {
      var rows = this.rows(section);
      rows.forEach(function (row, index) {
        row.dataset.place = String(index + 1);
        row.querySelector("[data-do=up]").setAttribute("aria-disabled", String(index === 0));
        row.querySelector("[data-do=down]").setAttribute("aria-disabled", String(index === rows.length - 1));
      });
    },
    /* Moves the row of a button by one; returns its new place, from 1, or nothing where it cannot move. */
    move: function (section, button) {
      var row = button.closest(".dyad-step");
      var up = button.dataset.do === "up";
      var other = up ? row.previousElementSibling : row.nextElementSibling;
      if (!other || !other.matches(".dyad-step")) {
        return 0;
      }
      other[up ? "before" : "after"](row);
      button.focus();
      section.setAttribute("data-moved", "");
      this.number(section);
      return Number(row.dataset.place);
    }
  };

  window.dyad.kinds = {
    clear: clear,
    "single-choice": choices,
    "multiple-choice": choices,
    "true-false": choices,
    matching: matching,
    ordering: ordering,
    "fill-in": fillIn,
    numeric: numeric
  };
})();
