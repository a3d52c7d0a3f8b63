/* Lines of a pair's working agreement, to write in: on the page of the agreement, and in the exercises that fill them. What
   is written in one place stands in the other. */
(function () {
  "use strict";

  var MOST = 2000;
  var kept = window.dyad.store.area("compact");

  function value(key) { return typeof kept.get(key) === "string" ? kept.get(key) : ""; }

  /* A box to write in, and the same words for print, where a box would cut them off. */
  function open(field) {
    var key = field.dataset.line;
    var printed = document.createElement("p");
    var input = document.createElement("textarea");
    printed.className = "dyad-c-printed";
    Object.assign(input, { rows: 2, maxLength: MOST, className: "dyad-c-input" });
    input.setAttribute("aria-labelledby", field.querySelector(".dyad-c-label").id);
    function show() {
      if (input.value !== value(key)) {
        input.value = value(key);
      }
      printed.textContent = input.value;
      field.classList.toggle("dyad-c-filled", Boolean(input.value.trim()));
    }
    input.addEventListener("input", function () { kept.set(key, input.value); });
    document.addEventListener("dyad:store", function (event) {
      if (event.detail.area === "compact" || !event.detail.area) {
        show();
      }
    });
    show();
    field.append(input, printed);
  }

  document.querySelectorAll("[data-line]").forEach(open);
  window.dyad.lines = { MOST: MOST, set: function (key, text) { kept.set(key, text); }, value: value };
})();
