/* From file:// a browser starts no worker. The theme's search then runs in an empty frame of the same page.
   Unlike the usual stand-in this one writes no inline script, so the Content-Security-Policy can forbid them.
   The theme looks for the name IFrameWorker, and its offline plugin for this file's name. */
(function () {
  "use strict";

  var _ = window.dyad.word;

  function load(frame, address) {
    return new Promise(function (resolve, reject) {
      var script = frame.document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      frame.document.body.appendChild(script);
    });
  }

  class FrameWorker extends EventTarget {
    constructor(address) {
      super();
      this.onmessage = null;
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = _("Search");
      document.body.appendChild(this.frame);
      var inside = this.frame.contentWindow;
      inside.postMessage = this.receive.bind(this);
      inside.importScripts = function () {
        return Array.prototype.reduce.call(arguments, function (before, next) {
          return before.then(function () { return load(inside, next); });
        }, Promise.resolve());
      };
      this.ready = load(inside, String(address));
    }

    receive(data) {
      var event = new MessageEvent("message", { data: structuredClone(data) });
      this.dispatchEvent(event);
      if (this.onmessage) {
        this.onmessage(event);
      }
    }

    postMessage(data) {
      var inside = this.frame.contentWindow;
      this.ready.then(function () {
        inside.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
      });
    }

    terminate() {
      this.frame.remove();
    }
  }

  if (location.protocol === "file:") {
    window.IFrameWorker = FrameWorker;
    window.Worker = FrameWorker;
  }
})();
