(() => {
  const { svg } = L.atlasDom;
  // A market stands above its place on a short stem, so that the gate under it stays in sight.
  const STEM = -15;
  const ANCHOR = "M0-3.2V7M-3.6-.6H3.6M-6.4 2.2C-6 5.6-3 7 0 7s6-1.4 6.4-4.8";
  const STALL = "M-4.6-15.4-3.4-18.6H3.4L4.6-15.4ZM-3.3-15V-11M3.3-15V-11M-3.3-13H3.3";

  // How far a symbol reaches from its middle, how high that stands, and what it is made of.
  const shapes = {
    stall: {
      radius: 9,
      lift: STEM,
      draw: () => [
        svg("path.stroke", { d: `M0 0V${STEM + 6}` }),
        svg("circle.body", { cy: STEM, r: 8 }),
        svg("path.sign", { d: STALL }),
      ],
    },
    square: {
      radius: 6,
      draw: () => svg("rect.body", { x: -4.5, y: -4.5, width: 9, height: 9 }),
    },
    station: { radius: 5, draw: () => svg("circle.body.hollow", { r: 3.4 }) },
    anchor: {
      radius: 9,
      draw: () =>
        ["rim", "stroke"].map((one) => [
          svg(`path.${one}`, { d: ANCHOR }),
          svg(`circle.${one}`, { cy: -5.4, r: 2.2 }),
        ]),
    },
    dot: { radius: 4, draw: () => svg("circle.body", { r: 2.7 }) },
    tick: { radius: 5, draw: () => svg("path.stroke", { d: "M-5 0H5" }) },
  };

  /** Short strokes for what is schematic, with the strokes or dots of a status between them. */
  function pattern({ dash }, schematic, [stroke, gap]) {
    if (!schematic) {
      return dash;
    }
    // The round caps that make dots lengthen the strokes beside them by a whole width.
    const cap = dash[0] < 1 ? 1 : 0;
    return [stroke - cap, gap + cap, ...dash];
  }

  /** Strokes across a line: a bar in each gap, or pairs of bars that strike it out. */
  function across({ bar, struck }, width, dash) {
    if (bar) {
      const period = dash.reduce((sum, part) => sum + part, 0);
      const thick = Math.max(1.4, width * 0.6);
      const offset = thick / 2 - period + dash[dash.length - 1] / 2;
      return [width + 6, [thick, period - thick], { "stroke-dashoffset": offset }];
    }
    return struck && [8, [1.4, 2.2, 1.4, 19], { "stroke-dashoffset": -9 }];
  }

  /** The ties of a railway, each in the middle of a stroke: so it is told without its hue. */
  function ties(width, dash) {
    const period = dash.reduce((sum, part) => sum + part, 0) || 12;
    const apart = period * Math.ceil(11 / period);
    const offset = 0.5 - (dash[0] ?? apart) / 2;
    return [width + 4, [1, apart - 1], { "stroke-dashoffset": offset }];
  }

  /** Points that are not built yet are hollow. */
  const hollow = ({ dash, bar, muted }) => dash.length > 0 && !bar && !muted;

  L.atlasSymbols = {
    reach: (symbol) => ({ lift: 0, ...shapes[symbol] }),

    /** The drawing of a point of a kind, in a status, about (0, 0). */
    point(symbol, status, accuracy) {
      const { radius, lift, draw } = this.reach(symbol);
      const doubtful = accuracy === "low" || accuracy === "schematic";
      return svg(
        "g",
        { class: hollow(status) ? "atlas-symbol is-hollow" : "atlas-symbol" },
        draw(),
        status.bar && svg("path.sign", { d: `M-5 ${lift}H5` }),
        status.struck && svg("path.stroke", { d: `M-7 ${lift + 7}L7 ${lift - 7}` }),
        doubtful && svg("circle.doubtful", { cy: lift, r: radius + 3.5 }),
      );
    },

    /** The paths of a line, from the lowest to the one that takes the pointer. */
    line(kind, status, schematic, shortStrokes = []) {
      const width = kind.width * status.width_factor;
      const dash = pattern(status, schematic, shortStrokes).map((ratio) => ratio * width);
      const round = dash.some((part, at) => at % 2 === 0 && part < width);
      const cap = { "stroke-linecap": round ? "round" : "butt" };
      const path = (name, thick, dashes, more = {}) => {
        const rounded = dashes.map((part) => Math.round(part * 100) / 100).join(" ");
        const stroke = { "stroke-width": thick, "stroke-dasharray": rounded || null };
        return svg(`path.${name}`, stroke, more);
      };
      const bars = across(status, width, dash);
      return [
        path("halo", width + 8, []),
        path("casing", width + 3, dash, cap),
        path("line", width, dash, cap),
        bars && path("line", ...bars),
        kind.ties && path("line", ...ties(width, dash)),
        path("hit", 24, []),
      ].filter(Boolean);
    },
  };
})();
