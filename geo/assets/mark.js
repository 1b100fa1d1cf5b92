(() => {
  const { svg, set } = L.atlasDom;
  const geometry = L.atlasGeometry;
  const symbols = L.atlasSymbols;
  // A band of doubt thinner than this, in pixels from its middle, is not drawn.
  const BAND = 2;
  // One wider than this grows fainter, so that close up it does not drown what lies in it.
  const FAINT = 90;

  /**
   * One feature on the map: a group that can be focused and pressed, and apart from it,
   * below all features, the band or disc that shows how sure its position is.
   * It stands in one status at a time, and may not be there on a day.
   */
  L.AtlasMark = L.Class.extend({
    initialize(feature, layer, styles) {
      this.feature = feature;
      this.layer = layer;
      this.id = feature.id;
      this.style = styles.kinds[feature.kind];
      this._styles = styles;
      this.rank = feature.rank ?? this.style.rank;
      this.hue = `var(--atlas-${this.style.colour})`;
      this._read(feature);
      this._build(feature);
      this.there = true;
      this._dress(feature.status);
    },

    _read({ lines = [], polygons = [], point }) {
      this.lines = lines.map(geometry.line);
      this.polygons = polygons.map((rings) => rings.map(geometry.line));
      this.point = point && geometry.point(point);
      const shapes = [this.lines, this.polygons, this.point ?? []].flat(2);
      this.box = geometry.join(shapes.map((shape) => shape.box));
    },

    _build({ id, kind }) {
      const names = { "aria-haspopup": "dialog", "data-feature": id, "data-kind": kind };
      this.node = svg("g.feature", { role: "button", tabindex: 0, ...names });
      this.doubt = svg(this.point ? "circle.disc" : "path.band");
      if (this.point) {
        this._symbol = svg("g");
        this._hit = svg("circle.hit", { r: 12 });
        this.node.append(this._symbol, this._hit);
      }
    },

    /** Draw it as what it is in a status. */
    _dress(word) {
      const { style, _styles: styles } = this;
      const { accuracy } = this.feature;
      const status = styles.statuses[word] ?? styles.statuses.operating;
      this.word = word;
      this.node.style.setProperty("--hue", status.muted ? "var(--atlas-muted)" : this.hue);
      if (this.point) {
        const { radius, lift } = symbols.reach(style.symbol);
        const halo = svg("circle.halo", { cy: lift, r: radius + 3 });
        this._symbol.replaceChildren(halo, symbols.point(style.symbol, status, accuracy));
        return;
      }
      this._paths = this.lines.length
        ? symbols.line(style, status, accuracy === "schematic", styles.schematic_dash)
        : [svg("path.halo"), svg("path.area")];
      this.node.replaceChildren(...this._paths);
    },

    /** Turn to a status, or leave the map; tells whether anything changed. */
    turn(word, there) {
      const same = this.word === word;
      if (same && this.there === there) {
        return false;
      }
      this.there = there;
      if (!same) {
        this._dress(word);
      }
      return true;
    },

    latLng() {
      const { point } = this.feature;
      return point ? L.latLng(point[1], point[0]) : this.bounds().getCenter();
    },

    /** Where the thing is, for zooming to it. */
    bounds() {
      const [west, north, east, south] = this.box;
      return L.latLngBounds(geometry.latLng([west, south]), geometry.latLng([east, north]));
    },

    draw(view) {
      const reach = this.feature.precision_m / geometry.metresPerPixel(this.box, view);
      set(this.doubt, { opacity: Math.min(1, FAINT / reach).toFixed(2) });
      if (this.point) {
        this._drawPoint(view, reach);
      } else {
        this._drawPaths(view, reach);
      }
    },

    _drawPoint(view, reach) {
      const { radius, lift } = symbols.reach(this.style.symbol);
      const [x, y] = geometry.place(this.point, view);
      Object.assign(this, { at: [x, y], radius: radius * view.size, lift: lift * view.size });
      const turn = `scale(${view.size}) rotate(${this.angle ?? 0})`;
      set(this._symbol, { transform: `translate(${x} ${y}) ${turn}` });
      set(this._hit, { cx: x, cy: y + this.lift });
      set(this.doubt, { cx: x, cy: y, r: reach >= this.radius ? reach : 0 });
    },

    _drawPaths(view, reach) {
      const d = this.lines.length
        ? this.lines.map((line) => geometry.linePath(line, view)).join("")
        : this.polygons.map((rings) => geometry.polygonPath(rings, view)).join("");
      for (const path of this._paths) {
        set(path, { d });
      }
      const banded = this.lines.length && reach >= BAND;
      set(this.doubt, { d: banded ? d : "", "stroke-width": reach * 2 });
    },

    /** Leave out what there is no room for at this zoom; it shows when it has the focus. */
    thin(thinned) {
      this.thinned = thinned;
      this.node.classList.toggle("is-thinned", thinned);
    },

    /** Show it with its layer, if it is there. */
    show(on) {
      for (const node of [this.node, this.doubt]) {
        node.classList.toggle("is-off", !(on && this.there));
      }
    },

    /** A point on the map to hang a popup or tooltip on: the nearest to the middle of the view. */
    anchor(view) {
      if (this.point) {
        return this.at;
      }
      const [west, north, east, south] = view.frame;
      const far = ([x, y]) => Math.hypot(x - (west + east) / 2, y - (north + south) / 2);
      const rings = this.lines.length ? this.lines : this.polygons.map(([outer]) => outer);
      const points = rings.flatMap((line) => geometry.along(line, view, 8));
      return points.reduce((best, point) => (far(point) < far(best) ? point : best), points[0]);
    },
  });
})();
