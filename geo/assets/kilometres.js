(() => {
  const { html, svg, set } = L.atlasDom;
  // The pointer is on a line from so many pixels on; its payload has the kilometre of its vertices
  // so many apart, each as hectometres since the one before.
  const [NEAR, KNOTS] = [24, 5];

  /** A line of which some vertices have a known kilometre; between them goes the length drawn. */
  const Line = L.Class.extend({
    initialize({ feature: { kilometres }, lines: [{ points }] }) {
      this._points = points;
      this._ends = [0];
      for (const [knot, hectometres] of kilometres.entries()) {
        const stretch = points.slice(knot * KNOTS, (knot + 1) * KNOTS + 1);
        const steps = stretch
          .slice(1)
          .map(([x, y], at) => Math.hypot(x - stretch[at][0], y - stretch[at][1]));
        const whole = steps.reduce((sum, step) => sum + step, 0);
        for (const step of steps) {
          this._ends.push(this._ends.at(-1) + ((hectometres / 10) * step) / whole);
        }
      }
    },

    /** The point of the line nearest to another, with its kilometre and how far off it is. */
    nearest([px, py]) {
      const { _points: points, _ends: ends } = this;
      let best = { far: Infinity };
      for (let at = 1; at < points.length; at++) {
        const [[x, y], [toX, toY]] = [points[at - 1], points[at]];
        const [dx, dy] = [toX - x, toY - y];
        const along = ((px - x) * dx + (py - y) * dy) / (dx * dx + dy * dy || 1);
        const part = Math.min(1, Math.max(0, along));
        const place = [x + part * dx, y + part * dy];
        const far = Math.hypot(place[0] - px, place[1] - py);
        if (far < best.far) {
          best = { far, place, km: ends[at - 1] + part * (ends[at] - ends[at - 1]) };
        }
      }
      return best;
    },
  });

  /** How far along a line the pointer, or the focus, is: its kilometre and its position. */
  L.AtlasKilometres = L.Class.extend({
    statics: { Line },

    initialize(atlas) {
      const { map, layers, surface } = atlas;
      const measured = [...layers.marks.values()].filter(({ feature }) => feature.kilometres);
      Object.assign(this, { _atlas: atlas, _marks: measured, _lines: new Map() });
      this._dot = svg("circle.dot", { r: 4.5 });
      surface.group("kilometre", { "aria-hidden": "true" }).append(this._dot);
      this._node = html("div.kilometre");
      map.getContainer().append(this._node);
      const follow = (event) => this._follow(event);
      for (const type of ["pointermove", "pointerdown"]) {
        map.getContainer().addEventListener(type, follow);
      }
      map.getContainer().addEventListener("pointerleave", () => this._show(null));
      map.on("movestart", () => this._show(null));
      map.on("moveend", () => this._ofFocus());
      layers.on("focus", () => this._ofFocus());
      layers.on("out toggle", () => this._show(null));
    },

    translate() {
      set(this._node, { lang: this._atlas.words.language, dir: this._atlas.words.direction() });
      this._show(null);
    },

    _follow(event) {
      const { map } = this._atlas;
      const over = event.target.closest(".leaflet-control, .leaflet-popup");
      const { x, y } = map.mouseEventToLayerPoint(event);
      this._show(over ? null : this._find(this._marks, [x, y], NEAR));
    },

    /** Of a line that has the focus, the point in the middle of what is seen of it. */
    _ofFocus() {
      const { layers, surface, say } = this._atlas;
      const mark = layers.markOf(document.activeElement);
      const at = this._marks.includes(mark) && mark.anchor(surface.view());
      if (at) {
        this._show(this._find([mark], at, Infinity));
        say(this._node.textContent);
      }
    },

    _find(marks, [x, y], reach) {
      const view = this._atlas.surface.view();
      const here = [(x + view.x) / view.scale, (y + view.y) / view.scale];
      const seen = this._atlas.layers.visible();
      const found = marks
        .filter((mark) => seen.includes(mark))
        .map((mark) => ({ mark, ...this._line(mark).nearest(here) }))
        .sort((a, b) => a.far - b.far)[0];
      return found && found.far * view.scale <= reach ? { ...found, view } : null;
    },

    _line(mark) {
      if (!this._lines.has(mark)) {
        this._lines.set(mark, new Line(mark));
      }
      return this._lines.get(mark);
    },

    _show(found) {
      for (const node of [this._node, this._dot]) {
        node.classList.toggle("is-shown", Boolean(found));
      }
      if (!found) {
        return;
      }
      const { words } = this._atlas;
      const { mark, place, km, view } = found;
      const [x, y] = place.map((value, axis) => value * view.scale - [view.x, view.y][axis]);
      set(this._dot, { cx: x, cy: y });
      const { length_km: length, precision_m: precision } = mark.feature;
      const { lat, lng } = L.atlasGeometry.latLng(place);
      const all = words.number(length, 0);
      const where = words.position([lng, lat], precision);
      this._node.replaceChildren(
        html("b", words.t("tool.kilometre", { n: words.number(km, 0), all })),
        " · ",
        html("bdi", where),
      );
    },
  });
})();
