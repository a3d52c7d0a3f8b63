/* What the questions of a page say in words, what they add up to by objective, and the notes that nobody grades. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var learning = window.dyad.learning;
  var notes = window.dyad.store.area("notes");

  function points(got, of) { return _("%(got)s of %(of)s", { got: got, of: of }); }

  function partial(found) {
    return found.extra
      ? _("You found %(got)s of %(of)s, and chose %(extra)s too many.", found)
      : _("You found %(got)s of %(of)s.", found);
  }

  function result(judged, attempt) {
    var words = judged.right ? _("Correct.") : _("Not yet.");
    if (judged.found.of > 1) {
      words += " " + (judged.right ? points(judged.found.got, judged.found.of) + "." : partial(judged.found));
    }
    if (judged.right && attempt.sure === "guess") {
      words += " " + _("You guessed, so it comes back soon in Review.");
    }
    return words;
  }

  function verdict(part, kind) {
    if (part.missed) {
      return _("You missed this one.");
    }
    var numbered = kind === "fill-in" ? _("Blank %(number)s", { number: part.field }) + ": " : "";
    return numbered + (part.right ? _("Correct.") : _("Not yet."));
  }

  function missing(kind, name, field) {
    switch (kind) {
      case "matching": return _("Choose what belongs to “%(words)s”", { words: field.labels[0].textContent.trim() });
      case "ordering": return _("Move at least one step");
      case "fill-in": return _("Fill in blank %(number)s", { number: name });
      case "numeric": return _("Write a number, such as 7.5");
      default: return _("Choose an answer");
    }
  }

  function advice(tried, all) {
    var wrong = tried.filter(function (one) { return one.points < one.max; });
    if (wrong.some(function (one) { return one.sure === "sure"; })) {
      return _("You were sure, and it was not right.");
    }
    if (wrong.length) {
      return _("Not right yet.");
    }
    if (tried.some(function (one) { return one.sure === "guess"; })) {
      return _("Right, with some guessing.");
    }
    return tried.length < all ? "" : _("All right.");
  }

  /* The latest attempts at the questions of a quiz; nothing for those that are open. */
  function latest(questions) {
    return questions.map(function (question) {
      return question.attempts().pop();
    });
  }

  function fill(line, questions) {
    var own = questions.filter(function (question) {
      return question.section.dataset.objective === line.dataset.objective;
    });
    var tried = latest(own).filter(Boolean);
    var right = tried.filter(function (one) { return one.points === one.max; });
    var read = line.querySelector(".dyad-summary__read");
    var said = line.querySelector(".dyad-summary__advice");
    line.querySelector(".dyad-summary__score").textContent =
      _("%(right)s of %(all)s right", { right: right.length, all: own.length }) + ".";
    said.textContent = advice(tried, own.length);
    said.hidden = !said.textContent;
    if (read) {
      read.hidden = !tried.some(function (one) { return one.points < one.max || one.sure === "guess"; });
    }
  }

  /* Fills in where one stands, objective by objective, as soon as something has been checked. */
  function summary(quiz) {
    var place = quiz.querySelector(".dyad-summary");
    var unkept = document.querySelector(".dyad-unkept");
    if (unkept) {
      unkept.hidden = window.dyad.store.state() === "kept";
    }
    if (!place) {
      return;
    }
    var tried = latest(quiz.questions);
    var right = tried.filter(function (one) { return one && one.points === one.max; }).length;
    place.hidden = !tried.some(Boolean);
    place.querySelector(".dyad-summary__all").textContent =
      _("%(right)s of %(all)s right, %(open)s still open.", {
        right: right, all: tried.length, open: tried.filter(function (one) { return !one; }).length });
    place.querySelectorAll("[data-objective]").forEach(function (line) { fill(line, quiz.questions); });
  }

  /* What is kept of a note; an empty one where it makes no sense. */
  function noteOf(id) {
    var record = notes.record(id);
    return learning.isSane("notes", record) ? record.value : {};
  }

  /* A reflection is kept as it is typed; what another device wrote stays beside it. */
  function openReflection(section) {
    var field = section.querySelector("textarea");
    var line = section.querySelector(".dyad-kept");
    var id = section.dataset.item;
    var versions = noteOf(id).versions || [];
    field.value = versions.length ? versions[0].text : "";
    versions.slice(1).forEach(function (other) {
      var quote = document.createElement("blockquote");
      quote.textContent = other.text;
      line.after(quote);
    });
    field.addEventListener("input", function () {
      var made = field.value ? [{ at: Date.now(), text: field.value }] : [];
      notes.set(id, { versions: made.concat(versions.slice(1)) });
      line.textContent = window.dyad.store.state() === "kept" ? _("Kept in this browser.") : _("Not kept: copy it.");
      line.hidden = false;
    });
  }

  /* Of the readings of a scale, the one for the number that was chosen. */
  function read(section, number) {
    section.querySelectorAll("[data-low]").forEach(function (row) {
      row.hidden = number < Number(row.dataset.low) || number > Number(row.dataset.high);
    });
  }

  function openScale(section) {
    var id = section.dataset.item;
    var kept = noteOf(id).number;
    section.querySelectorAll("input").forEach(function (input) {
      input.checked = Number(input.value) === kept;
      input.addEventListener("change", function () {
        notes.set(id, { number: Number(input.value) });
        read(section, Number(input.value));
      });
    });
    if (kept !== undefined) {
      read(section, kept);
    }
  }

  window.dyad.openNotes = function (quiz) {
    quiz.querySelectorAll('[data-kind="reflection"]').forEach(openReflection);
    quiz.querySelectorAll('[data-kind="scale"]').forEach(openScale);
  };
  window.dyad.summary = summary;
  window.dyad.words = { missing: missing, points: points, result: result, verdict: verdict };
})();
