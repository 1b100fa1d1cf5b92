(() => {
  const { html, svg, set, iconButton } = L.atlasDom;
  const geodesic = L.atlasGeodesic;
  const RULER = "M2.5 13.5 13.5 2.5 17.5 6.5 6.5 17.5ZM6.5 9.5 8.5 11.5M9.5 6.5 11.5 8.5";
  const BACK = "M8 4.5 4 8.5 8 12.5M4 8.5H12A3.5 3.5 0 0 1 12 15.5H9";
  // A leg is drawn through so many points: it bends as the shortest way does on this projection.
  const PARTS = 32;

  /** Distances between points that the reader sets, by pointer or at the cross in the middle. */
  L.AtlasMeasure = L.Class.extend({
    initialize(atlas) {
      const { map, surface, words, buttons } = atlas;
      Object.assign(this, { _atlas: atlas, _map: map, _words: words, _points: [] });
      this._group = surface.group("measure", { "aria-hidden": "true" });
      surface.add(this);
      const turn = () => this._turn(!atlas.measuring);
      this._button = buttons.add(() => "tool.measure", RULER, turn);
      this._text = html("p");
      this._undo = iconButton("", BACK, () => this._take());
      this._how = html("p.how");
      const box = html("div.measured", { hidden: true }, this._text, this._undo, this._how);
      this._box = L.DomEvent.disableClickPropagation(box) && box;
      this._cross = html("div.cross", { hidden: true });
      const node = map.getContainer();
      node.append(box, this._cross);
      node.addEventListener("keydown", (event) => atlas.measuring && this._press(event), true);
      node.addEventListener("pointermove", () => this._aim(false));
      map.on("click", ({ latlng }) => atlas.measuring && this._put(latlng));
      set(this._button, { "aria-pressed": "false" });
    },

    translate() {
      const words = this._words;
      const name = words.t("tool.undo");
      set(this._undo, { "aria-label": name, title: name });
      set(this._box, { lang: words.language, dir: words.direction() });
      this._atlas.buttons.translate();
      this._write();
    },

    _turn(on) {
      const { _atlas: atlas, _map: map } = this;
      atlas.measuring = on;
      this._points = [];
      this._box.hidden = !on;
      set(this._button, { "aria-pressed": String(on) });
      map.getContainer().classList.toggle("is-measuring", on);
      map.doubleClickZoom[on ? "disable" : "enable"]();
      this._aim(false);
      this._write();
      if (on) {
        atlas.popup.close();
        map.getContainer().focus({ preventScroll: true });
        atlas.say(this._how.textContent);
      }
    },

    _aim(on) {
      this._cross.hidden = !on;
    },

    _press(event) {
      const press = {
        Escape: () => this._turn(false),
        Backspace: () => this._take(),
        Enter: () => this._put(this._map.getCenter()),
      }[event.key];
      this._aim(true);
      // Buttons within the map keep their own Enter.
      if (press && !(event.key === "Enter" && event.target.closest("button"))) {
        event.preventDefault();
        event.stopPropagation();
        press();
      }
      this._aim(this._atlas.measuring);
    },

    _put(latlng) {
      this._points.push(latlng);
      this._tell();
    },

    _take() {
      this._points.pop();
      this._tell();
    },

    _tell() {
      this._write();
      this._atlas.say(this._text.textContent);
    },

    /** Each leg with its ends and its length in metres. */
    _legs() {
      const ends = this._points.slice(1).map((to, at) => [this._points[at], to]);
      return ends.map(([from, to]) => ({ from, to, length: geodesic.distance(from, to) }));
    },

    _write() {
      const { _words: words, _points: points } = this;
      const lengths = this._legs().map(({ length }) => length);
      const say = (key, metres) => words.t(key, { length: words.distance(metres) });
      const total = say(
        "tool.total",
        lengths.reduce((sum, length) => sum + length, 0),
      );
      const leg = lengths.length > 1 && say("tool.leg", lengths[lengths.length - 1]);
      const told = [total, leg].filter(Boolean).join(" · ");
      this._text.textContent = points.length ? told : words.t("tool.measure");
      this._how.textContent = words.t(points.length ? "tool.ellipsoid" : "tool.measure_help");
      this._undo.hidden = !points.length;
      this.draw();
    },

    draw() {
      const map = this._map;
      const place = (latlng) => map.latLngToLayerPoint(latlng);
      const write = (latlngs) => latlngs.map((one) => `${place(one).x} ${place(one).y}`).join("L");
      const legs = this._legs().map((leg) => {
        const way = geodesic.along(leg.from, leg.to, PARTS);
        return { ...leg, way, d: `M${write(way)}` };
      });
      const d = legs.map((leg) => leg.d).join("");
      const dots = this._points.map((point) => {
        const { x, y } = place(point);
        return svg("circle.dot", { cx: x, cy: y, r: 4 });
      });
      const texts = legs.map(({ way, length }) => this._label(place(way[PARTS / 2]), length));
      const lines = ["casing", "line"].map((name) => svg(`path.${name}`, { d }));
      this._group.replaceChildren(...lines, ...dots, ...texts);
    },

    _label({ x, y }, length) {
      const { language: lang } = this._words;
      const direction = this._words.direction();
      return svg("text.label", { x, y: y - 9, lang, direction }, this._words.distance(length));
    },
  });
})();
