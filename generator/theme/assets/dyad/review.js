/* A page cannot know on which day it is read: whether its review is overdue by then is said here. */
(function () {
  "use strict";

  var _ = window.dyad.word;

  function day(date) {
    var parts = [date.getMonth() + 1, date.getDate()].map(function (part) { return String(part).padStart(2, "0"); });
    return [date.getFullYear()].concat(parts).join("-");
  }

  document.querySelectorAll("[data-dyad-due]").forEach(function (review) {
    if (day(new Date()) > review.dataset.dyadDue) {
      var mark = document.createElement("strong");
      mark.className = "dyad-tag dyad-overdue";
      mark.textContent = _("overdue");
      review.append(" ", mark);
    }
  });
})();
