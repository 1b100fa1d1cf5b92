(() => {
  const { svg } = L.atlasDom;
  const geometry = L.atlasGeometry;
  const AREAS = ["land", "focus", "lakes"];
  const LINES = ["provinces", "boundaries", "disputed"];
  // The basemap ends at a window; its edge fades into the paper over so many pixels.
  const FADE = 56;

  const edges = {
    west: ([x, y, , bottom]) => [x - 2, y, FADE, bottom - y],
    east: ([, y, right, bottom]) => [right - FADE + 2, y, FADE, bottom - y],
    north: ([x, y, right]) => [x, y - 2, right - x, FADE],
    south: ([x, , right, bottom]) => [x, bottom - FADE + 2, right - x, FADE],
  };
  const inwards = {
    west: [0, 0, 1, 0],
    east: [1, 0, 0, 0],
    north: [0, 0, 0, 1],
    south: [0, 1, 0, 0],
  };

  function gradient(side) {
    const [x1, y1, x2, y2] = inwards[side];
    return svg(
      "linearGradient",
      { id: `atlas-fade-${side}`, x1, y1, x2, y2 },
      svg("stop.fade", { offset: 0 }),
      svg("stop.fade", { offset: 1, "stop-opacity": 0 }),
    );
  }

  /** Sea, land, lakes and boundaries, in the level of detail that fits the zoom. */
  L.AtlasBasemap = L.Class.extend({
    initialize(levels, group) {
      this._levels = levels.length ? levels : [{}];
      this._paths = {};
      const path = (name) => {
        this._paths[name] = svg(`path.${name}`);
        return this._paths[name];
      };
      this._sea = svg("rect.sea");
      this._edges = Object.keys(edges).map((side) => [
        side,
        svg("rect", { fill: `url(#atlas-fade-${side})` }),
      ]);
      group.append(
        svg("defs", {}, Object.keys(edges).map(gradient)),
        this._sea,
        ...[...AREAS, "coast", ...LINES].map(path),
        ...this._edges.map(([, rect]) => rect),
      );
      const boxes = this._shapes(this._levels[0]).land.map(([outer]) => outer.box);
      this.window = geometry.join(boxes);
    },

    draw(view) {
      const fit = this._levels.filter((level) => view.zoom >= level.from_zoom);
      const shapes = this._shapes(fit[fit.length - 1] ?? this._levels[0]);
      for (const name of AREAS) {
        const parts = shapes[name].map((rings) => geometry.polygonPath(rings, view));
        this._paths[name].setAttribute("d", parts.join(""));
      }
      this._paths.coast.setAttribute("d", this._paths.land.getAttribute("d"));
      for (const name of LINES) {
        const parts = shapes[name].map((line) => geometry.linePath(line, view));
        this._paths[name].setAttribute("d", parts.join(""));
      }
      this._frame(view);
    },

    _shapes(level) {
      if (!level.shapes) {
        const decode = (text) => geometry.decode(text, level.precision);
        level.shapes = {};
        for (const name of AREAS) {
          level.shapes[name] = (level[name] ?? []).map((rings) => rings.map(decode));
        }
        for (const name of LINES) {
          level.shapes[name] = (level[name] ?? []).map(decode);
        }
      }
      return level.shapes;
    },

    _frame(view) {
      const [west, north, east, south] = this.window;
      const box = [
        west * view.scale - view.x,
        north * view.scale - view.y,
        east * view.scale - view.x,
        south * view.scale - view.y,
      ];
      const place = (rect, [x, y, width, height]) => {
        for (const [name, value] of Object.entries({ x, y, width, height })) {
          rect.setAttribute(name, value);
        }
      };
      place(this._sea, [box[0], box[1], box[2] - box[0], box[3] - box[1]]);
      for (const [side, rect] of this._edges) {
        place(rect, edges[side](box));
      }
    },
  });
})();
