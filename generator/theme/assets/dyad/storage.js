/* Where the browser denies storage, the theme's own scripts would stop: give them one that forgets at the end. */
(function () {
  "use strict";

  function memory() {
    var kept = new Map();
    return {
      get length() { return kept.size; },
      key: function (index) { return Array.from(kept.keys())[index] || null; },
      getItem: function (name) { return kept.has(name) ? kept.get(name) : null; },
      setItem: function (name, value) { kept.set(name, String(value)); },
      removeItem: function (name) { kept.delete(name); },
      clear: function () { kept.clear(); }
    };
  }

  function usable(name) {
    try {
      window[name].getItem("");
      return true;
    } catch (denied) {
      return false;
    }
  }

  ["localStorage", "sessionStorage"].forEach(function (name) {
    if (!usable(name)) {
      window.dyad.forgets = true;
      Object.defineProperty(window, name, { value: memory(), configurable: true });
    }
  });
})();
