/* Elements in a line. Texts are always set as text, so that what somebody wrote never becomes HTML. */
(function () {
  "use strict";

  var last = 0;

  function set(element, attributes) {
    Object.keys(attributes).forEach(function (name) {
      var value = attributes[name];
      if (typeof value === "function") {
        element.addEventListener(name, value);
      } else if (typeof value === "boolean" && name.indexOf("aria-") < 0) {
        element.toggleAttribute(name, value);
      } else if (value !== undefined && value !== null) {
        element.setAttribute(name, value);
      }
    });
    return element;
  }

  /* An element with attributes (a function listens to the event of its name) and children: elements or texts. */
  function el(tag, attributes) {
    var made = set(document.createElement(tag), attributes || {});
    made.append.apply(made, Array.from(arguments).slice(2).flat().filter(function (one) {
      return one !== null && one !== undefined && one !== "";
    }));
    return made;
  }

  function svg(tag, attributes) {
    var made = set(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes || {});
    made.append.apply(made, Array.from(arguments).slice(2).flat());
    return made;
  }

  function button(text, press, quiet) {
    return el("button", { type: "button", "class": "dyad-button" + (quiet ? " dyad-button--quiet" : ""), click: press }, text);
  }

  /* Radio buttons or checkboxes with the same look. `options` are {value, text, hidden}: what is hidden is only heard. */
  function choice(kind, name, option, checked, change) {
    var input = el("input", { type: kind, name: name, value: option.value, change: change });
    input.checked = checked;
    return el("label", { "class": "dyad-choice" }, input, " ",
      el("span", {}, option.text, option.hidden ? el("span", { "class": "dyad-hidden" }, " " + option.hidden) : ""));
  }

  /* A number of a scale to tick: small enough that six of them stand side by side on a phone. */
  function box(name, mark, checked, change) {
    var made = choice("radio", name, { value: mark.value, text: String(mark.value), hidden: mark.label }, checked, change);
    made.className = "dyad-t-box";
    return made;
  }

  function group(legend, children, attributes) {
    return el("fieldset", Object.assign({ "class": "dyad-t-group" }, attributes), el("legend", {}, legend), children);
  }

  /* A table with a head and rows of cells; the first cell of each row is its heading. On a phone the rows are cards. */
  function table(caption, heads, rows) {
    return el("table", { "class": "dyad-t-table" }, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, heads.map(function (head) { return el("th", { scope: "col" }, head); }))),
      el("tbody", {}, rows.map(function (cells) {
        return el("tr", {}, cells.map(function (cell, place) {
          return place ? el("td", { "data-label": heads[place] }, cell) : el("th", { scope: "row" }, cell);
        }));
      })));
  }

  function id(start) {
    last += 1;
    return "dyad-t-" + start + "-" + last;
  }

  function today() {
    var now = new Date();
    var parts = [now.getMonth() + 1, now.getDate()].map(function (part) { return String(part).padStart(2, "0"); });
    return [now.getFullYear()].concat(parts).join("-");
  }

  window.dyad.dom = {
    box: box, button: button, choice: choice, el: el, group: group, id: id, svg: svg, table: table, today: today
  };
})();
