/* The joint page of a two-chair case: what happened opens once the two have written down what they agree on. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var dom = window.dyad.dom;
  var kept = window.dyad.store.area("chairs");

  function fill(element) {
    var key = element.getAttribute("data-case");
    var happened = element.querySelector("details");
    var text = dom.el("textarea", { rows: 4, maxlength: 4000 });
    var said = dom.el("p", { "class": "dyad-t-said" });
    var open = dom.button(_("We agree: show what really happened"), function () {
      if (!text.value.trim()) {
        said.textContent = _("Write down first what the two of you agree on.");
        text.focus();
        return;
      }
      said.textContent = "";
      happened.hidden = false;
      happened.open = true;
      happened.querySelector("summary").focus();
    });
    text.value = typeof kept.get(key) === "string" ? kept.get(key) : "";
    text.addEventListener("input", function () { kept.set(key, text.value); });
    element.querySelector(".dyad-lines").hidden = true;
    element.prepend(dom.el("label", { "class": "dyad-t-field" }, dom.el("span", {}, _("What we agree on")), text), said);
    if (happened) {
      happened.hidden = !text.value.trim();
      happened.before(dom.el("p", { "class": "dyad-actions" }, open));
    }
  }

  document.querySelectorAll("dyad-agreed").forEach(fill);
})();
