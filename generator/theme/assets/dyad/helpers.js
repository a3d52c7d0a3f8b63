/* What several widgets need: words said politely to a screen reader, a file to save, a file to read. */
(function () {
  "use strict";

  var LARGEST = 4 * 1024 * 1024;
  var region = document.createElement("div");
  region.className = "dyad-hidden";
  region.setAttribute("role", "status");
  (document.querySelector("article") || document.body).append(region);

  /* Says a sentence once; the pause lets the same sentence be said again. */
  function say(sentence) {
    region.textContent = "";
    window.setTimeout(function () { region.textContent = sentence; }, 100);
  }

  /* Offers a text as a file to save. */
  function download(name, text, type) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type || "application/json" }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  /* The text of the file that was chosen in an input: a promise, refused where there is none or it is too large. */
  function chosen(input) {
    var file = input.files[0];
    return file && file.size <= LARGEST ? file.text() : Promise.reject(new RangeError("no file, or too large"));
  }

  Object.assign(window.dyad, { say: say, download: download, chosen: chosen });
})();
