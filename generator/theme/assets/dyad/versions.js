/* Which release this page is of, and which others there are: read from `versions.json` beside the releases, so that the
   pages of an old one know today's list. Only published sites load this; from a disk there is one release and no list. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var LATEST = "latest";
  var site = new URL("../../", document.currentScript.src); // the folder of this release
  var home = new URL("../", site);
  var own = decodeURIComponent(site.pathname.slice(home.pathname.length).replace(/\/$/, ""));
  var page = location.pathname.slice(site.pathname.length);

  function aliases(entry) { return Array.isArray(entry.aliases) ? entry.aliases : []; }
  function isLatest(entry) { return aliases(entry).indexOf(LATEST) >= 0; }
  function isHidden(entry) { return Boolean(entry.properties && entry.properties.hidden); }
  function isWithdrawn(entry) { return isHidden(entry) && entry.properties.status === "withdrawn"; }
  function name(entry) { return (entry.properties && entry.properties.name) || entry.version; }

  /* The list without what is no version; anything else than a list is none. */
  function usable(found) {
    return (Array.isArray(found) ? found : []).filter(function (entry) {
      return entry && typeof entry.version === "string";
    });
  }

  /* The release of this page; one that the list does not know is still called by its own name. */
  function current(entries) {
    return entries.find(function (entry) {
      return entry.version === own || aliases(entry).indexOf(own) >= 0;
    }) || { version: own };
  }

  function address(entry, path) {
    return new URL(encodeURIComponent(entry.version) + "/" + path, home).href;
  }

  /* Goes to the same page of another release where it has one, and to its start where it has not. */
  function go(event, entry) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    fetch(address(entry, page), { method: "head" }).then(function (answer) { return answer.ok; }, function () {
      return false;
    }).then(function (isThere) {
      location.assign(isThere ? address(entry, page) + location.hash : address(entry, "index.html"));
    });
  }

  function item(entry, shown) {
    var made = document.createElement("li");
    var link = document.createElement("a");
    link.href = address(entry, "index.html");
    link.textContent = isLatest(entry) ? _("%(version)s, the latest", { version: name(entry) }) : name(entry);
    if (entry === shown) {
      link.setAttribute("aria-current", "true");
    }
    link.addEventListener("click", function (event) { go(event, entry); });
    made.append(link);
    return made;
  }

  function selector(entries, shown) {
    var made = document.createElement("details");
    var summary = document.createElement("summary");
    var list = document.createElement("ul");
    made.className = "dyad-versions";
    summary.textContent = shown.version;
    summary.setAttribute("aria-label", _("Version %(version)s; choose another", { version: shown.version }));
    list.append.apply(list, entries.filter(function (entry) {
      return !isHidden(entry) || entry === shown;
    }).map(function (entry) { return item(entry, shown); }));
    made.append(summary, list);
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && made.open) {
        made.open = false;
        summary.focus();
      }
    });
    document.addEventListener("click", function (event) {
      made.open = made.open && made.contains(event.target);
    });
    return made;
  }

  function banner(shown) {
    var made = document.createElement("aside");
    var text = document.createElement("p");
    var link = document.createElement("a");
    made.className = "dyad-outdated";
    made.setAttribute("aria-label", _("Version"));
    text.append(isWithdrawn(shown)
      ? _("You are reading version %(version)s, which was withdrawn.", { version: shown.version })
      : _("You are reading version %(version)s. It is not the latest one.", { version: shown.version }), " ");
    link.href = new URL(LATEST + "/" + page, home).href;
    link.textContent = _("Go to the latest version");
    text.append(link);
    made.append(text);
    return made;
  }

  function show(entries) {
    var shown = current(entries);
    var title = document.querySelector(".md-header__title");
    if (entries.length === 0 || !title) {
      return;
    }
    title.after(selector(entries.indexOf(shown) < 0 ? entries.concat(shown) : entries, shown));
    if (!isLatest(shown)) {
      document.querySelector("[data-md-component=container]").prepend(banner(shown));
    }
  }

  if (location.protocol !== "file:") {
    fetch(new URL("versions.json", home)).then(function (answer) { return answer.ok ? answer.json() : []; })
      .then(function (found) { show(usable(found)); }, function () {});
  }
})();
