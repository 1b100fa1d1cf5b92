(() => {
  const geometry = L.atlasGeometry;
  // From this zoom on, a section bears its own name, before it that of its whole line.
  const SECTIONS = 7;
  // The basemap's names stand back behind features of these ranks.
  const GROUND = { country: 21, sea: 24, lake: 36, province: 48 };
  const NUDGES = [0, -12, 12].map((down) => [0, down]);
  const grid = (across, downs) => downs.flatMap((down) => across.map((along) => [along, down]));
  // Where a name has no room at its symbol, it moves off as far as it can still be told whose it is.
  const FARTHER = [
    [0, -22],
    [0, 22],
    [12, 0],
    [12, -12],
    [12, 12],
    [0, -36],
    [0, 36],
    [24, 0],
  ];
  // That is worse than to cover so many cells of lines.
  const DETACHED = 12;
  // The name of a great sea has room to give way in.
  const DRIFTS = grid([0, -30, 30, -60, 60], [0, -14, 14, -28, 28, -42, 42]);
  // Beside its frontier a country is named so far off.
  const BESIDE = grid([-110, 110, -170, 170, -70, 70, 0], [0, -70, 70, -120, 120]);
  const PLACES = [0.5, 0.36, 0.64, 0.22, 0.78, 0.1, 0.9];

  /** The zoom from which a name of the basemap shows: provinces late, small things later. */
  const showsFrom = ({ kind, rank }) =>
    kind === "province" ? 4.25 + rank / 2 : rank > 1 && 1.75 + rank * 0.75;

  /** The middle of a symbol, which may stand above its point. */
  const centre = ({ at: [x, y], lift }) => [x, y + lift];

  const some = (points) =>
    PLACES.map((part) => points[Math.floor(part * (points.length - 1))]).filter(Boolean);

  /** Whether a place lies in one of the countries that the maps are about. */
  function onFocus([x, y]) {
    const focus = document.querySelector(".atlas-focus");
    return focus.isPointInFill(Object.assign(focus.ownerSVGElement.createSVGPoint(), { x, y }));
  }

  /** On which side of a line a point lies: 1, -1, or 0 on it. */
  function side([px, py], points) {
    let [best, way] = [Infinity, 0];
    for (let at = 1; at < points.length; at++) {
      const [[x, y], [toX, toY]] = [points[at - 1], points[at]];
      const far = Math.hypot((x + toX) / 2 - px, (y + toY) / 2 - py);
      if (far < best) {
        best = far;
        way = Math.sign((toX - x) * (py - y) - (toY - y) * (px - x));
      }
    }
    return way;
  }

  /** What is to be named in a view, and where each name may stand, the best places first. */
  L.AtlasLabelWishes = L.Class.extend({
    initialize({ basemap, countries }, words) {
      const known = Object.entries(countries);
      this._ground = (basemap.labels ?? []).map((label) => {
        const code = known.find(([, { en }]) => en === label.name.en)?.[0];
        return { ...label, code, shape: geometry.point(label.point) };
      });
      this._words = words;
    },

    /** Wishes for marks, and for the ground; `walked` has points along each line in view. */
    all(marks, walked, view) {
      const named = marks.filter((mark) => mark.rank <= view.rank && !mark.thinned);
      const wishes = named.map((mark) =>
        mark.point ? this._ofPoint(mark) : this._ofLine(mark, walked, view),
      );
      const seen = new Set();
      const once = wishes.filter(({ key }) => !seen.has(key) && seen.add(key));
      // A name nearer to another thing of its kind would be read as the name of that.
      for (const wish of once.filter(({ at }) => at)) {
        const alike = marks.filter((mark) => mark.at && !mark.thinned && mark !== wish.mark);
        wish.rivals = alike.filter(({ feature }) => feature.kind === wish.kind).map(centre);
      }
      return [...once, ...this._ofGround(walked, view)];
    },

    _ofPoint(mark) {
      const { kind, name } = mark.feature;
      const [at, priority, places] = [centre(mark), mark.rank * 10, this._around(mark)];
      return { mark, at, kind, name, key: mark.id, priority, places };
    },

    /** Of a corridor seen as a whole, its name, and once. */
    _ofLine(mark, walked, { zoom }) {
      const { kind, name, corridor } = mark.feature;
      const whole = zoom < SECTIONS && corridor;
      const lines = whole
        ? [...walked.keys()].filter((one) => one.feature.corridor?.en === corridor.en)
        : [mark];
      const places = (width, height) =>
        some(lines.flatMap((line) => walked.get(line) ?? [])).flatMap(([x, y]) => [
          [x + width / 2 + 8, y],
          [x - width / 2 - 8, y],
          [x, y - height / 2 - 6],
          [x, y + height / 2 + 6],
          [x + width / 2 + 24, y],
          [x - width / 2 - 24, y],
        ]);
      const told = whole ? { name: corridor, key: `corridor ${corridor.en}` } : { name };
      return { mark, kind, key: `line ${name.en}`, priority: mark.rank * 10 + 5, places, ...told };
    },

    _around({ at: [x, y], radius, lift }) {
      const side = this._words.direction() === "rtl" ? -1 : 1;
      const middle = y + lift;
      return (width, height) => {
        const [far, high] = [radius + 3 + width / 2, radius + 1 + height / 2];
        const sides = [side, -side];
        const beside = sides.map((way) => [x + way * far, middle]);
        const corners = sides.flatMap((way) =>
          [-1, 1].map((up) => [x + way * (far - radius * 0.6), middle + up * (high - 3)]),
        );
        const below = y + Math.max(3, radius + lift) + height / 2;
        const farther = sides.flatMap((way) =>
          FARTHER.map(([along, up]) => [x + way * (far + along), middle + up, DETACHED]),
        );
        return [...beside, ...corners, [x, middle - high], [x, below], ...farther];
      };
    },

    _ofGround(walked, view) {
      return this._ground
        .filter((label) => view.zoom >= showsFrom(label))
        .map(({ kind, name, rank, shape, code }) => {
          const [x, y] = geometry.place(shape, view);
          const home = kind === "country" && rank === 1;
          const shifts = home || (kind === "sea" && rank <= 2) ? DRIFTS : NUDGES;
          const near = shifts.map(([along, down]) => [x + along, y + down]);
          const beside = code && !geometry.inView(shape, { ...view, box: view.frame });
          const whole =
            (width) =>
            ([at, down]) =>
              [-0.4, 0.4].every((part) => onFocus([at + part * width, down]));
          const places = (width) =>
            beside ? this._beside(code, shape, walked) : home ? near.filter(whole(width)) : near;
          const priority = GROUND[kind] + rank;
          return { name, kind, key: `${kind} ${name.en}`, priority, places };
        });
    },

    /** A country whose own place is out of view is named on its side of its frontier. */
    _beside(code, shape, walked) {
      const line = [...walked.keys()].find(
        ({ feature: { kind, countries } }) => kind === "frontier" && countries.includes(code),
      );
      if (!line) {
        return [];
      }
      const points = walked.get(line);
      const own = side(shape.points[0], line.lines[0].points);
      return some(points)
        .flatMap(([x, y]) => BESIDE.map(([along, down]) => [x + along, y + down]))
        .filter((place) => side(place, points) === own);
    },
  });
})();
