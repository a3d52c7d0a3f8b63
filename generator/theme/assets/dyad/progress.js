/* How far one is, on every page: marks beside links to modules, where one stopped, and the event `dyad:visit`. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var course = window.dyad.course || {};
  var learning = window.dyad.learning;
  var answers = window.dyad.store.area("quiz");
  var visits = window.dyad.store.area("visits");
  var root = document.currentScript.src.replace(/assets\/dyad\/.*$/, "");

  function bare(address) { return address.split(/[?#]/)[0]; }

  function moduleAt(address) {
    return (course.modules || []).find(function (one) { return root + one.path === bare(address); });
  }

  /* How many questions of a module are there, were checked as they stand, are right, and were revised since. */
  function of(module) {
    var found = { all: module.items.length, open: 0, revised: 0, right: 0, wrong: 0, visited: Boolean(visits.get(module.id)) };
    module.items.forEach(function (item) { found[learning.status(value(item[0]), item[1])] += 1; });
    found.checked = found.right + found.wrong;
    found.done = found.all ? found.checked === found.all : found.visited;
    return found;
  }

  /* What was answered to an item; nothing where what is kept makes no sense. */
  function value(id) {
    var record = answers.record(id);
    return learning.isSane("quiz", record) ? record.value : undefined;
  }

  function words(found) {
    if (found.done) {
      return _("done");
    }
    return found.checked || found.revised
      ? _("%(checked)s of %(all)s questions checked", found)
      : found.visited ? _("begun") : "";
  }

  function mark(link, found) {
    var old = link.querySelector(".dyad-far");
    var said = words(found);
    if (old) {
      old.remove();
    }
    if (said) {
      var shown = document.createElement("span");
      shown.className = "dyad-far" + (found.done ? " dyad-far--done" : "");
      shown.dataset.short = found.done ? "✓" : found.checked ? found.checked + "/" + found.all : "…";
      var hidden = document.createElement("span");
      hidden.className = "dyad-hidden";
      hidden.textContent = ", " + said;
      shown.append(hidden);
      link.append(shown);
    }
  }

  function marks() {
    document.querySelectorAll(".md-sidebar--primary a.md-nav__link, .dyad-item__head a").forEach(function (link) {
      var module = moduleAt(link.href);
      if (module) {
        mark(link, of(module));
      }
    });
  }

  /* The module of the latest visit, and the section that was read there. */
  function latest() {
    return (course.modules || []).map(function (module) {
      var record = visits.record(module.id);
      return record && { module: module, at: record.at, section: String(record.value.section || "") };
    }).filter(Boolean).sort(function (one, other) { return other.at - one.at; })[0];
  }

  function showLatest() {
    var place = document.getElementById("continue");
    var found = place && latest();
    if (found) {
      var link = place.querySelector("a");
      link.href = root + found.module.path + (found.section ? "#" + encodeURIComponent(found.section) : "");
      link.textContent = found.module.title;
      place.hidden = false;
    }
  }

  /* The last heading above the middle of the window. */
  function sectionInSight() {
    var above = Array.from(document.querySelectorAll("article h2[id]")).filter(function (heading) {
      return heading.getBoundingClientRect().top < window.innerHeight / 2;
    });
    return above.length ? above[above.length - 1].id : "";
  }

  function visit(module) {
    function keep() { visits.set(module.id, { section: sectionInSight() }); }
    keep();
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden") {
        keep();
      }
    });
    document.dispatchEvent(new CustomEvent("dyad:visit", {
      detail: { curriculum: course.curriculum, organization: course.organization, module: module.id }
    }));
  }

  window.dyad.progress = { of: of, root: root, value: value, words: words };
  var here = moduleAt(location.href);
  if (here && !/[?&]review/.test(location.search)) {
    visit(here);
  }
  document.addEventListener("dyad:store", function (event) {
    if (event.detail.area !== "draft") {
      marks();
    }
  });
  marks();
  showLatest();
})();
