(() => {
  const geometry = L.atlasGeometry;
  const MARGIN = 4;
  const CELL = 8;
  const HEIGHT = { ltr: 15, rtl: 19 };
  // From this zoom on, a section bears its own name, before it that of its whole line.
  const SECTIONS = 7;
  // The basemap's names stand back behind features of these ranks.
  const GROUND = { country: 21, sea: 24, lake: 36, province: 48 };
  const NUDGES = [0, -12, 12].map((down) => [0, down]);
  // The name of a great sea has room to give way in.
  const DRIFTS = [0, -14, 14, -28, 28].flatMap((down) =>
    [0, -30, 30, -60, 60].map((along) => [along, down]),
  );
  // A name longer than this leaves out what it says in brackets at its end.
  const LONG = 30;
  const BRACKETS = / ?[(][^()]*[)]$/;
  const PLACES = [0.5, 0.36, 0.64, 0.22, 0.78, 0.1, 0.9];

  /** The zoom from which a name of the basemap shows: provinces late, small things later. */
  const showsFrom = ({ kind, rank }) =>
    kind === "province" ? 4.25 + rank / 2 : rank > 1 && 1.75 + rank * 0.75;

  /** The middle of a symbol, which may stand above its point. */
  const centre = ({ at: [x, y], lift }) => [x, y + lift];

  /** How far a point is from a box. */
  const away = ([x, y], [west, north, east, south]) =>
    Math.hypot(Math.max(west - x, x - east, 0), Math.max(north - y, y - south, 0));

  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /** Names on the map, the most important first, each where it covers nothing. */
  L.AtlasLabels = L.Class.extend({
    initialize(labels, layers, words, surface, container) {
      this._ground = labels.map((label) => ({ ...label, shape: geometry.point(label.point) }));
      this._layers = layers;
      this._words = words;
      this._container = container;
      this._group = surface.group("labels", { "aria-hidden": "true" });
      this._texts = new Map();
    },

    translate() {
      this._texts.clear();
      this._group.replaceChildren();
    },

    settle(view) {
      const marks = this._layers.visible().filter((mark) => geometry.inView(mark, view));
      this._marksAlong = new Map();
      this._cells = new Set();
      for (const mark of marks.filter((one) => one.lines.length)) {
        this._walk(mark, view);
      }
      const shown = new Set();
      const wishes = [...this._ofMarks(marks, view), ...this._ofGround(view)];
      // All are written before the first is measured: the browser lays them out at one go.
      for (const wish of wishes) {
        wish.text = this._text(wish);
      }
      // A name nearer to another thing of its kind would be read as the name of that.
      for (const wish of wishes.filter(({ at }) => at)) {
        const alike = marks.filter((mark) => mark.at && !mark.thinned && mark !== wish.mark);
        wish.rivals = alike.filter(({ feature }) => feature.kind === wish.kind).map(centre);
      }
      const taken = [...this._furniture(view), ...this._symbols(marks)];
      for (const wish of wishes.sort((a, b) => a.priority - b.priority)) {
        this._place(wish, view, taken, shown);
      }
      for (const { node } of this._texts.values()) {
        node.classList.toggle("is-off", !shown.has(node));
      }
    },

    _walk(mark, view) {
      const points = mark.lines.flatMap((line) => geometry.along(line, view, CELL));
      this._marksAlong.set(mark, points);
      for (const [x, y] of points) {
        this._cells.add(`${Math.floor(x / CELL)},${Math.floor(y / CELL)}`);
      }
    },

    _furniture({ frame }) {
      const map = this._container;
      const { left, top } = map.getBoundingClientRect();
      // The search lies over the map where there is no room beside it.
      return [...document.querySelectorAll(".leaflet-control, .atlas-search")].map((control) => {
        const box = control.getBoundingClientRect();
        const [x, y] = [box.left - left + frame[0], box.top - top + frame[1]];
        return [x - MARGIN, y - MARGIN, x + box.width + MARGIN, y + box.height + MARGIN];
      });
    },

    _symbols(marks) {
      return marks
        .filter((mark) => mark.point && !mark.thinned && mark.style.symbol !== "tick")
        .map(({ at: [x, y], radius, lift }) => {
          return [x - radius, y + lift - radius, x + radius, y + Math.max(radius + lift, 3)];
        });
    },

    _ofMarks(marks, { zoom, rank }) {
      const named = marks.filter((mark) => mark.rank <= rank && !mark.thinned);
      const wishes = named.map((mark) =>
        this._ofMark(mark, zoom < SECTIONS && mark.feature.corridor),
      );
      const seen = new Set();
      return wishes.filter(({ key }) => !seen.has(key) && seen.add(key));
    },

    /** What is to be written for a mark; of a corridor seen as a whole, its name, and once. */
    _ofMark(mark, corridor) {
      const { kind, name } = mark.feature;
      if (mark.point) {
        const places = this._aroundPoint(mark);
        return {
          mark,
          at: centre(mark),
          kind,
          name,
          key: mark.id,
          priority: mark.rank * 10,
          places,
        };
      }
      const whole = corridor && { name: corridor, key: `corridor ${corridor.en}` };
      const lines = corridor
        ? [...this._marksAlong.keys()].filter((one) => one.feature.corridor?.en === corridor.en)
        : [mark];
      const places = this._alongLines(lines);
      const key = `line ${name.en}`;
      return { mark, kind, name, key, priority: mark.rank * 10 + 5, places, ...whole };
    },

    _aroundPoint({ at: [x, y], radius, lift }) {
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
          [-1, 1].map((up) => [x + way * far, middle + up * 22]),
        );
        return [...beside, ...corners, [x, middle - high], [x, below], ...farther];
      };
    },

    _alongLines(marks) {
      return (width, height) => {
        const points = marks.flatMap((mark) => this._marksAlong.get(mark) ?? []);
        return PLACES.map((part) => points[Math.floor(part * (points.length - 1))])
          .filter(Boolean)
          .flatMap(([x, y]) => [
            [x + width / 2 + 8, y],
            [x - width / 2 - 8, y],
            [x, y - height / 2 - 6],
            [x, y + height / 2 + 6],
          ]);
      };
    },

    _ofGround(view) {
      return this._ground
        .filter((label) => view.zoom >= showsFrom(label))
        .map(({ kind, name, rank, shape }) => {
          const [x, y] = geometry.place(shape, view);
          const moves = kind === "sea" && rank <= 2 ? DRIFTS : NUDGES;
          const places = () => moves.map(([along, down]) => [x + along, y + down]);
          return { name, kind, key: `${kind} ${name.en}`, priority: GROUND[kind] + rank, places };
        });
    },

    _place(wish, view, taken, shown) {
      const { text } = wish;
      text.width ??= text.node.getComputedTextLength();
      const height = HEIGHT[text.direction];
      const boxes = wish.places(text.width, height).map(([x, y]) => ({
        x,
        y,
        box: [x - text.width / 2 - 1, y - height / 2, x + text.width / 2 + 1, y + height / 2],
      }));
      const free = boxes.filter(
        ({ box }) =>
          this._fits(box, view) &&
          !taken.some((other) => meet(other, box)) &&
          !wish.rivals?.some((at) => away(at, box) < away(wish.at, box)),
      );
      const best = free.reduce((least, one) => {
        const cost = this._cost(one.box);
        return least && least.cost <= cost ? least : { ...one, cost };
      }, null);
      if (best) {
        const [west, north, east, south] = best.box;
        taken.push([west - 5, north - 2, east + 5, south + 2]);
        text.node.setAttribute("x", best.x);
        text.node.setAttribute("y", best.y);
        shown.add(text.node);
      }
    },

    _fits: ([west, north, east, south], { frame }) =>
      west > frame[0] + MARGIN &&
      north > frame[1] + MARGIN &&
      east < frame[2] - MARGIN &&
      south < frame[3] - MARGIN,

    /** How much of the lines a name would cover. */
    _cost(box) {
      const [west, north, east, south] = box.map((value) => Math.floor(value / CELL));
      let cost = 0;
      for (let x = west; x <= east; x++) {
        for (let y = north; y <= south; y++) {
          cost += this._cells.has(`${x},${y}`) ? 1 : 0;
        }
      }
      return cost;
    },

    _text({ key, kind, name, mark }) {
      if (!this._texts.has(key)) {
        const { text: whole, language } = this._words.pick(name);
        const text = whole.length > LONG ? whole.replace(BRACKETS, "") : whole;
        const direction = this._words.direction(language);
        const marks = { class: `atlas-label is-${kind}`, lang: language, direction, dy: ".35em" };
        const node = L.atlasDom.svg("text", marks, text);
        if (mark) {
          node.style.setProperty("--hue", mark.hue);
        }
        this._group.append(node);
        this._texts.set(key, { node, direction });
      }
      return this._texts.get(key);
    },
  });
})();
