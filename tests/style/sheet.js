/* Draws a sheet of the style guide on a built page, with the scripts and the style table of it. */
({ title, themes, kind }) => {
  const { html, svg, set } = L.atlasDom;
  const symbols = L.atlasSymbols;

  function ground({ name, colours }, ...parts) {
    const panel = html("section", html("h2", name), parts);
    for (const [property, colour] of Object.entries(colours)) {
      panel.style.setProperty(`--atlas-${property}`, colour);
    }
    return panel;
  }

  const row = (tag, cells) => html("tr", cells.map((cell) => html(tag, cell)));

  const grid = (heads, rows) =>
    html("table", row("th", heads), rows.map((cells) => row("td", cells)));

  function frame(hue, width, ...parts) {
    const node = svg("svg", { width, height: 30, viewBox: `0 -15 ${width} 30` }, parts);
    node.style.setProperty("--hue", `var(--atlas-${hue})`);
    return node;
  }

  const stroke = (style, status, schematic, dash, width) =>
    symbols
      .line(style, status, schematic, dash)
      .filter((path) => path.matches(".atlas-casing, .atlas-line"))
      .map((path) => set(path, { d: `M3 0H${width - 3}` }));

  const spot = (symbol, status, accuracy) =>
    set(symbols.point(symbol, status, accuracy), {
      transform: `translate(30 ${-symbols.reach(symbol).lift / 2})`,
    });

  const hueOf = (style, status) => (status.muted ? "muted" : style.colour);

  /** A colour as a line over land and sea, in figures, and as a patch. */
  const swatch = ({ name, on }) => {
    const half = (colour, x) => {
      const node = svg("rect", { x, y: -15, width: 40, height: 30 });
      node.style.fill = `var(--atlas-${colour})`;
      return node;
    };
    const drawn = on
      ? [half("land", 0), half("sea", 40), svg("path.line", { d: "M4 0H76", "stroke-width": 4 })]
      : [half(name, 0), half(name, 40)];
    return frame(name, 80, drawn);
  };

  const palette = ({ rows, heads, ...theme }) =>
    ground(theme, grid(heads, rows.map((one) => [swatch(one), ...one.cells])));

  const grammar = ({ table, names, heads, ...theme }) => {
    const { kinds, statuses, schematic_dash: dash } = table;
    const drawn = (style, status, schematic) =>
      frame(
        hueOf(style, status),
        style.symbol ? 60 : 88,
        style.symbol ? spot(style.symbol, status) : stroke(style, status, schematic, dash, 88),
      );
    const rows = names.map(([name, word, stateless]) => [
      word,
      ...Object.values(statuses).map((status) =>
        stateless && status !== statuses.operating ? "" : drawn(kinds[name], status),
      ),
      kinds[name].symbol
        ? frame(kinds[name].colour, 60, spot(kinds[name].symbol, statuses.operating, "low"))
        : drawn(kinds[name], statuses.operating, true),
    ]);
    return ground(theme, grid(heads, rows), accuracy(table));
  };

  const accuracy = ({ kinds, statuses, schematic_dash: dash }) => {
    const { operating } = statuses;
    const line = (schematic) => stroke(kinds.pipeline, operating, schematic, dash, 88);
    const doubt = (shape) => svg("g.doubt", shape);
    const rows = [
      [
        frame("pipeline", 88, doubt(svg("path.band", { d: "M3 0H85", "stroke-width": 22 })), line()),
        "Band: the line runs within it",
      ],
      [frame("pipeline", 88, line(true)), "Short strokes: only the order of the points is known"],
      [
        frame("gate", 60, doubt(svg("circle.disc", { cx: 30, r: 14 })), spot("square", operating)),
        "Disc: the place lies within it",
      ],
      [frame("gate", 60, spot("square", operating, "low")), "Dotted ring: known to no better than 5 km"],
    ];
    return html("ul", rows.map((parts) => html("li", parts)));
  };

  document.body.className = `sheet sheet-${kind}`;
  const sheet = { palette, grammar }[kind];
  document.body.replaceChildren(html("h1", title), ...themes.map(sheet));
};
