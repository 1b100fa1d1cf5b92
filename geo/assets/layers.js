(() => {
  // With more features than this, a layer is one stop for the Tab key, and arrows go through it.
  const CROWD = 60;
  // Kilometre marks are thinned until neighbours are so many pixels apart.
  const TICK_GAP = 16;
  const STEPS = [1, 2, 5, 10, 20, 50];
  // What the address says when no layer is on.
  const NONE = "none";

  /** The direction of a line of the same colour where it passes a point, in degrees. */
  function bearing(point, lines) {
    const [x, y] = point.points[0];
    let [best, angle] = [Infinity, 0];
    for (const { points } of lines) {
      for (let index = 1; index < points.length; index++) {
        const [from, to] = [points[index - 1], points[index]];
        const far = Math.hypot((from[0] + to[0]) / 2 - x, (from[1] + to[1]) / 2 - y);
        if (far < best) {
          best = far;
          angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
        }
      }
    }
    return angle;
  }

  function thinTicks(ticks) {
    const apart = (tick, at) =>
      Math.hypot(tick.at[0] - ticks[at].at[0], tick.at[1] - ticks[at].at[1]);
    const gaps = ticks
      .slice(1)
      .map(apart)
      .sort((a, b) => a - b);
    const middle = gaps[gaps.length >> 1] ?? TICK_GAP;
    const step = STEPS.find((every) => every * middle >= TICK_GAP) ?? STEPS[STEPS.length - 1];
    for (const [at, tick] of ticks.entries()) {
      tick.thin(at % step > 0);
    }
  }

  /** All features, layer by layer; which layers are on; what is chosen or under the pointer. */
  L.AtlasLayers = L.Evented.extend({
    initialize(payload, surface, words, container) {
      this._words = words;
      this._container = container;
      this.marks = new Map();
      this._doubts = new Map();
      const below = surface.group("doubts", { "aria-hidden": "true" });
      const above = surface.group("features");
      this.all = payload.layers.map((layer) => this._layer(layer, payload.styles));
      const ofOrder = (entry) => Math.min(...entry.marks.map((mark) => mark.style.order), 99);
      for (const entry of [...this.all].sort((a, b) => ofOrder(a) - ofOrder(b))) {
        above.append(entry.group);
        for (const mark of entry.marks) {
          this._doubtGroup(mark.hue, below).append(mark.doubt);
        }
      }
      this._turnTicks();
      this._listen(container);
    },

    _layer(layer, styles) {
      const marks = layer.features
        .map((feature) => new L.AtlasMark(feature, layer, styles))
        .sort((a, b) => a.style.order - b.style.order);
      const group = L.atlasDom.svg("g", { role: "group" });
      const entry = { ...layer, marks, group, usual: layer.on };
      for (const mark of marks) {
        this.marks.set(mark.id, mark);
        entry.group.append(mark.node);
        mark.show(entry.on);
      }
      if (marks.length > CROWD) {
        for (const mark of marks) {
          mark.node.setAttribute("tabindex", -1);
        }
        this._stop(entry, marks[0]);
      }
      return entry;
    },

    // The one mark of a crowd that the Tab key stops at.
    _stop(entry, mark) {
      entry.stop?.node.setAttribute("tabindex", -1);
      entry.stop = mark;
      mark.node.setAttribute("tabindex", 0);
    },

    // Bands of one hue share a group, which carries the opacity: where they overlap, none shows.
    _doubtGroup(hue, below) {
      if (!this._doubts.has(hue)) {
        const group = L.atlasDom.svg("g.doubt");
        group.style.setProperty("--hue", hue);
        below.append(group);
        this._doubts.set(hue, group);
      }
      return this._doubts.get(hue);
    },

    _turnTicks() {
      const all = [...this.marks.values()];
      for (const mark of all.filter((one) => one.style.symbol === "tick")) {
        const alike = all.filter((other) => other.lines.length && other.hue === mark.hue);
        mark.angle =
          bearing(
            mark.point,
            alike.flatMap((other) => other.lines),
          ) + 90;
      }
    },

    // On the container, because Chromium lets the Tab key stop at an SVG group that listens to focus.
    _listen(container) {
      const markOf = (event) => this.markOf(event.target);
      const tell = (type) => (event) => {
        const mark = markOf(event);
        if (mark) {
          this.fire(type, { mark, event });
        }
      };
      container.addEventListener("pointerover", tell("over"));
      container.addEventListener("pointermove", tell("over"));
      container.addEventListener("pointerout", tell("out"));
      container.addEventListener("focusin", tell("focus"));
      container.addEventListener("focusout", tell("out"));
      container.addEventListener(
        "keydown",
        (event) => markOf(event) && this._press(event, markOf(event)),
      );
    },

    _press(event, mark) {
      const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
      if (event.key === "Enter" || event.key === " ") {
        this.fire("press", { mark });
      } else if (event.key in steps && this._entry(mark).marks.length > CROWD) {
        this._rove(mark, steps[event.key]);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },

    _rove(mark, step) {
      const entry = this._entry(mark);
      const stops = entry.marks.filter((one) => one.there);
      const next = stops[stops.indexOf(mark) + step] ?? mark;
      this._stop(entry, next);
      next.node.focus();
    },

    _entry(mark) {
      return this.all.find((entry) => entry.marks.includes(mark));
    },

    markOf(node) {
      return this.marks.get(node.closest?.(".atlas-feature")?.dataset.feature);
    },

    visible() {
      const shown = this.all.filter((entry) => entry.on).flatMap((entry) => entry.marks);
      return shown.filter((mark) => mark.there);
    },

    /** Show what stood on a day; only marks whose status changed are drawn anew. */
    turn(time) {
      this._keepFocus(() => {
        for (const entry of this.all) {
          this._turn(entry, time);
        }
      });
    },

    /** The focus stays on the map when what had it leaves. */
    _keepFocus(change) {
      const focused = this.markOf(document.activeElement);
      change();
      if (focused?.node.matches(".is-off")) {
        this._container.focus();
      }
    },

    _turn(entry, time) {
      const turned = (mark) =>
        mark.turn(time.statusOf(mark.feature).status, time.shows(mark.feature));
      for (const mark of entry.marks.filter(turned)) {
        mark.show(entry.on);
        mark.draw(this._view);
        this._name(mark);
      }
      if (entry.stop?.there === false) {
        this._stop(entry, entry.marks.find((mark) => mark.there) ?? entry.stop);
      }
    },

    name({ id, name }) {
      return name ? this._words.pick(name).text : this._words.t(`layer.${id}`);
    },

    toggle(entry, on) {
      entry.on = on;
      this._keepFocus(() => {
        for (const mark of entry.marks) {
          mark.show(on);
        }
      });
      this.fire("toggle", { entry });
    },

    /** Turn on the layer of a mark that is to be seen. */
    reveal(mark) {
      const entry = this._entry(mark);
      if (!entry.on) {
        this.toggle(entry, true);
      }
    },

    /** Turn on these layers and no others; without any that is known, those that are on at first. */
    only(ids = []) {
      const known = ids.some((id) => id === NONE || this.all.some((entry) => entry.id === id));
      for (const entry of this.all) {
        const on = known ? ids.includes(entry.id) : entry.usual;
        if (entry.on !== on) {
          this.toggle(entry, on);
        }
      }
    },

    /** The layers that are on, as the address keeps them; nothing, if they are as at first. */
    text() {
      const on = this.all.filter((entry) => entry.on).map(({ id }) => id);
      return this.all.every((entry) => entry.on === entry.usual) ? null : on.join() || NONE;
    },

    bounds(entry) {
      return entry.marks.reduce((all, mark) => all.extend(mark.bounds()), L.latLngBounds([]));
    },

    choose(mark) {
      this.chosen?.node.classList.remove("is-chosen");
      this.chosen = mark;
      mark?.node.classList.add("is-chosen");
    },

    /** What a feature is called aloud: name, kind, status. */
    title(mark) {
      const { name, kind } = mark.feature;
      const parts = [this._words.pick(name).text, this._words.word("kind", kind)];
      return [...parts, mark.word && this._words.t(`status.${mark.word}`)].filter(Boolean);
    },

    _name(mark) {
      mark.node.setAttribute("aria-label", this.title(mark).join(this._words.t("list.comma")));
    },

    translate() {
      for (const entry of this.all) {
        entry.group.setAttribute("aria-label", this.name(entry));
        for (const mark of entry.marks) {
          this._name(mark);
        }
      }
    },

    draw(view) {
      this._view = view;
      for (const { marks } of this.all) {
        for (const mark of marks) {
          mark.draw(view);
          mark.thin(mark.style.symbol === "dot" && mark.rank > view.rank);
        }
        thinTicks(marks.filter((mark) => mark.style.symbol === "tick"));
      }
    },
  });
})();
