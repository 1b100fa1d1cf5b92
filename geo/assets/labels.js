(() => {
  const geometry = L.atlasGeometry;
  const MARGIN = 4;
  const CELL = 8;
  const HEIGHT = { ltr: 15, rtl: 19 };
  // A name longer than this leaves out what it says in brackets at its end.
  const LONG = 30;
  const BRACKETS = / ?[(][^()]*[)]$/;
  // To cross a line of the first rank is worse than to cover any part of others.
  const FIRST = 1000;

  /** How far a point is from a box. */
  const away = ([x, y], [west, north, east, south]) =>
    Math.hypot(Math.max(west - x, x - east, 0), Math.max(north - y, y - south, 0));

  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /** Names on the map, the most important first, each where it covers nothing. */
  L.AtlasLabels = L.Class.extend({
    initialize(payload, layers, words, surface, container) {
      this._wishes = new L.AtlasLabelWishes(payload, words);
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
      const wishes = this._wishes.all(marks, this._walk(marks, view), view);
      // All are written before the first is measured: the browser lays them out at one go.
      for (const wish of wishes) {
        wish.text = this._text(wish);
      }
      const shown = new Set();
      const taken = [...this._furniture(view), ...this._symbols(marks)];
      for (const wish of wishes.sort((a, b) => a.priority - b.priority)) {
        this._place(wish, view, taken, shown);
      }
      for (const { node } of this._texts.values()) {
        node.classList.toggle("is-off", !shown.has(node));
      }
    },

    /** Points along each line in view; to cover the cells that they lie in has its cost. */
    _walk(marks, view) {
      const walked = new Map();
      const walk = (mark, step) => mark.lines.flatMap((line) => geometry.along(line, view, step));
      this._cells = new Set();
      this._first = [];
      for (const mark of marks.filter((one) => one.lines.length)) {
        const points = walk(mark, CELL);
        walked.set(mark, points);
        for (const [x, y] of points) {
          this._cells.add(`${Math.floor(x / CELL)},${Math.floor(y / CELL)}`);
        }
        if (mark.rank === 1) {
          this._first.push(...walk(mark, CELL / 2));
        }
      }
      return walked;
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

    _place(wish, view, taken, shown) {
      const { text } = wish;
      text.width ??= text.node.getComputedTextLength();
      const height = HEIGHT[text.direction];
      const boxes = wish.places(text.width, height).map(([x, y, more = 0]) => ({
        x,
        y,
        more,
        box: [x - text.width / 2 - 1, y - height / 2, x + text.width / 2 + 1, y + height / 2],
      }));
      const free = boxes.filter(
        ({ box }) =>
          this._fits(box, view) &&
          !taken.some((other) => meet(other, box)) &&
          !wish.rivals?.some((at) => away(at, box) < away(wish.at, box)),
      );
      const best = free.reduce((least, one) => {
        const cost = this._cost(one.box) + one.more;
        return least && least.cost <= cost ? least : { ...one, cost };
      }, null);
      // Rather no name across a line of the first rank, but of what is of that rank itself.
      if (best && (best.cost < FIRST || wish.mark?.rank === 1)) {
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
      const crossed = this._first.filter((at) => !away(at, box)).length;
      let cost = crossed * FIRST;
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
