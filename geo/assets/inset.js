(() => {
  const { html, svg, set } = L.atlasDom;
  // Its longer side, and the size from which a map has room for it, in pixels.
  const [SIDE, ROOM] = [112, [480, 360]];
  // It tells nothing where the view shows more than this part of the ground.
  const MOST = 0.5;
  const PATHS = ["land", "focus", "lakes", "boundaries"];

  /** Where on the whole ground of the map its view lies: drawn once, only the frame moves. */
  L.AtlasInset = L.Control.extend({
    initialize({ map, ground, surface, words }) {
      Object.assign(this, { _ground: ground, _surface: surface, _words: words });
      this.addTo(map);
    },

    onAdd(map) {
      const [west, north, east, south] = this._ground.window;
      const scale = SIDE / Math.max(east - west, south - north);
      const [width, height] = [(east - west) * scale, (south - north) * scale];
      this._scale = scale;
      this._frame = svg("rect.view");
      const view = { scale, x: west * scale, y: north * scale, box: [0, 0, width, height] };
      const paths = this._ground.paths(PATHS, view);
      const node = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
      node.append(...paths, this._frame);
      map.on("moveend resize", this._settle, this);
      return html("div.inset", { "aria-hidden": "true" }, node);
    },

    onRemove(map) {
      map.off("moveend resize", this._settle, this);
    },

    translate() {
      this.setPosition(this._words.direction() === "rtl" ? "bottomleft" : "bottomright");
      this._settle();
    },

    _settle() {
      const { x, y } = this._map.getSize();
      const { frame, scale, ...view } = this._surface.view();
      const [west, north, east, south] = this._ground.window;
      const sides = [
        [0, 2, view.x, west, east],
        [1, 3, view.y, north, south],
      ].map(([from, to, origin, low, high]) => {
        const [start, end] = [from, to].map((at) => (frame[at] + origin) / scale);
        const [a, b] = [start, end].map((one) => Math.min(high, Math.max(low, one)));
        return {
          at: (a - low) * this._scale,
          size: (b - a) * this._scale,
          part: (b - a) / (high - low),
        };
      });
      const [across, down] = sides.map(({ at, size }) => {
        // A view of a few kilometres is a dot, not nothing.
        const shown = Math.max(size, 4);
        return [at - (shown - size) / 2, shown];
      });
      set(this._frame, { x: across[0], width: across[1], y: down[0], height: down[1] });
      const tight = x < ROOM[0] || y < ROOM[1];
      this._container.hidden = tight || sides[0].part * sides[1].part > MOST;
    },
  });
})();
