(() => {
  const { html, svg } = L.atlasDom;
  const [LEFT, RIGHT, TOP, BOTTOM] = [42, 312, 24, 170];
  // The room that a label needs to the upper right of its point.
  const [WIDE, HIGH] = [112, 27];

  /** Where details, in metres, and lengths, in km, lie in the frame; and round ones of both. */
  function scales(ladder) {
    const [[fine, high], [coarse, low]] = [ladder[0], ladder[ladder.length - 1]];
    const step = 10 ** Math.floor(Math.log10(high - low));
    const rounds = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => (Math.floor(low / step) + n) * step);
    return {
      x: (m) => LEFT + (Math.log(m / fine) / Math.log(coarse / fine)) * (RIGHT - LEFT),
      y: (km) => TOP + ((high - km) / (high - low)) * (BOTTOM - 8 - TOP),
      lengths: rounds.filter((km) => km < high),
      details: [1, 10, 100, 1000].map((n) => n * fine).filter((m) => m <= coarse),
    };
  }

  /** Those of some points that have room for a label: the first ones first. */
  function roomy(points) {
    const named = [];
    const apart = ({ x, y }) =>
      named.every((one) => Math.abs(x - one.x) > WIDE || y - one.y > HIGH);
    for (const point of points) {
      if (point.x + WIDE < RIGHT + 8 && apart(point)) {
        named.push(point);
      }
    }
    return named;
  }

  /**
   * How long a line is at one detail after another, with the published lengths where it has them.
   * The axis runs from fine to coarse, left to right, in every language.
   */
  L.AtlasCurve = L.Class.extend({
    initialize(words, marks, fold) {
      Object.assign(this, { _words: words, _marks: marks, _fold: fold });
    },

    /** The figure and its table; nothing for a line that is as long at every detail. */
    figure({ ladder = [], stated = [] }) {
      if (!(ladder[0]?.[1] > ladder[ladder.length - 1]?.[1] * 1.01)) {
        return null;
      }
      const words = this._words;
      const scale = scales(ladder);
      const points = L.atlasEvidence
        .seen(ladder, stated)
        .map((point) => ({ ...point, x: scale.x(point.detail), y: scale.y(point.km) }));
      const named = roomy(points);
      const picture = svg(
        "svg.lengths",
        { viewBox: `0 0 320 ${BOTTOM + 38}`, role: "img" },
        svg("title", this._sentence(ladder, named)),
        this._axes(scale),
        svg("path.curve", {
          d: `M${ladder.map(([m, km]) => [scale.x(m), scale.y(km)]).join("L")}`,
        }),
        points.map(({ x: cx, y: cy }) => svg("circle.seen", { cx, cy, r: 2.5 })),
        named.map((point) => this._label(point)),
        this._measured(ladder[0][1]),
      );
      const caption = html("figcaption.small", words.t("curve.caption"));
      const table = this._table(ladder, points);
      return html("figure", picture, caption, this._fold("curve", words.t("curve.table"), table));
    },

    _km(value) {
      return this._words.measure(Math.round(value), "km");
    },

    _about(metres) {
      return this._words.distance(Number(metres.toPrecision(2)));
    },

    /** A text that begins (-1), ends (1) or has its middle at a place, whatever its direction. */
    _text(name, side, [x, y], text) {
      const turn = this._words.direction() === "rtl" ? -1 : 1;
      const anchor = { "-1": "start", 0: "middle", 1: "end" }[side * turn];
      return svg(`text.${name}`, { x, y, "text-anchor": anchor }, text);
    },

    _axes({ x, y, lengths, details }) {
      const words = this._words;
      const side = (at) => (at && details[at + 1] ? 0 : at ? 1 : -1);
      return [
        lengths.map((km) => [
          svg("path.grid", { d: `M${LEFT} ${y(km)}H${RIGHT}` }),
          this._text("tick", 1, [LEFT - 5, y(km) + 4], words.number(km)),
        ]),
        svg("path.axis", { d: `M${LEFT} ${BOTTOM}H${RIGHT}` }),
        details.map((m, at) =>
          this._text("tick", side(at), [x(m), BOTTOM + 15], words.distance(m)),
        ),
        this._text("tick", -1, [LEFT, BOTTOM + 32], words.t("curve.fine")),
        this._text("tick", 1, [RIGHT, BOTTOM + 32], words.t("curve.coarse")),
      ];
    },

    _label({ x, y, km, detail }) {
      return [
        svg("circle.seen", { cx: x, cy: y, r: 4.5 }),
        this._text("figure", -1, [x + 7, y - 17], this._km(km)),
        this._text("tick", -1, [x + 7, y - 4], this._words.t("curve.at", this._values(km, detail))),
      ];
    },

    _measured(km) {
      const text = this._words.t("length.measured", { length: this._km(km) });
      return [
        svg("circle.own", { cx: LEFT, cy: TOP, r: 3.5 }),
        this._text("tick", -1, [LEFT + 7, TOP - 8], text),
      ];
    },

    _values(km, detail) {
      return { length: this._km(km), detail: this._about(detail) };
    },

    _sentence(ladder, named) {
      const words = this._words;
      const ends = [ladder[0], ladder[ladder.length - 1]];
      return [
        ...ends.map(([m, km]) => words.t("curve.range", this._values(km, m))),
        ...named.map(({ km, detail }) => words.t("curve.seen", this._values(km, detail))),
      ].join(" ");
    },

    _table(ladder, points) {
      const words = this._words;
      const cells = ["curve.detail", "field.length", "field.sources"];
      const head = cells.map((key) => html("th", { scope: "col" }, words.t(key)));
      const row = ({ detail, km, facts = [] }) =>
        html(
          "tr",
          html("th", { scope: "row" }, this._about(detail)),
          html("td", words.measure(km, "km")),
          html("td", this._marks.cite(facts.map(({ source }) => source))),
        );
      const rows = [...ladder.map(([detail, km]) => ({ detail, km })), ...points]
        .sort((a, b) => a.detail - b.detail)
        .map(row);
      return html("table", html("thead", html("tr", head)), html("tbody", rows));
    },
  });
})();
