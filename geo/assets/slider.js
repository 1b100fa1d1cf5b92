(() => {
  const { html, set, iconButton } = L.atlasDom;
  const SIGNS = {
    previous: "M14 4.5V15.5L6.5 10ZM5 4.5V15.5",
    play: "M6 4V16L15.5 10Z",
    pause: "M7 4.5V15.5M13 4.5V15.5",
    next: "M6 4.5V15.5L13.5 10ZM15 4.5V15.5",
  };
  // While it plays, each moment stands for so many milliseconds.
  const PACE = 1500;
  // Years under the track stand so many pixels apart; the thumb is so wide.
  const [APART, THUMB] = [52, 16];
  const PARTS = ["b.date", "span.last", "button.thing", "span.what", "button.more"];

  /** Time along the foot of the page: a range input whose every step is an event. */
  L.AtlasSlider = L.Class.extend({
    initialize(node, time, layers, words) {
      Object.assign(this, { _node: node, _time: time, _layers: layers, _words: words });
      const icon = (key, press) => iconButton("", SIGNS[key], press);
      this._buttons = {
        previous: icon("previous", () => this._step(-1)),
        play: icon("play", () => (this._timer ? this._stop() : this._play())),
        next: icon("next", () => this._step(1)),
      };
      const pointerdown = () => this._halt();
      const [input, change] = [() => this._slide(), () => this._keep()];
      this._range = html("input", { type: "range", min: 0, pointerdown, input, change });
      this._years = html("div.years", { "aria-hidden": "true" });
      this._aloud = html("p.unseen", { role: "status" });
      this._parts = PARTS.map((part) => html(part));
      const [, , thing, , more] = this._parts;
      set(thing, { type: "button", click: () => this._open() });
      set(more, { type: "button", click: () => this._turn() });
      const steps = html("div.steps", Object.values(this._buttons));
      const track = html("div.track", this._range, this._years);
      node.append(html("p.when", this._parts), steps, track, this._aloud);
      // One event alone has no before and after to go through.
      node.hidden = time.moments.length < 3;
      time.on("change", this._tell, this);
      new ResizeObserver(() => this._mark()).observe(this._range);
    },

    /** Say it anew: in another language, or of the events of other layers. */
    translate() {
      const { _words: words, _time: time } = this;
      this._node.setAttribute("aria-label", words.t("field.timeline"));
      set(this._range, { "aria-label": words.t("time.label"), max: time.moments.length - 1 });
      this._label();
      this._tell();
      // To know the width, the page must be laid out: not before the map is drawn.
      requestAnimationFrame(() => this._mark());
    },

    _label() {
      for (const [key, button] of Object.entries(this._buttons)) {
        const shown = key === "play" && this._timer ? "pause" : key;
        const name = this._words.t(`time.${shown}`);
        set(button, { "aria-label": name, title: name });
        set(button.querySelector("path"), { d: SIGNS[shown] });
      }
    },

    /** Where time stands now, and what happened then. */
    _tell() {
      const { _time: time, _buttons: buttons } = this;
      this._at = Math.max(0, time.index());
      this._which = 0;
      this._range.value = this._at;
      set(buttons.previous, { "aria-disabled": String(!time.beside(-1)) });
      set(buttons.next, { "aria-disabled": String(time.atRest) });
      this._node.classList.toggle("is-past", !time.atRest);
      this._write();
    },

    /** Write out the day and one of its events. */
    _write() {
      const { _time: time, _words: words } = this;
      const { day, events = [] } = time.moments[time.index()] ?? {};
      const event = events[this._which % events.length];
      const more = words.t("time.more", { n: words.number(events.length - 1) });
      this._event = event;
      const texts = [
        ...this._when(day === time.day),
        event?.name,
        event && (event.what ?? words.t(`status.${event.status}`)),
        events.length > 1 && more,
      ];
      for (const [at, part] of this._parts.entries()) {
        const text = texts[at] || "";
        words.fill(part, text.en ? text : { [words.language]: text });
        part.hidden = !text;
      }
      const written = this._parts.filter((part) => !part.hidden).map((part) => part.textContent);
      this._range.setAttribute("aria-valuetext", written.join(words.t("list.comma")));
    },

    /** The day, and how it stands to the event beside it. */
    _when(exact) {
      const { _time: time, _words: words, _event: event } = this;
      if (time.atRest) {
        const [date, year] = [words.date(time.day), words.year(time.moments[0].day)];
        const asOf = words.capital(words.t("field.as_of_date", { date }));
        return [asOf, !event && words.t("time.since", { year })];
      }
      const last = event && words.date(event.date);
      return exact
        ? [last, ""]
        : [words.date(time.day), last && words.t("time.last", { date: words.brief(event.date) })];
    },

    /** The next of several events of one day. */
    _turn() {
      this._which += 1;
      this._write();
      this._say();
    },

    _open() {
      this._halt();
      this._layers.fire("press", { mark: this._layers.marks.get(this._event.id) });
    },

    _slide() {
      this._halt();
      const { _time: time, _at: at } = this;
      const to = Number(this._range.value);
      // From a day between two moments, one step leads to the nearer of them.
      const near = Math.abs(to - at) === 1 && time.beside(to - at);
      time.go(near || time.moments[to].day);
    },

    _step(by) {
      this._halt();
      this._time.go(this._time.beside(by) ?? this._time.day);
      this._say();
    },

    _play() {
      const { _time: time } = this;
      if (time.atRest) {
        time.go(time.moments[0].day);
      }
      this._timer = setInterval(() => {
        time.go(time.beside(1));
        if (time.atRest) {
          this._stop();
        }
      }, PACE);
      this._label();
    },

    _stop() {
      this._halt();
      this._say();
    },

    _halt() {
      if (this._timer) {
        clearInterval(this._timer);
        this._timer = null;
        this._label();
        this._keep();
      }
    },

    /** Keep the day in the address. */
    _keep() {
      const { day, atRest } = this._time;
      L.atlasAddress.write({ date: atRest ? null : day });
    },

    /** Tell those who hear the page where time has come to. */
    _say() {
      this._keep();
      this._aloud.textContent = this._range.getAttribute("aria-valuetext");
    },

    /** Years under the track, where there is room: each at its first moment. */
    _mark() {
      const { moments } = this._time;
      const name = (at) => at >= 0 && this._words.year(moments[at].day);
      const wide = this._range.clientWidth - THUMB;
      const years = [];
      let free = wide;
      for (let at = moments.length - 1; at >= 0; at--) {
        const place = (wide * at) / (moments.length - 1);
        const begins = name(at) !== name(at - 1);
        if (begins && place <= free && (at === 0 || place >= APART)) {
          const label = html("span", name(at));
          label.style.insetInlineStart = `${place + THUMB / 2}px`;
          years.push(label);
          free = place - APART;
        }
      }
      this._years.replaceChildren(...years);
    },
  });
})();
