/* Retrieval over time: what is due, and a module's page that shows one due question alone, with the way to the next. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var learning = window.dyad.learning;
  var progress = window.dyad.progress;
  var MOST = 8; // about five minutes
  var isOn = /[?&]review\b/.test(location.search);

  /* Every question that was ever checked, as it stands now, with its box. */
  function known() {
    var found = [];
    (window.dyad.course.modules || []).forEach(function (module) {
      module.items.forEach(function (item, index) {
        var value = progress.value(item[0]);
        var status = learning.status(value, item[1]);
        if (status !== "open") {
          var box = learning.box(value, item[1]) || { box: 1, due: 0 };
          found.push({ module: module, id: item[0], number: index + 1, status: status, box: box.box, due: box.due });
        }
      });
    });
    return found;
  }

  /* Questions due at a time: the lowest boxes first, and of these what has waited longest. */
  function due(now) {
    return known().filter(function (one) { return one.due <= now; })
      .sort(function (one, other) { return one.box - other.box || one.due - other.due; });
  }

  function counts() {
    return known().reduce(function (found, one) {
      found[one.box] = (found[one.box] || 0) + 1;
      return found;
    }, {});
  }

  function why(one) {
    if (one.status === "revised") {
      return _("(revised since you answered)");
    }
    return one.status === "wrong" ? _("(not right last time)") : _("(right, and a while ago)");
  }

  function address(one) { return progress.root + one.module.path + "?review#" + one.id; }

  /* Shows one question of the page alone, and what comes after it. */
  function alone(section) {
    var keep = section;
    while (keep.parentElement && !keep.matches("article")) {
      Array.from(keep.parentElement.children).forEach(function (other) {
        if (other !== keep && other.localName !== "h1" && !other.matches('[role="status"]')) {
          other.classList.add("dyad-aside");
        }
      });
      keep = keep.parentElement;
    }
  }

  function way(section) {
    var bar = document.createElement("p");
    bar.className = "dyad-way";
    var left = due(Date.now()).filter(function (one) { return one.id !== section.dataset.item; });
    var next = document.createElement("a");
    next.className = "dyad-button";
    next.href = left.length ? address(left[0]) : progress.root + "review.html";
    next.textContent = left.length ? _("Next question to review") : _("Done: back to Review");
    var whole = document.createElement("a");
    whole.href = location.pathname + location.hash;
    whole.textContent = _("Show the whole page");
    bar.append(next, " ", whole);
    return bar;
  }

  /* In a review a question is asked anew: what was answered last time would give it away. */
  function begin(quiz) {
    var question = isOn && quiz.questions.find(function (one) { return "#" + one.id === location.hash; });
    if (question) {
      question.again();
      var bar = way(question.section);
      alone(question.section);
      question.section.after(bar);
      window.scrollTo(0, 0);
    }
  }

  window.dyad.review = { MOST: MOST, address: address, begin: begin, counts: counts, due: due, why: why };
})();
