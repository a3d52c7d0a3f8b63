/* What the theme leaves to the mouse: its menu and search open from labels that no keyboard reaches. */
(function () {
  "use strict";

  var narrow = window.matchMedia("(max-width: 76.234375em)");
  var drawer = document.getElementById("__drawer");
  var sidebar = document.querySelector(".md-sidebar--primary");

  function toggleOf(label) {
    return document.getElementById(label.htmlFor);
  }

  function press(event) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.currentTarget.click();
    }
  }

  function asButton(label, name) {
    label.setAttribute("role", "button");
    label.setAttribute("tabindex", "0");
    if (name) {
      label.setAttribute("aria-label", name);
    }
    label.addEventListener("keydown", press);
  }

  function showState(label) {
    var toggle = toggleOf(label);
    if (toggle) {
      label.setAttribute("aria-expanded", String(toggle.checked));
    }
  }

  /* On a phone the menu is a stack of panels: only the open one may take focus. */
  function syncPanel(toggle) {
    var item = toggle.parentElement;
    var panel = item.querySelector(":scope > nav");
    var covering = narrow.matches && toggle.checked && drawer.checked;
    if (panel) {
      panel.inert = narrow.matches && !toggle.checked;
    }
    Array.prototype.forEach.call(item.parentElement.children, function (sibling) {
      if (sibling !== item) {
        sibling.inert = covering;
      }
    });
  }

  function sync() {
    sidebar.inert = narrow.matches && !drawer.checked;
    sidebar.querySelectorAll("input.md-toggle").forEach(syncPanel);
    document.querySelectorAll("label[role=button]").forEach(showState);
    sidebar.querySelectorAll("label[role=button]").forEach(function (label) {
      label.setAttribute("tabindex", narrow.matches ? "0" : "-1");
    });
  }

  function onDrawer() {
    sync();
    if (drawer.checked) {
      var first = sidebar.querySelector("a[href], label[role=button]");
      if (first) {
        first.focus();
      }
    }
  }

  function onKey(event) {
    if (event.key === "Escape" && drawer.checked && narrow.matches) {
      drawer.checked = false;
      sync();
      document.querySelector(".md-header label[for=__drawer]").focus();
    }
  }

  function start() {
    asButton(document.querySelector(".md-header label[for=__drawer]"), "Menu");
    var search = document.querySelector(".md-header label[for=__search]");
    if (search) {
      asButton(search, "Search");
    }
    sidebar.querySelectorAll("label[for]").forEach(function (label) {
      asButton(label, label.classList.contains("md-nav__title") ? "Back: " + label.textContent.trim() : "");
    });
    document.querySelectorAll(".md-search").forEach(function (dialog) {
      dialog.setAttribute("aria-label", "Search");
    });
    drawer.addEventListener("change", onDrawer);
    sidebar.addEventListener("change", sync);
    document.addEventListener("change", sync);
    document.addEventListener("keydown", onKey);
    narrow.addEventListener("change", sync);
    sync();
  }

  if (drawer && sidebar) {
    start();
  }
})();
