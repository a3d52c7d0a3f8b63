/* The interface words of our scripts. Where a site's language has other words, the generator adds them to the table. */
(function () {
  "use strict";

  var table = {};

  /* The message in the site's language, its placeholders "%(name)s" filled in. */
  function word(message, values) {
    return (table[message] || message).replace(/%\((\w+)\)s/g, function (_, name) {
      return values[name];
    });
  }

  window.dyad = { table: table, word: word };
})();
