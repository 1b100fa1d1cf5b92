(() => {
  // The world is a square of 256 units in Web Mercator, as Leaflet's at zoom 0.
  const WORLD = 256;
  const METRES_PER_UNIT = 40_075_016.686 / WORLD;
  // Two corners nearer than this on the screen, in pixels, are drawn as one.
  const NEAR = 0.6;

  const sides = [
    ([x], box) => x - box[0],
    ([, y], box) => y - box[1],
    ([x], box) => box[2] - x,
    ([, y], box) => box[3] - y,
  ];

  function world(lon, lat) {
    const angle = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
    return [((lon + 180) / 360) * WORLD, (0.5 - angle / (2 * Math.PI)) * WORLD];
  }

  function boxOf(points) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of points) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    return box;
  }

  /** Points of a shape on the screen, without those that would fall on the one before. */
  function onScreen(shape, view) {
    const points = [];
    let [lastX, lastY] = [Infinity, Infinity];
    shape.points.forEach(([x, y], index) => {
      const here = [x * view.scale - view.x, y * view.scale - view.y];
      const end = index === shape.points.length - 1;
      if (end || Math.abs(here[0] - lastX) + Math.abs(here[1] - lastY) > NEAR) {
        points.push(here);
        [lastX, lastY] = here;
      }
    });
    return points;
  }

  function apart(a, b, box) {
    return sides.some((inside) => inside(a, box) < 0 && inside(b, box) < 0);
  }

  function crossing(before, here, inside, box) {
    const from = inside(before, box);
    const part = from / (from - inside(here, box));
    return before.map((value, axis) => value + (here[axis] - value) * part);
  }

  function clipSide(ring, inside, box) {
    return ring.flatMap((here, index) => {
      const before = ring[index ? index - 1 : ring.length - 1];
      const within = inside(here, box) >= 0;
      const kept = within ? [here] : [];
      return within === inside(before, box) >= 0
        ? kept
        : [crossing(before, here, inside, box), ...kept];
    });
  }

  const write = ([x, y]) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;

  /** Shapes in world units: { points, box }; a view turns them into pixels. */
  L.atlasGeometry = {
    /** A line of positions, lon and lat. */
    line: (positions) => L.atlasGeometry.shape(positions.map((position) => world(...position))),

    shape: (points) => ({ points, box: boxOf(points) }),

    point(position) {
      return this.shape([world(...position)]);
    },

    latLng([x, y]) {
      return L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
    },

    join: (boxes) =>
      boxOf(
        boxes.flatMap(([west, north, east, south]) => [
          [west, north],
          [east, south],
        ]),
      ),

    /** Ground metres in a pixel at the middle of a box. */
    metresPerPixel([west, north, , south], view) {
      const { lat } = this.latLng([west, (north + south) / 2]);
      return (METRES_PER_UNIT * Math.cos((lat * Math.PI) / 180)) / view.scale;
    },

    place: (shape, view) => onScreen(shape, view)[0],

    inView(shape, view) {
      const [a, b] = onScreen({ points: [shape.box.slice(0, 2), shape.box.slice(2)] }, view);
      return !apart(a, b ?? a, view.box);
    },

    /** Path data of a line; stretches wholly outside the box are left out. */
    linePath(shape, view) {
      if (!this.inView(shape, view)) {
        return "";
      }
      const points = onScreen(shape, view);
      let drawn = -1;
      return points
        .slice(1)
        .map((to, index) => {
          if (apart(points[index], to, view.box)) {
            return "";
          }
          const start = drawn === index - 1 && index ? "" : `M${write(points[index])}`;
          drawn = index;
          return `${start}L${write(to)}`;
        })
        .join("");
    },

    /** Path data of a polygon, cut off at the box. */
    polygonPath(rings, view) {
      return rings
        .filter((ring) => this.inView(ring, view))
        .map((ring) =>
          sides.reduce((cut, side) => clipSide(cut, side, view.box), onScreen(ring, view)),
        )
        .filter((points) => points.length > 2)
        .map((points) => `M${points.map(write).join("L")}Z`)
        .join("");
    },

    /** Points every so many pixels along what is seen of a line. */
    along(shape, view, step) {
      const points = onScreen(shape, view);
      const marks = [];
      for (let index = 1; index < points.length; index++) {
        const [from, to] = [points[index - 1], points[index]];
        if (apart(from, to, view.frame)) {
          continue;
        }
        const parts = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / step);
        for (let part = 0; part < parts; part++) {
          marks.push(from.map((value, axis) => value + ((to[axis] - value) * part) / parts));
        }
      }
      return marks.filter((mark) => sides.every((inside) => inside(mark, view.frame) >= 0));
    },
  };
})();
