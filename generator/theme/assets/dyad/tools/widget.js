/* The tool on its page: one partner's form, what is shared of it, the comparison, and the same again after a time.
   Answers stay in this browser. Where two share one device, they are held in memory, and leave the page until both are
   done. */
(function () {
  "use strict";

  var _ = window.dyad.word;
  var dom = window.dyad.dom;
  var el = dom.el;
  var share = window.dyad.share;
  var kept = window.dyad.store.area("tools");

  var LETTERS = ["A", "B", "C"];

  function roles(state) { return LETTERS.slice(0, state.way === "triad" ? 3 : 2); }

  function others(state) { return roles(state).filter(function (role) { return role !== state.role; }); }

  /* Where three rate each other, each has a form for each of the others, and two are compared at a time. */
  function inTwos(state) { return state.way === "triad" && state.tool.views.length > 0; }

  function formName(state) { return state.role + (inTwos(state) ? state.other : ""); }

  function isEmpty(form) {
    return !Object.keys(form.notes).length && Object.keys(form.answers).every(function (view) {
      return !Object.keys(form.answers[view]).length;
    });
  }

  /* What is kept of a tool, by name. A form that another release wrote is read as carefully as one from a partner. */
  function records(tool) {
    function read(name) {
      var found = kept.get(tool.id + ":" + name);
      var checked = found ? share.form(tool, found) : {};
      return checked.form || null;
    }
    return {
      form: read,
      get: function (name) { return kept.get(tool.id + ":" + name); },
      set: function (name, value) { kept.set(tool.id + ":" + name, value); },
      remove: function (name) { kept.remove(tool.id + ":" + name); },
      clear: function () {
        kept.keys().filter(function (key) { return key.indexOf(tool.id + ":") === 0; }).forEach(kept.remove);
      }
    };
  }

  function newState(tool, store) {
    var at = store.get("at") || {};
    var state = {
      tool: tool, store: store, way: WAYS.indexOf(at.way) >= 0 ? at.way : WAYS[0], partners: {}, hot: null, said: ""
    };
    LETTERS.forEach(function (role) { state.partners[role] = store.form("from" + role); });
    choose(state, at.role, at.other);
    return state;
  }

  /* Who one is, and whom one looks at: takes up the form that belongs to it. What one says of oneself goes with it. */
  function choose(state, role, other) {
    var before = inTwos(state) && state.mine && state.role === role ? state.mine.answers.self : undefined;
    state.role = roles(state).indexOf(role) >= 0 ? role : "A";
    state.other = others(state).indexOf(other) >= 0 ? other : others(state)[0];
    state.mine = state.store.form(formName(state)) || share.empty(state.tool, state.role);
    state.mine.about = inTwos(state) ? state.other : "";
    if (before && !state.mine.answers.self) {
      state.mine.answers.self = Object.assign({}, before);
    }
    state.partner = state.partners[state.other];
  }

  /* A new form, with nothing of anybody. */
  function begin(state) {
    LETTERS.forEach(function (role) { state.store.remove("from" + role); });
    state.store.remove(formName(state));
    state.partners = {};
    state.mine = null;
    choose(state, state.role, state.other);
  }

  var WAYS = ["pair", "device", "solo", "vacant", "triad"];

  function wayText(way) {
    return { pair: _("Two of us, each on a device of our own"), device: _("Two of us at this one device, one after the other"),
      solo: _("On my own"), vacant: _("The partner’s post is vacant"), triad: _("Three of us") }[way];
  }

  function keep(state) {
    if (state.hot) {
      return;
    }
    state.mine.date = dom.today();
    state.store.set(formName(state), state.mine);
    state.store.set("at", { role: state.role, way: state.way, other: state.other });
  }

  function note(text) { return el("p", { "class": "dyad-note" }, text); }

  function part(title, children, name) {
    var id = dom.id("part");
    return el("section", { "class": "dyad-t-part" + (name ? " dyad-t-part--" + name : ""), "aria-labelledby": id },
      el("h3", { id: id, tabindex: -1 }, title), children.filter(Boolean));
  }

  /* A choice among the letters of people. */
  function letters(title, given, chosen, change) {
    var name = dom.id("role");
    return dom.group(title, given.map(function (role) {
      return dom.choice("radio", name, { value: role, text: role }, chosen === role, change.bind(null, role));
    }), { "class": "dyad-t-group dyad-t-options" });
  }

  function setup(state, redraw) {
    var ways = dom.id("way");
    function turnTo(role, other) {
      choose(state, role, other);
      keep(state);
      redraw("input[value=" + (other || role) + "]");
    }
    var text = { solo: state.tool.solo, vacant: state.tool.vacant_partner, triad: state.tool.triad }[state.way];
    return part(_("How you work"), [
      dom.group(_("Who are you?"), WAYS.map(function (way) {
        return dom.choice("radio", ways, { value: way, text: wayText(way) }, state.way === way, function () {
          state.way = way;
          choose(state, state.role, state.other);
          state.hot = way === "device" ? newHot(state) : null;
          keep(state);
          redraw("input[value=" + way + "]");
        });
      })),
      text ? el("p", { "class": "dyad-t-hint" }, text) : "",
      state.way === "device" ? "" : letters(_("I am"), roles(state), state.role, function (role) { turnTo(role); }),
      inTwos(state) ? letters(_("I look at the pair of myself and"), others(state), state.other,
        function (other) { turnTo(state.role, other); }) : ""
    ], "setup");
  }

  function storedNote() {
    var state = window.dyad.store.state();
    return note(state === "kept" ? _("Your answers stay in this browser. Nothing is sent.")
      : _("This browser keeps nothing after you close the page. Save a file before you leave. Nothing is sent."));
  }

  function progress(tool, form) {
    var given = share.views(tool).map(function (view) { return Object.keys(form.answers[view] || {}).length; })
      .reduce(function (a, b) { return a + b; }, 0);
    var all = (tool.choose || tool.items.length) * share.views(tool).length;
    return tool.items.length ? _("%(given)s of %(all)s answered", { given: given, all: all }) : "";
  }

  /* The form itself, with what it says live below. */
  function fill(state, form, ended) {
    var place = el("div", { "class": "dyad-t-form" });
    var status = el("p", { "class": "dyad-t-status" });
    var result = el("div", { "class": "dyad-t-result" });
    function change() {
      keep(state);
      state.changed();
      status.textContent = progress(state.tool, form);
      if (!state.hot) {
        result.replaceChildren.apply(result, window.dyad.show.own(state.tool, form).concat(window.dyad.missing(state.tool, form, [])));
      }
    }
    window.dyad.form.draw(place, state.tool, form, change, false);
    status.textContent = progress(state.tool, form);
    if (!state.hot) {
      result.append.apply(result, window.dyad.show.own(state.tool, form).concat(window.dyad.missing(state.tool, form, [])));
    }
    return [el("ul", { "class": "dyad-t-how" }, state.tool.instructions.map(function (line) { return el("li", {}, line); })),
      place, status, result].concat(ended || []);
  }

  function mine(state, redraw) {
    var clear = dom.button(_("Clear everything of this tool"), function () {
      if (window.confirm(_("Clear all answers of this tool in this browser, and what your partner shared?"))) {
        state.store.clear();
        Object.assign(state, newState(state.tool, state.store));
        redraw("h3");
      }
    }, true);
    return part(_("My form"), [storedNote()].concat(fill(state, state.mine, [el("p", { "class": "dyad-actions" }, clear)])), "mine");
  }

  /* One device: A answers and hides, B answers and hides, both look. What is hidden is not in the page. */
  function newHot(state) {
    return { stage: 0, forms: [share.empty(state.tool, "A"), share.empty(state.tool, "B")] };
  }

  function hotStage(state, redraw) {
    var hot = state.hot;
    function next() {
      hot.forms[hot.stage === 1 ? 0 : 1].date = dom.today();
      hot.stage += 1;
      redraw("h3");
    }
    if (hot.stage === 0 || hot.stage === 2) {
      var form = hot.forms[hot.stage / 2];
      var done = dom.button(_("I am done: hide my answers"), function () { hot.stage += 1; form.date = dom.today(); redraw("h3"); });
      return part(_("Form of %(person)s", { person: form.role }),
        [note(_("The other one looks away. Nothing is kept until both of you are done; closing the page forgets it."))]
          .concat(fill(state, form, [el("p", { "class": "dyad-actions" }, done)])), "mine");
    }
    if (hot.stage === 1) {
      return part(_("Now hand the device over"), [note(_("The answers of A are hidden. They show when B is done as well.")),
        el("p", { "class": "dyad-actions" }, dom.button(_("I am B: begin"), next))], "mine");
    }
    return part(_("Both of you are done"), [note(_("Sit side by side, so that both of you see the page.")),
      el("p", { "class": "dyad-actions" }, dom.button(_("Show both forms"), function () { hot.stage = 4; redraw(".dyad-t-part--compare h3"); }))], "mine");
  }

  /* The forms that are compared, of two or of three; null until there are two. */
  function both(state) {
    if (state.hot) {
      return state.hot.stage === 4 ? state.hot.forms : null;
    }
    var seen = inTwos(state) ? [state.other] : others(state);
    var theirs = seen.map(function (role) { return state.partners[role]; }).filter(Boolean);
    return theirs.length && !isEmpty(state.mine)
      ? [state.mine].concat(theirs).sort(function (a, b) { return a.role < b.role ? -1 : 1; }) : null;
  }

  function take(state, text) {
    var found = share.read(state.tool, text);
    state.said = found.refused || "";
    if (found.refused) {
      return;
    }
    var from = found.form;
    if (from.role === "C" || from.about) {
      state.way = "triad";
    }
    from.role = from.role || others(state)[0];
    if (from.role === state.role && state.way !== "triad") {
      move(state, others(state)[0]);
    }
    state.said = misplaced(state, from);
    if (state.said) {
      return;
    }
    state.partners[from.role] = from;
    state.store.set("from" + from.role, from);
    choose(state, state.role, from.role);
    keep(state);
    state.said = _("Opened: the form of %(person)s.", { person: from.role }) + (found.ignored.length
      ? " " + _("Left out, because this page does not know it: %(names)s.", { names: found.ignored.slice(0, 8).join(", ") }) : "");
  }

  /* Why a form of one of three does not belong here; "" where it does. */
  function misplaced(state, from) {
    if (from.role === state.role) {
      return _("This is the form of %(person)s, and so are you. Say above who you are.", { person: from.role });
    }
    return inTwos(state) && from.about !== state.role
      ? _("This form of %(person)s is not about you. Ask for the one about %(you)s.", { person: from.role, you: state.role }) : "";
  }

  /* Both have said that they are A: whoever opens becomes B, and keeps the answers. */
  function move(state, role) {
    var form = Object.assign(state.mine, { role: role });
    state.store.remove(state.role);
    choose(state, role);
    state.mine = form;
    keep(state);
  }

  function open(state, redraw) {
    var code = el("textarea", { rows: 3, spellcheck: "false", autocomplete: "off" });
    var file = el("input", { type: "file", accept: ".json,application/json", change: function () {
      window.dyad.chosen(file).catch(function () { return "x".repeat(400000); }).then(function (text) {
        take(state, text);
        redraw(".dyad-t-said");
      });
    } });
    return part(_("Open what my partner shared"), [
      el("label", { "class": "dyad-t-field" }, el("span", {}, _("The file")), file),
      el("label", { "class": "dyad-t-field" }, el("span", {}, _("Or the code, or the whole address with the code")), code),
      el("p", { "class": "dyad-actions" }, dom.button(_("Open the code"), function () {
        take(state, code.value);
        redraw(".dyad-t-said");
      })),
      el("p", { "class": "dyad-t-said", tabindex: -1 }, state.said)
    ], "open");
  }

  function compare(state, redraw) {
    var forms = both(state);
    if (!forms) {
      return state.hot ? "" : part(_("Side by side"), [note(_("It shows here when your form is filled in and your partner’s is open."))], "compare dyad-t-screen");
    }
    var after = el("div", { "class": "dyad-t-form" });
    var owner = state.hot ? forms[0] : state.mine;
    if (state.tool.fields.some(function (field) { return field.after; })) {
      window.dyad.form.draw(after, state.tool, owner, function () { keep(state); }, true);
    }
    var open = state.hot ? [] : others(state).filter(function (role) { return !state.partners[role]; });
    var waiting = state.way === "triad" && !inTwos(state) && open.length
      ? [note(_("The form of %(person)s is not open yet.", { person: open[0] }))] : [];
    return part(_("Side by side"), waiting.concat(window.dyad.show.comparison(state.tool, forms),
      window.dyad.missing(state.tool, forms[0], forms.slice(1)), after, printButton()), "compare");
  }

  function printButton() {
    return el("p", { "class": "dyad-actions dyad-t-screen" }, dom.button(_("Print this result"), function () {
      document.documentElement.classList.add("dyad-t-printing");
      window.print();
      document.documentElement.classList.remove("dyad-t-printing");
    }, true));
  }

  function Element() { return Reflect.construct(HTMLElement, [], Element); }

  Element.prototype = Object.create(HTMLElement.prototype, { constructor: { value: Element } });
  Object.setPrototypeOf(Element, HTMLElement);

  Element.prototype.connectedCallback = function () {
    var tool = JSON.parse(this.getAttribute("data-tool"));
    this.state = newState(tool, records(tool));
    if (this.state.way === "device") {
      this.state.hot = newHot(this.state);
    }
    this.fragment();
    window.addEventListener("hashchange", this.fragment.bind(this, true));
    this.draw();
  };

  /* What came in the address is taken out of it at once: an address is seen by others, and stays in the history. */
  Element.prototype.fragment = function (redraw) {
    if (window.location.hash.indexOf(share.MARK) !== 0) {
      return;
    }
    var text = window.location.hash;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    this.state.way = this.state.way === "triad" ? "triad" : "pair";
    choose(this.state, this.state.role, this.state.other);
    this.state.hot = null;
    take(this.state, text);
    if (redraw) {
      this.draw(".dyad-t-said");
    } else {
      window.setTimeout(this.focusOn.bind(this, ".dyad-t-said"), 0);
    }
  };

  Element.prototype.focusOn = function (selector) {
    var found = this.querySelector(selector);
    if (found) {
      found.focus();
      found.scrollIntoView({ block: "nearest" });
    }
  };

  /* While one fills in the form, what is said of it further down the page follows. */
  Element.prototype.refresh = function () {
    var state = this.state;
    var redraw = this.draw.bind(this);
    var tool = this;
    function replace(name, made) {
      var old = tool.querySelector(".dyad-t-part--" + name);
      if (old && made && !old.contains(document.activeElement)) {
        old.replaceWith(made);
      }
    }
    if (!state.hot) {
      replace("compare", compare(state, redraw));
      replace("again", state.tool.repeat && window.dyad.repeating(state, both(state), redraw));
    }
  };

  Element.prototype.draw = function (focus) {
    var state = this.state;
    var redraw = this.draw.bind(this);
    var refresh = this.refresh.bind(this);
    state.changed = function () {
      window.clearTimeout(state.waiting);
      state.waiting = window.setTimeout(refresh, 300);
    };
    var parts = state.hot ? [state.hot.stage < 4 ? hotStage(state, redraw) : "", compare(state, redraw)]
      : [mine(state, redraw), window.dyad.handing(state), open(state, redraw), compare(state, redraw)];
    var again = state.tool.repeat ? window.dyad.repeating(state, both(state), redraw) : "";
    var calendar = state.tool.calendar ? window.dyad.calendar(state) : "";
    this.replaceChildren.apply(this, [setup(state, redraw)].concat(parts, calendar, again).filter(Boolean));
    if (focus) {
      this.focusOn(focus);
    }
  };

  Object.assign(window.dyad, { begin: begin, part: part, printButton: printButton });
  window.customElements.define("dyad-tool", Element);
})();
