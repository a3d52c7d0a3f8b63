/* What the theme leaves to the mouse: its menu and search open from labels that no keyboard reaches. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var narrow = window.matchMedia("(max-width: 76.234375em)");
  var drawer = document.getElementById("__drawer");
  var sidebar = document.querySelector(".md-sidebar--primary");

  /* A real button in the label's place. It keeps the class and `for`, by which the theme's style sheet knows it. */
  function asButton(label, name) {
    var button = document.createElement("button");
    button.type = "button";
    if (label.id) {
      button.id = label.id;
    }
    button.className = label.className;
    button.setAttribute("for", label.htmlFor);
    if (name) {
      button.setAttribute("aria-label", name);
    }
    button.append.apply(button, Array.from(label.childNodes));
    button.addEventListener("click", function () {
      document.getElementById(button.getAttribute("for")).click();
    });
    label.replaceWith(button);
    return button;
  }

  function showState(button) {
    var toggle = document.getElementById(button.getAttribute("for"));
    button.setAttribute("aria-expanded", String(toggle.checked));
  }

  /* On a phone the menu is a stack of panels: only the one on top may take focus. */
  function syncList(list) {
    var items = Array.from(list.children);
    var open = items.find(function (item) {
      return narrow.matches && item.querySelector(":scope > input.md-nav__toggle:checked");
    });
    items.forEach(function (item) {
      var panel = item.querySelector(":scope > nav");
      var opener = item.querySelector(":scope > button[for]");
      item.inert = Boolean(open) && item !== open;
      if (panel) {
        panel.inert = narrow.matches && item !== open;
      }
      if (opener) {
        opener.inert = item === open;
      }
    });
  }

  function sync() {
    sidebar.inert = narrow.matches && !drawer.checked;
    sidebar.querySelectorAll(".md-nav__list").forEach(syncList);
    document.querySelectorAll("button[for]").forEach(showState);
    sidebar.querySelectorAll("button[for]").forEach(function (button) {
      button.tabIndex = narrow.matches ? 0 : -1;
    });
  }

  function onDrawer() {
    sync();
    if (drawer.checked) {
      var candidates = Array.from(sidebar.querySelectorAll(".md-nav__list a[href], .md-nav__list button"));
      var first = candidates.find(function (element) { return !element.closest("[inert]"); });
      if (first) {
        first.focus();
      }
    }
  }

  function onKey(event) {
    if (event.key === "Escape" && drawer.checked && narrow.matches) {
      drawer.checked = false;
      sync();
      document.querySelector(".md-header button[for=__drawer]").focus();
    }
  }

  function start() {
    document.querySelectorAll(".md-header label[for=__drawer]").forEach(function (label) {
      asButton(label, _("Menu"));
    });
    document.querySelectorAll(".md-header__inner > label[for=__search]").forEach(function (label) {
      asButton(label, _("Search"));
    });
    sidebar.querySelectorAll(".md-nav__list label[for]").forEach(function (label) {
      var isTitle = label.classList.contains("md-nav__title");
      asButton(label, isTitle ? _("Back from %(title)s", { title: label.textContent.trim() }) : "");
    });
    document.querySelectorAll(".md-search").forEach(function (dialog) {
      dialog.setAttribute("aria-label", _("Search"));
    });
    document.addEventListener("change", sync);
    drawer.addEventListener("change", onDrawer);
    document.addEventListener("keydown", onKey);
    narrow.addEventListener("change", sync);
    sync();
  }

  if (drawer && sidebar) {
    start();
  }
})();
