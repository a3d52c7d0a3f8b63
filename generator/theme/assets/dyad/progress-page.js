/* The page “Your progress”: what is kept, module by module, and the ways to save it, read it in, print it and clear it. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var course = window.dyad.course;
  var learning = window.dyad.learning;
  var store = window.dyad.store;

  /* Everything that is kept of the areas that a file carries, by area and key; what makes no sense is left out. */
  function kept() {
    var found = {};
    learning.AREAS.forEach(function (name) {
      var area = store.area(name);
      found[name] = {};
      area.keys().forEach(function (key) {
        var record = area.record(key);
        if (learning.isSane(name, record)) {
          found[name][key] = record;
        }
      });
    });
    return found;
  }

  function put(records) {
    Object.keys(records).forEach(function (name) {
      Object.keys(records[name]).forEach(function (key) {
        store.area(name).set(key, records[name][key].value, records[name][key].at);
      });
    });
  }

  function file() {
    return { format: "dyad-progress", version: 1, curriculum: course.curriculum, organization: course.organization,
             release: course.version, records: kept() };
  }

  /* The records in a file of the same course; an error that names what is wrong with any other. */
  function read(text) {
    var found = JSON.parse(text);
    if (!found || found.format !== "dyad-progress" || found.version !== 1 || typeof found.records !== "object") {
      throw new Error(_("This file holds no progress that these pages can read."));
    }
    if (found.curriculum !== course.curriculum || found.organization !== course.organization) {
      throw new Error(_("This file comes from another course or another organization."));
    }
    var records = {};
    learning.AREAS.forEach(function (name) {
      records[name] = Object.fromEntries(Object.entries(found.records[name] || {}).filter(function (entry) {
        return /^[a-z][a-z0-9-]*(:[A-Za-z]+)?$/.test(entry[0]) && store.isRecord(entry[1]) && learning.isSane(name, entry[1]);
      }));
    });
    return records;
  }

  class ProgressPage extends HTMLElement {
    connectedCallback() {
      this.hidden = false;
      document.querySelectorAll(".dyad-noscript").forEach(function (note) { note.hidden = true; });
      this.undo = null;
      this.addEventListener("click", this.onClick.bind(this));
      this.querySelector("input[type=file]").addEventListener("change", this.onFile.bind(this));
      document.addEventListener("dyad:store", this.draw.bind(this));
      this.draw();
    }

    onClick(event) {
      var button = event.target.closest("[data-do]");
      if (button) {
        this[button.dataset.do]();
      }
    }

    draw() {
      this.querySelector(".dyad-unkept").hidden = store.state() === "kept";
      this.querySelectorAll("[data-module]").forEach(function (row) {
        var module = course.modules.find(function (one) { return one.id === row.dataset.module; });
        this.fill(row, window.dyad.progress.of(module), module);
      }, this);
      this.querySelectorAll("[data-path]").forEach(function (row) {
        var all = row.dataset.path.split(" ").map(function (id) {
          return window.dyad.progress.of(course.modules.find(function (one) { return one.id === id; }));
        });
        var done = all.filter(function (one) { return one.done; }).length;
        row.textContent = _("%(done)s of %(all)s modules done", { done: done, all: all.length });
      });
    }

    fill(row, found, module) {
      var cells = row.querySelectorAll("td");
      cells[0].textContent = window.dyad.progress.words(found) || _("not begun");
      cells[1].textContent = found.all ? _("%(right)s of %(all)s", found) : "";
      var times = module.items.map(function (item) {
        return learning.current(window.dyad.progress.value(item[0]), item[1]).pop();
      }).filter(Boolean).map(function (one) { return one.at; });
      cells[2].textContent = times.length
        ? new Date(Math.max.apply(null, times)).toLocaleDateString(document.documentElement.lang) : "";
      row.classList.toggle("dyad-progress__revised", found.revised > 0);
    }

    tell(sentence) {
      this.querySelector(".dyad-told").textContent = sentence;
      window.dyad.say(sentence);
    }

    save() {
      window.dyad.download(course.curriculum + "-progress.json", JSON.stringify(file(), null, 1));
      this.tell(_("Your progress is offered as a file. It holds your answers and notes: keep it where only you can open it."));
    }

    onFile(event) {
      var input = event.target;
      window.dyad.chosen(input).then(function (text) {
        var made = learning.mergedAll(kept(), read(text));
        this.offer();
        put(made.records);
        this.tell(_("The file has been read in: %(number)s entries are new or more recent.", { number: made.changed }));
      }.bind(this)).catch(function (fault) {
        this.tell(fault instanceof SyntaxError || fault instanceof RangeError
          ? _("This file holds no progress that these pages can read.") : fault.message);
      }.bind(this)).finally(function () { input.value = ""; });
    }

    print() { window.print(); }

    /* From here on, what is about to change can be taken back. */
    offer() {
      this.undo = store.snapshot();
      this.querySelector("[data-do=bring]").hidden = false;
    }

    clear() {
      this.offer();
      store.erase();
      this.tell(_("Everything that these pages kept in this browser is cleared."));
    }

    bring() {
      store.restore(this.undo);
      this.querySelector("[data-do=clear]").focus();
      this.querySelector("[data-do=bring]").hidden = true;
      this.tell(_("It is all as it was before."));
    }
  }

  window.customElements.define("dyad-progress", ProgressPage);
})();
