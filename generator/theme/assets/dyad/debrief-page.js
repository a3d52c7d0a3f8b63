/* The page “What a cohort answered”: files are read in, counts from paper typed, and each question shows its answers. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var debrief = window.dyad.debrief;
  var LARGEST = 4 * 1024 * 1024;
  var SVG = "http://www.w3.org/2000/svg";

  /* An item as the pure part needs it, from its section. */
  function itemOf(section) {
    var rows = Array.from(section.querySelectorAll("[data-row]")).filter(function (row) {
      return !["all-right", "sheets"].includes(row.dataset.row);
    });
    return {
      id: section.dataset.item, revision: section.dataset.revision, counts: section.dataset.counts, section: section,
      rows: rows.map(function (row) { return row.dataset.row; }),
      right: rows.filter(function (row) { return "right" in row.dataset; }).map(function (row) { return row.dataset.row; })
    };
  }

  function bar(part, whole) {
    var drawn = document.createElementNS(SVG, "svg");
    drawn.setAttribute("viewBox", "0 0 100 10");
    drawn.setAttribute("preserveAspectRatio", "none");
    drawn.setAttribute("aria-hidden", "true");
    drawn.setAttribute("class", "dyad-debrief__bar");
    var filled = document.createElementNS(SVG, "rect");
    filled.setAttribute("width", String(debrief.percent(part, whole)));
    filled.setAttribute("height", "10");
    drawn.append(filled);
    return drawn;
  }

  class DebriefPage extends HTMLElement {
    connectedCallback() {
      this.files = new Map();
      this.modules = Array.from(this.querySelectorAll("[data-module]")).map(function (module) {
        return { shown: module, items: Array.from(module.querySelectorAll("[data-item]")).map(itemOf) };
      });
      this.querySelector(".dyad-debrief__in").hidden = false;
      this.querySelector(".dyad-noscript").hidden = true;
      this.querySelectorAll(".dyad-debrief__type").forEach(function (one) { one.hidden = false; });
      this.addEventListener("click", this.onClick.bind(this));
      this.addEventListener("change", this.onChange.bind(this));
      this.addEventListener("input", this.draw.bind(this));
      var drop = this.querySelector(".dyad-debrief__drop");
      drop.addEventListener("dragover", function (event) { event.preventDefault(); });
      drop.addEventListener("drop", this.onDrop.bind(this));
      this.draw();
    }

    onClick(event) {
      var button = event.target.closest("[data-do]");
      if (button) {
        this[button.dataset.do]();
      }
      var link = event.target.closest(".dyad-debrief__missed a");
      if (link) {
        document.querySelector(link.hash).closest("details").open = true;
      }
    }

    onChange(event) {
      if (event.target.type === "file") {
        this.readAll(Array.from(event.target.files)).then(function () { event.target.value = ""; });
      }
      if (event.target.type === "checkbox") {
        event.target.closest("details").querySelectorAll(".dyad-debrief__typed").forEach(function (field) {
          field.hidden = !event.target.checked;
        });
      }
    }

    onDrop(event) {
      event.preventDefault();
      this.readAll(Array.from(event.dataTransfer.files));
    }

    /* Reads files and says how many could be used. Their names are not looked at; the same file counts once. */
    readAll(files) {
      var course = window.dyad.course;
      var said = { read: 0, again: 0, other: 0, broken: 0 };
      return Promise.all(files.map(function (file) {
        return file.size <= LARGEST ? file.text().catch(function () { return ""; }) : "";
      })).then(function (texts) {
        texts.forEach(function (text) {
          try {
            var person = debrief.read(text, course);
            said[this.files.has(text) ? "again" : "read"] += 1;
            this.files.set(text, person);
          } catch (fault) {
            said[fault.message === "other" ? "other" : "broken"] += 1;
          }
        }, this);
        this.draw();
        this.tell(said);
      }.bind(this));
    }

    tell(said) {
      var sentences = [_("Files read in: %(number)s.", { number: said.read })];
      if (said.again) {
        sentences.push(_("Already there: %(number)s.", { number: said.again }));
      }
      if (said.other) {
        sentences.push(_("From another course or another organization, and left out: %(number)s.", { number: said.other }));
      }
      if (said.broken) {
        sentences.push(_("Not files of progress, and left out: %(number)s.", { number: said.broken }));
      }
      this.querySelector(".dyad-told").textContent = sentences.join(" ");
      window.dyad.say(sentences.join(" "));
    }

    typed(item) {
      var found = {};
      item.section.querySelectorAll(".dyad-debrief__typed").forEach(function (field) {
        var number = Math.floor(Number(field.value));
        found[field.closest("[data-row]").dataset.row] = number > 0 ? Math.min(number, 999) : 0;
      });
      return found;
    }

    draw() {
      var people = Array.from(this.files.values());
      var items = [];
      var tallies = [];
      this.modules.forEach(function (module) {
        var found = module.items.map(function (item) { return debrief.tally(item, people, this.typed(item)); }, this);
        module.items.forEach(function (item, place) { this.show(item, found[place]); }, this);
        this.showPeople(module, found);
        this.showSure(module, debrief.confidence(module.items, people));
        items = items.concat(module.items);
        tallies = tallies.concat(found);
      }, this);
      this.showMissed(debrief.missed(items, tallies, 5));
    }

    show(item, found) {
      var line = item.section.querySelector(".dyad-debrief__found");
      line.hidden = !found.some;
      line.textContent = found.shown
        ? _("%(right)s of %(people)s had it right.", found)
        : _("Fewer than five people answered: not shown.");
      if (found.earlier) {
        line.textContent += " " + _("%(earlier)s more answered an earlier wording, and are not counted.", found);
      }
      item.section.querySelectorAll("[data-row]").forEach(function (row) {
        var cell = row.querySelector(".dyad-debrief__count");
        cell.textContent = "";
        if (found.shown) {
          var name = row.dataset.row;
          var number = name === "sheets" ? found.people : name === "all-right" ? found.right : found.counts[name];
          cell.append(name === "sheets" ? "" : bar(number, found.people), " " + number);
        }
      });
    }

    showPeople(module, found) {
      var most = Math.max.apply(null, found.map(function (one) { return one.people; }));
      var some = found.some(function (one) { return one.some; });
      module.shown.querySelector(".dyad-debrief__people").textContent =
        most ? _("%(number)s people", { number: most }) : some ? _("fewer than five people") : "";
    }

    showSure(module, found) {
      var box = module.shown.querySelector(".dyad-debrief__sure");
      box.hidden = !found.some;
      box.querySelector("table").hidden = !found.shown;
      box.querySelector("p").textContent = found.shown
        ? _("All questions of the module together. People who are sure and not right are worth a talk.")
        : _("Not shown: fewer than five people chose one of the three.");
      found.rows.forEach(function (row) {
        var cells = box.querySelectorAll("[data-sure=" + row.sure + "] td");
        cells[0].textContent = row.answers;
        cells[1].textContent = row.answers ? debrief.percent(row.right, row.answers) + "%" : "";
      });
    }

    showMissed(list) {
      var box = this.querySelector(".dyad-debrief__missed");
      box.hidden = !list.length;
      box.querySelector("ol").replaceChildren.apply(box.querySelector("ol"), list.map(function (one) {
        var line = document.createElement("li");
        var link = document.createElement("a");
        link.href = "#" + one.item.section.id;
        link.textContent = one.item.section.querySelector("h3").textContent;
        var prompt = one.item.section.querySelector(".dyad-debrief__prompt").cloneNode(true);
        line.append(link, " (" + _("%(right)s of %(people)s had it right.", one.found) + ")", prompt,
          one.item.section.querySelector(".dyad-debrief__ask").cloneNode(true));
        return line;
      }));
    }

    /* What is shown, as a table: nothing that is suppressed is in it. */
    save() {
      var people = Array.from(this.files.values());
      var rows = [[_("Module"), _("Question"), _("Answer"), _("Right"), _("People"), _("People in all")]];
      this.modules.forEach(function (module) {
        var title = module.shown.querySelector(".dyad-debrief__title").textContent;
        module.items.forEach(function (item) {
          var found = debrief.tally(item, people, this.typed(item));
          Array.from(found.shown ? item.section.querySelectorAll("[data-row]") : []).filter(function (row) {
            return row.dataset.row in found.counts;
          }).forEach(function (row) {
            rows.push([title, item.section.querySelector(".dyad-debrief__prompt").textContent,
              row.querySelector("th").lastChild.textContent, "right" in row.dataset ? _("Right") : "",
              found.counts[row.dataset.row], found.people]);
          });
        }, this);
      }, this);
      window.dyad.download(window.dyad.course.curriculum + "-answers.csv", debrief.csv(rows), "text/csv");
      window.dyad.say(_("What is shown is offered as a file."));
    }

    print() {
      this.modules.forEach(function (module) {
        module.shown.open = Boolean(module.shown.querySelector(".dyad-debrief__people").textContent);
      });
      window.print();
    }

    clear() {
      this.files.clear();
      this.querySelectorAll(".dyad-debrief__typed").forEach(function (field) { field.value = ""; });
      this.draw();
      this.querySelector(".dyad-told").textContent = "";
      window.dyad.say(_("Everything is cleared."));
    }
  }

  window.customElements.define("dyad-debrief", DebriefPage);
})();
