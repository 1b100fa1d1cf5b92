(() => {
  const { svg, set } = L.atlasDom;
  const geometry = L.atlasGeometry;
  const symbols = L.atlasSymbols;
  const DECIMALS = 5;
  // A band or disc of doubt thinner than this, in pixels from its middle, is not drawn.
  const BAND = 2;

  /**
   * One feature on the map: a group that can be focused and pressed, and apart from it,
   * below all features, the band or disc that shows how sure its position is.
   */
  L.AtlasMark = L.Class.extend({
    initialize(feature, layer, styles) {
      this.feature = feature;
      this.layer = layer;
      this.id = feature.id;
      this.style = styles.kinds[feature.kind];
      this.status = styles.statuses[feature.status] ?? styles.statuses.operating;
      this.rank = feature.rank ?? this.style.rank;
      this._shortStrokes = styles.schematic_dash;
      this._read(feature);
      this._build(feature);
    },

    _read(feature) {
      const decode = (text) => geometry.decode(text, feature.precision ?? DECIMALS);
      const lines = feature.lines ?? (feature.line ? [feature.line] : []);
      this.lines = lines.map(decode);
      this.polygons = (feature.polygons ?? []).map((rings) => rings.map(decode));
      this.point = feature.point ? geometry.point(feature.point) : null;
      const shapes = [...this.lines, ...this.polygons.flat(), this.point].filter(Boolean);
      this.box = geometry.join(shapes.map((shape) => shape.box));
    },

    _build(feature) {
      this.node = svg("g", {
        class: symbols.classes("atlas-feature", this.status),
        role: "button",
        tabindex: 0,
        "aria-haspopup": "dialog",
        "data-feature": feature.id,
        "data-kind": feature.kind,
      });
      this.hue = `--atlas-${this.style.colour}`;
      this.node.style.setProperty(
        "--hue",
        `var(${this.status.muted ? "--atlas-muted" : this.hue})`,
      );
      if (this.point) {
        this._buildPoint(feature);
      } else if (this.lines.length) {
        this._buildLine(feature);
      } else {
        this._paths = [svg("path", { class: "atlas-halo" }), svg("path", { class: "atlas-area" })];
        this.node.append(...this._paths);
      }
    },

    _buildPoint(feature) {
      const { radius, lift } = symbols.reach(this.style.symbol);
      this._symbol = svg(
        "g",
        {},
        svg("circle", { class: "atlas-halo", cy: lift, r: radius + 3 }),
        symbols.point(this.style.symbol, this.status, feature.accuracy),
      );
      this._hit = svg("circle", { class: "atlas-hit", r: 12 });
      this.node.append(this._symbol, this._hit);
      this.doubt = svg("circle", { class: "atlas-disc" });
    },

    _buildLine(feature) {
      const schematic = feature.accuracy === "schematic";
      this._paths = symbols.line(this.style, this.status, schematic, this._shortStrokes);
      this.node.append(...this._paths);
      this.doubt = svg("path", { class: "atlas-band" });
    },

    /** Where the thing is, for zooming to it. */
    bounds() {
      const [west, north, east, south] = this.box;
      return L.latLngBounds(geometry.latLng([west, south]), geometry.latLng([east, north]));
    },

    draw(view) {
      if (this.point) {
        this._drawPoint(view);
      } else {
        this._drawPaths(view);
      }
    },

    _drawPoint(view) {
      this.at = geometry.place(this.point, view);
      const [x, y] = this.at;
      const { radius, lift } = symbols.reach(this.style.symbol);
      this.radius = radius * view.size;
      this.lift = lift * view.size;
      const turn = `scale(${view.size}) rotate(${this.angle ?? 0})`;
      this._symbol.setAttribute("transform", `translate(${x} ${y}) ${turn}`);
      set(this._hit, { cx: x, cy: y + this.lift });
      const reach = this.feature.precision_m / geometry.metresPerPixel(this.point, view);
      set(this.doubt, { cx: x, cy: y, r: reach >= this.radius ? reach : 0 });
    },

    _drawPaths(view) {
      const d = this.lines.length
        ? this.lines.map((line) => geometry.linePath(line, view)).join("")
        : this.polygons.map((rings) => geometry.polygonPath(rings, view)).join("");
      for (const path of this._paths) {
        set(path, { d });
      }
      if (this.doubt) {
        const radius = this.feature.precision_m / geometry.metresPerPixel(this, view);
        set(this.doubt, { d: radius >= BAND ? d : "", "stroke-width": radius * 2 });
      }
    },

    show(shown) {
      for (const part of [this.node, this.doubt].filter(Boolean)) {
        part.classList.toggle("is-off", !shown);
      }
    },

    /** A point on the map to hang a popup or tooltip on: the nearest to the middle of the view. */
    anchor(view) {
      if (this.point) {
        return this.at;
      }
      const middle = [(view.frame[0] + view.frame[2]) / 2, (view.frame[1] + view.frame[3]) / 2];
      const far = ([x, y]) => Math.hypot(x - middle[0], y - middle[1]);
      const rings = this.lines.length ? this.lines : this.polygons.map(([outer]) => outer);
      const points = rings.flatMap((line) => geometry.along(line, view, 8));
      return points.reduce((best, point) => (far(point) < far(best) ? point : best), points[0]);
    },
  });
})();
