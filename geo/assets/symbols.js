(() => {
  const { svg } = L.atlasDom;
  // A market stands above its place on a short stem, so that the gate under it stays in sight.
  const STEM = 15;

  const shapes = {
    stall: () => [
      svg("path", { class: "atlas-stem", d: `M0 0V-${STEM - 6}` }),
      svg("circle", { class: "atlas-body", cy: -STEM, r: 8 }),
      svg("path", {
        class: "atlas-sign",
        d: "M-4.6-15.4-3.4-18.6H3.4L4.6-15.4ZM-3.3-15V-11M3.3-15V-11M-3.3-13H3.3",
      }),
    ],
    square: () => [svg("rect", { class: "atlas-body", x: -4.5, y: -4.5, width: 9, height: 9 })],
    station: () => [svg("circle", { class: "atlas-body atlas-hollow", r: 3.4 })],
    anchor: () => {
      const d = "M0-3.2V7M-3.6-.6H3.6M-6.4 2.2C-6 5.6-3 7 0 7s6-1.4 6.4-4.8";
      return [
        svg("path", { class: "atlas-rim", d }),
        svg("circle", { class: "atlas-rim", cy: -5.4, r: 2.2 }),
        svg("path", { class: "atlas-stroke", d }),
        svg("circle", { class: "atlas-stroke atlas-hollow", cy: -5.4, r: 2.2 }),
      ];
    },
    dot: () => [svg("circle", { class: "atlas-body", r: 2.7 })],
    tick: () => [svg("path", { class: "atlas-tick", d: "M-5 0H5" })],
  };

  const reach = { stall: 9, square: 6, station: 5, anchor: 9, dot: 4, tick: 5 };

  function statusMarks(style, lift) {
    const marks = [];
    if (style.bar) {
      marks.push(svg("path", { class: "atlas-sign", d: `M-5 ${lift}H5` }));
    }
    if (style.struck) {
      marks.push(svg("path", { class: "atlas-strike", d: `M-7 ${lift + 7}L7 ${lift - 7}` }));
    }
    return marks;
  }

  /** Short strokes for what is schematic, with the strokes or dots of a status between them. */
  function pattern({ dash }, schematic, [stroke, gap]) {
    if (!schematic) {
      return dash;
    }
    // The round caps that make dots lengthen the strokes beside them by a whole width.
    const cap = dash[0] < 1 ? 1 : 0;
    return [stroke - cap, gap + cap, ...dash];
  }

  L.atlasSymbols = {
    /** The drawing of a point of a kind, in a status, about (0, 0). */
    point(symbol, status, accuracy) {
      const lift = symbol === "stall" ? -STEM : 0;
      const doubtful = accuracy === "low" || accuracy === "schematic";
      const ring = svg("circle", { class: "atlas-doubtful", cy: lift, r: reach[symbol] + 3.5 });
      const parts = [...shapes[symbol](), ...statusMarks(status, lift), doubtful ? ring : null];
      return svg("g", { class: this.classes("atlas-symbol", status) }, parts);
    },

    /** How far a symbol reaches from its middle, and how high that stands over the place. */
    reach: (symbol) => ({ radius: reach[symbol], lift: symbol === "stall" ? -STEM : 0 }),

    classes(first, { dash, bar, muted }) {
      const hollow = dash.length > 0 && !bar && !muted;
      return [first, muted && "is-muted", hollow && "is-hollow"].filter(Boolean).join(" ");
    },

    /** Width, dashes, caps and bars of a line, all in pixels. */
    stroke(kind, status, schematic, shortStrokes) {
      const width = kind.width * status.width_factor;
      const ratios = pattern(status, schematic, shortStrokes);
      const round = ratios.some((ratio, index) => index % 2 === 0 && ratio < 1);
      const dash = ratios.map((ratio) => ratio * width);
      return {
        width,
        dash,
        cap: round ? "round" : "butt",
        extra: this._extra(status, width, dash),
      };
    },

    /** Strokes across the line: a bar in each gap, or pairs of bars that strike it out. */
    _extra({ bar, struck }, width, dash) {
      if (bar) {
        const period = dash.reduce((sum, part) => sum + part, 0);
        const thick = Math.max(1.4, width * 0.6);
        const middle = period - dash[dash.length - 1] / 2;
        return { width: width * 3, dash: [thick, period - thick], offset: thick / 2 - middle };
      }
      return struck ? { width: 8, dash: [1.4, 2.2, 1.4, 19], offset: -9 } : null;
    },

    /** The paths of a line, from the lowest to the one that takes the pointer. */
    line(kind, status, schematic, shortStrokes) {
      const { width, dash, cap, extra } = this.stroke(kind, status, schematic, shortStrokes);
      const path = (name, w, d, more) =>
        svg("path", {
          class: `atlas-${name}`,
          "stroke-width": w,
          "stroke-dasharray": d.length
            ? d.map((part) => Math.round(part * 100) / 100).join(" ")
            : null,
          ...more,
        });
      const lineCap = { "stroke-linecap": cap };
      return [
        path("halo", width + 8, []),
        path("casing", width + 3, dash, lineCap),
        path("line", width, dash, lineCap),
        extra ? path("line", extra.width, extra.dash, { "stroke-dashoffset": extra.offset }) : null,
        path("hit", 24, []),
      ].filter(Boolean);
    },
  };
})();
