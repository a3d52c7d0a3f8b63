/* The questions of a page: nothing counts until it is checked; each answer is talked about in words, kept in this browser,
   and told to the page by the events `dyad:check`. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var grade = window.dyad.grade;
  var kinds = window.dyad.kinds;
  var learning = window.dyad.learning;
  var tried = window.dyad.progress.value;
  var answers = window.dyad.store.area("quiz");
  var drafts = window.dyad.store.area("draft");

  class Question {
    constructor(section, module) {
      this.section = section;
      this.module = module;
      this.id = section.dataset.item;
      this.revision = section.dataset.revision;
      this.key = JSON.parse(section.dataset.key);
      this.kind = section.dataset.kind;
      this.fields = kinds[this.kind];
      this.result = section.querySelector(".dyad-result");
      this.problem = section.querySelector(".dyad-problem");
      this.title = section.querySelector("h3").textContent;
      this.shown = null; // the attempt whose result is on the page
    }

    start() {
      this.fields.inputs(this.section).forEach(function (input, index) {
        input.id = input.id || this.id + "-field-" + index;
      }, this);
      this.section.classList.add("dyad-question--live");
      this.section.querySelectorAll(".dyad-work, .dyad-move").forEach(function (part) { part.hidden = false; });
      this.section.querySelectorAll(".dyad-place").forEach(function (select) { select.hidden = true; });
      if (this.kind === "scenario") {
        this.section.querySelectorAll(".dyad-sure, [data-do=check]").forEach(function (part) { part.hidden = true; });
      }
      this.startHints();
      this.section.addEventListener("click", this.onClick.bind(this));
      this.section.addEventListener("input", this.onInput.bind(this));
      this.restore();
    }

    /* The second hint waits until the first has been opened. */
    startHints() {
      var hints = Array.from(this.section.querySelectorAll(".dyad-hint"));
      hints.slice(1).forEach(function (hint, index) {
        hint.hidden = true;
        hints[index].addEventListener("toggle", function () { hint.hidden = false; }, { once: true });
      });
    }

    /* Attempts at the question as it stands. */
    attempts() { return learning.current(tried(this.id), this.revision); }

    restore() {
      var known = this.attempts();
      var last = known[known.length - 1];
      var draft = drafts.get(this.id);
      var isDraft = Boolean(draft && draft.rev === this.revision && learning.isAnswer(draft.answer));
      this.clear();
      this.mix(known.slice(0, isDraft ? undefined : -1));
      this.fields.write(this.section, isDraft ? draft.answer : last ? last.answer : {});
      if (isDraft && this.kind === "scenario") {
        this.say(this.judged());
      } else if (!isDraft && last) {
        this.show(last);
      } else if (learning.status(tried(this.id), this.revision) === "revised") {
        this.result.textContent = _("This question was revised since you answered it.");
        this.result.hidden = false;
      }
    }

    mix(before) {
      var last = before[before.length - 1];
      this.fields.mix(this.section, this.id + (last ? last.at : ""));
    }

    onClick(event) {
      var button = event.target.closest("[data-do]");
      if (button) {
        this[button.dataset.do](button);
      }
    }

    onInput(event) {
      if (!event.target.closest(".dyad-work, .dyad-moment")) {
        this.keepDraft();
      }
    }

    /* A phone may drop a page at any time: what is not yet checked is noted, too. */
    keepDraft() {
      this.clear();
      drafts.set(this.id, { rev: this.revision, answer: this.fields.read(this.section) });
    }

    up(button) { this.move(button); }

    down(button) { this.move(button); }

    move(button) {
      var place = this.fields.move(this.section, button);
      if (place) {
        this.keepDraft();
        window.dyad.say(_("Now at place %(place)s.", { place: place }));
      }
    }

    check() {
      var answer = this.fields.read(this.section);
      var missing = grade.missing(this.kind, this.key, answer);
      if (missing.length) {
        this.showProblem(missing);
        return;
      }
      if (!this.shown) {
        this.keep(answer);
      }
      window.dyad.say(this.title + ": " + this.result.textContent);
    }

    keep(answer) {
      var sure = this.section.querySelector(".dyad-sure input:checked");
      var judged = this.judged();
      var attempt = { at: Date.now(), rev: this.revision, answer: answer, points: judged.points, max: judged.max };
      if (sure) {
        attempt.sure = sure.value;
      }
      this.clear();
      this.shown = attempt; // before the store tells of it
      answers.set(this.id, learning.add(tried(this.id), attempt));
      drafts.remove(this.id);
      this.show(attempt);
      this.section.dispatchEvent(new CustomEvent("dyad:check", { bubbles: true, detail: this.event(attempt) }));
    }

    event(attempt) {
      var course = window.dyad.course;
      return {
        curriculum: course.curriculum, organization: course.organization, module: this.module, item: this.id,
        kind: this.kind, revision: this.revision, objective: this.section.dataset.objective,
        points: attempt.points, max: attempt.max, sure: attempt.sure || "", attempt: this.attempts().length
      };
    }

    again() {
      drafts.remove(this.id);
      this.clear();
      kinds.clear(this.section);
      this.fields.write(this.section, {});
      this.mix(this.attempts());
      this.section.querySelector(".dyad-answer").open = false;
      this.focusFirst();
    }

    focusFirst() {
      var first = this.fields.inputs(this.section).find(function (input) {
        return input.checkVisibility() && input.getAttribute("aria-disabled") !== "true";
      });
      (first || this.section).focus();
    }

    /* What is to be said of the answer as it stands on the page. */
    judged() { return grade.check(this.kind, this.key, this.fields.read(this.section)); }

    /* The result of an attempt, in words, beside each part of the answer and below all of it. */
    show(attempt) {
      this.shown = attempt;
      var judged = this.judged();
      this.say(judged);
      this.result.hidden = false;
      this.result.textContent = window.dyad.words.result(judged, attempt);
      this.result.classList.toggle("dyad-result--right", judged.right);
      this.section.querySelectorAll(".dyad-sure input").forEach(function (input) {
        input.checked = input.value === attempt.sure;
      });
      this.section.querySelector("[data-do=again]").hidden = false;
      this.section.querySelector(".dyad-answer").hidden = false;
      this.showPaths();
    }

    say(judged) {
      judged.parts.forEach(function (part) {
        var row = part.row && this.section.querySelector('[data-row="' + part.row + '"]');
        var said = document.createElement("div");
        said.className = "dyad-feedback";
        said.id = this.id + "-said-" + part.field;
        var verdict = document.createElement("strong");
        verdict.className = "dyad-verdict dyad-verdict--" + (part.right ? "right" : "wrong");
        verdict.textContent = window.dyad.words.verdict(part, this.kind);
        said.append(verdict);
        if (row) {
          said.append.apply(said, [" "].concat(Array.from(row.cloneNode(true).childNodes)));
        }
        this.after(part).after(said);
        var field = this.fields.field(this.section, part.field);
        if (field) {
          field.setAttribute("aria-describedby", said.id);
        }
      }, this);
    }

    /* Several parts may belong after the same place, such as the blanks of a text: the next follows the last. */
    after(part) {
      var place = this.fields.after(this.section, part.field);
      while (place.nextElementSibling && place.nextElementSibling.matches(".dyad-feedback")) {
        place = place.nextElementSibling;
      }
      return place;
    }

    /* Takes away what was said, for a new answer. */
    clear() {
      this.shown = null;
      this.problem.hidden = true;
      this.result.hidden = true;
      this.section.querySelectorAll(".dyad-feedback, .dyad-walked").forEach(function (said) { said.remove(); });
      this.section.querySelectorAll("[aria-describedby*='-said-'], [aria-invalid]").forEach(function (field) {
        field.removeAttribute("aria-describedby");
        field.removeAttribute("aria-invalid");
      });
      this.section.querySelector("[data-do=again]").hidden = true;
      this.section.querySelector(".dyad-answer").hidden = true;
    }

    /* What is missing, in a box that takes the focus, with a link to each field. */
    showProblem(missing) {
      var list = this.problem.querySelector("ul");
      list.replaceChildren.apply(list, missing.map(function (name) {
        var field = this.fields.field(this.section, name);
        field.setAttribute("aria-invalid", "true");
        var link = document.createElement("a");
        link.href = "#" + field.id;
        link.textContent = window.dyad.words.missing(this.kind, name, field);
        link.addEventListener("click", function (event) {
          event.preventDefault();
          field.focus();
        });
        var line = document.createElement("li");
        line.append(link);
        return line;
      }, this));
      this.problem.hidden = false;
      this.problem.focus();
    }

    /* A turn in a scenario: what was chosen is talked about, and the next moment opens. */
    turn(button) {
      var moment = button.closest(".dyad-moment");
      var choice = window.dyad.scenario.chosen(moment);
      if (!choice) {
        this.section.querySelector(".dyad-work").before(moment);
        this.showProblem([moment.dataset.node]);
        return;
      }
      var path = this.fields.read(this.section).path.concat([[moment.dataset.node, choice]]);
      this.walk(path);
      if (!window.dyad.scenario.next(this.key, path)) {
        this.keep({ path: path });
      }
      var said = this.section.querySelectorAll(".dyad-feedback");
      window.dyad.say(said[path.length - 1].textContent + " " + (this.shown ? this.result.textContent : ""));
      this.focusPath();
    }

    walk(path) {
      this.clear();
      this.fields.write(this.section, { path: path });
      this.say(this.judged());
      drafts.set(this.id, { rev: this.revision, answer: { path: path } });
    }

    /* Back to a moment, to try another branch. */
    back(button) {
      var node = button.closest(".dyad-moment").dataset.node;
      var path = this.fields.read(this.section).path;
      this.walk(path.slice(0, path.findIndex(function (step) { return step[0] === node; })));
      this.focusPath();
    }

    focusPath() {
      var open = Array.from(this.section.querySelectorAll(".dyad-moment:not([hidden])")).pop();
      var target = this.shown ? this.result : open;
      target.tabIndex = -1;
      target.focus();
    }

    /* The paths walked before this one. */
    showPaths() {
      var earlier = this.kind === "scenario" ? this.attempts().slice(0, -1) : [];
      if (!earlier.length) {
        return;
      }
      var list = document.createElement("ol");
      list.append.apply(list, earlier.map(function (attempt) {
        var line = document.createElement("li");
        line.textContent = window.dyad.scenario.told(this.section, this.key, attempt.answer.path) + ": " +
          window.dyad.words.points(attempt.points, attempt.max);
        return line;
      }, this));
      var walked = document.createElement("details");
      walked.className = "dyad-answer dyad-walked";
      var summary = document.createElement("summary");
      summary.textContent = _("Paths you walked before (%(number)s)", { number: earlier.length });
      walked.append(summary, list);
      this.result.after(walked);
    }
  }

  class Quiz extends HTMLElement {
    connectedCallback() {
      if (this.questions) {
        return;
      }
      this.questions = Array.from(this.querySelectorAll("[data-key]")).map(function (section) {
        return new Question(section, this.dataset.module);
      }, this);
      this.questions.forEach(function (question) { question.start(); });
      window.dyad.openNotes(this);
      window.dyad.summary(this);
      this.addEventListener("dyad:check", function () { window.dyad.summary(this); });
      document.addEventListener("dyad:store", function (event) { this.onStore(event.detail); }.bind(this));
      window.dyad.review.begin(this);
    }

    /* What another tab has checked or cleared shows here, too. */
    onStore(changed) {
      this.questions.filter(function (question) {
        var last = question.attempts().pop();
        var isShown = question.shown ? last && last.at === question.shown.at : !last || drafts.get(question.id);
        return !isShown && (changed.area === "quiz" || !changed.area) && (changed.key === question.id || !changed.key);
      }).forEach(function (question) { question.restore(); });
      window.dyad.summary(this);
    }
  }

  window.customElements.define("dyad-quiz", Quiz);
})();
