/* The page “Review”: which questions are due, a few at a time, across all modules. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var review = window.dyad.review;

  class ReviewPage extends HTMLElement {
    connectedCallback() {
      document.querySelectorAll(".dyad-noscript").forEach(function (note) { note.hidden = true; });
      this.hidden = false;
      this.draw();
      document.addEventListener("dyad:store", this.draw.bind(this));
    }

    draw() {
      var due = review.due(Date.now());
      var now = due.slice(0, review.MOST);
      this.querySelector(".dyad-unkept").hidden = window.dyad.store.state() === "kept";
      this.querySelector(".dyad-review__none").hidden = due.length > 0;
      this.querySelector(".dyad-review__some").hidden = due.length === 0;
      this.querySelector(".dyad-review__count").textContent = due.length > now.length
        ? _("%(now)s of the %(all)s questions that are due: about five minutes.", { now: now.length, all: due.length })
        : _("Questions that are due: %(now)s.", { now: now.length });
      if (now.length) {
        this.querySelector(".dyad-review__some a").href = review.address(now[0]);
      }
      this.querySelector("ol").replaceChildren.apply(this.querySelector("ol"), now.map(this.line));
      this.boxes();
    }

    line(one) {
      var line = document.createElement("li");
      var link = document.createElement("a");
      link.href = review.address(one);
      link.textContent = _("%(title)s, question %(number)s", { title: one.module.title, number: one.number });
      line.append(link, " " + review.why(one));
      return line;
    }

    boxes() {
      var counts = review.counts();
      this.querySelectorAll("[data-box]").forEach(function (cell) {
        cell.textContent = String(counts[cell.dataset.box] || 0);
      });
    }
  }

  window.customElements.define("dyad-review", ReviewPage);
})();
