(() => {
  const { svg, set } = L.atlasDom;
  const geometry = L.atlasGeometry;
  const AREAS = ["land", "focus", "lakes"];
  const LINES = ["boundaries", "disputed", "provinces"];
  const PATHS = ["land", "focus", "provinces", "lakes", "coast", "boundaries", "disputed"];
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
    const stops = [
      svg("stop.fade", { offset: 0 }),
      svg("stop.fade", { offset: 1, "stop-opacity": 0 }),
    ];
    return svg("linearGradient", { id: `atlas-fade-${side}`, x1, y1, x2, y2 }, stops);
  }

  const place = (rect, [x, y, width, height]) => set(rect, { x, y, width, height });

  /** The parts of a ring that are shore, and not the edge of a window that it was cut at. */
  function shore({ points }, cuts) {
    const lines = [[points[0]]];
    for (let at = 1; at < points.length; at++) {
      const [from, to] = [points[at - 1], points[at]];
      const same = (axis) => Math.abs(from[axis] - to[axis]) < 1e-9;
      const isCut = [0, 1].some(
        (axis) => same(axis) && cuts[axis].some((cut) => Math.abs(cut - to[axis]) < 1e-6),
      );
      if (isCut) {
        lines.push([to]);
      } else {
        lines[lines.length - 1].push(to);
      }
    }
    return lines.filter((line) => line.length > 1).map(geometry.shape);
  }

  function decode({ arcs }) {
    const read = (name) => [name, arcs.next().lines.map(geometry.line)];
    return Object.fromEntries([...AREAS, ...LINES].map(read));
  }

  /** Sea, land, lakes and boundaries; the levels, each with its own window, are drawn side by side. */
  L.AtlasBasemap = L.Class.extend({
    initialize(levels, group) {
      this._levels = levels.map(decode);
      const boxes = this._levels.map(({ land }) => geometry.join(land.map(({ box }) => box)));
      const cuts = [0, 1].map((axis) => boxes.flatMap((box) => [box[axis], box[axis + 2]]));
      for (const level of this._levels) {
        level.coast = level.land.flatMap((ring) => shore(ring, cuts));
      }
      this.window = geometry.join(boxes);
      this._sea = svg("rect.sea");
      this._paths = Object.fromEntries(PATHS.map((name) => [name, svg(`path.${name}`)]));
      this._edges = Object.keys(edges).map((side) =>
        svg("rect", { fill: `url(#atlas-fade-${side})` }),
      );
      const gradients = Object.keys(edges).map(gradient);
      group.append(
        svg("defs", gradients),
        this._sea,
        ...Object.values(this._paths),
        ...this._edges,
      );
    },

    draw(view) {
      for (const [name, path] of Object.entries(this._paths)) {
        set(path, { d: this._data(name, view) });
      }
      this._frame(view);
    },

    /** Some of its parts, drawn once more for another view. */
    paths(names, view) {
      return names.map((name) =>
        svg(`path.${name}`, { d: this._data(name, { zoom: 0, ...view }) }),
      );
    },

    _data(name, view) {
      const shapes = this._levels.flatMap((level) => level[name]);
      return AREAS.includes(name)
        ? geometry.polygonPath(shapes, view)
        : shapes.map((shape) => geometry.linePath(shape, view)).join("");
    },

    _frame(view) {
      const [west, north, east, south] = this.window;
      const [x, y] = [west * view.scale - view.x, north * view.scale - view.y];
      const [right, bottom] = [east * view.scale - view.x, south * view.scale - view.y];
      place(this._sea, [x, y, right - x, bottom - y]);
      for (const [at, side] of Object.keys(edges).entries()) {
        place(this._edges[at], edges[side]([x, y, right, bottom]));
      }
    },
  });
})();
