(() => {
  const { html, svg, iconButton } = L.atlasDom;
  const FRAME = "M4 8V4H8M12 4H16V8M16 12V16H12M8 16H4V12";
  const symbols = L.atlasSymbols;

  /** The legend: what is on the map, drawn as it is drawn there, with a switch for each layer. */
  L.AtlasLegend = L.Class.extend({
    initialize(panel, payload, layers, words) {
      Object.assign(this, { _panel: panel, _payload: payload, _layers: layers, _words: words });
    },

    render() {
      const words = this._words;
      const { notes, links } = this._payload.map;
      this._panel.setAttribute("aria-label", words.t("ui.legend"));
      this._panel.replaceChildren(
        html("h2", {}, words.t("ui.legend")),
        html(
          "ul",
          { class: "atlas-switches" },
          this._layers.all.map((entry) => this._switch(entry)),
        ),
        ...[this._statuses(), this._accuracy()].filter(Boolean),
        ...(notes?.length
          ? [
              this._block(
                "ui.about",
                notes.map((note) => words.say(note, "p")),
              ),
            ]
          : []),
        ...(links?.length ? [this._links(links)] : []),
      );
    },

    _block(title, ...children) {
      return html("section", {}, html("h3", {}, this._words.t(title)), ...children);
    },

    _switch(entry) {
      const words = this._words;
      const name = this._layers.name(entry, words);
      const box = html("input", {
        type: "checkbox",
        checked: entry.on,
        "data-layer": entry.id,
        change: () => this._layers.toggle(entry, box.checked),
      });
      const count = words.count(entry.marks.length, "features");
      const label = html(
        "label",
        {},
        box,
        entry.marks.length ? this._swatch(entry.marks[0]) : null,
        html("span", { class: "atlas-layer" }, name),
        html("span", { class: "atlas-count", title: count }, words.number(entry.marks.length)),
      );
      const zoom = iconButton(words.t("ui.zoom_to", { name }), FRAME, () =>
        this._layers.fire("zoom", { entry }),
      );
      return html("li", {}, label, zoom);
    },

    /** A mark of the map, drawn once more in small. */
    _swatch({ style, status, feature, polygons }, plain = false) {
      const shown = plain ? status : this._payload.styles.statuses.operating;
      const node = this._frame(style.colour, shown);
      if (feature.point) {
        const { lift } = symbols.reach(style.symbol);
        const point = symbols.point(style.symbol, shown, "high");
        point.setAttribute("transform", `translate(18 ${10 - lift})`);
        node.classList.add("is-lifted");
        node.append(point);
      } else if (polygons.length) {
        node.append(svg("rect", { class: "atlas-area", x: 3, y: 3, width: 30, height: 14 }));
      } else {
        this._stroke(node, style, shown, false);
      }
      return node;
    },

    _frame(colour, status) {
      const attributes = { class: "atlas-swatch", viewBox: "0 0 36 20", "aria-hidden": "true" };
      const node = svg("svg", attributes);
      node.style.setProperty("--hue", `var(--atlas-${status.muted ? "muted" : colour})`);
      return node;
    },

    _stroke(node, style, status, schematic) {
      const paths = symbols.line(style, status, schematic, this._payload.styles.schematic_dash);
      for (const path of paths.filter((one) => one.matches(".atlas-line"))) {
        path.setAttribute("d", "M1 10H35");
        node.append(path);
      }
    },

    _row: (swatch, word) => html("li", {}, swatch, html("span", {}, word)),

    _statuses() {
      const words = this._words;
      const { statuses } = this._payload.styles;
      const marks = [...this._layers.marks.values()];
      const row = ([name, status]) => {
        const line = marks.some((mark) => mark.feature.status === name && mark.lines.length);
        const node = this._frame("ink", status);
        if (line) {
          this._stroke(node, { width: 3 }, status, false);
        } else {
          const point = symbols.point("square", status, "high");
          point.setAttribute("transform", "translate(18 10)");
          node.append(point);
        }
        return this._row(node, words.capital(words.t(`status.${name}`)));
      };
      const present = Object.entries(statuses).filter(([name]) =>
        marks.some((mark) => mark.feature.status === name),
      );
      const list = html("ul", { class: "atlas-key is-double" }, present.map(row));
      return present.length ? this._block("status.label", list) : null;
    },

    _accuracy() {
      const marks = [...this._layers.marks.values()];
      const has = (test) => marks.some(test);
      const rows = [
        [
          has((mark) => mark.point && mark.doubt),
          "disc",
          () => svg("circle", { class: "atlas-disc", cx: 18, cy: 10, r: 9 }),
        ],
        [
          has((mark) => mark.lines.length),
          "band",
          () => svg("path", { class: "atlas-band", d: "M1 10H35", "stroke-width": 14 }),
        ],
        [has((mark) => mark.feature.accuracy === "schematic"), "strokes", () => null],
        [has((mark) => mark.point && mark.feature.accuracy === "low"), "ring", () => null],
      ];
      const list = rows
        .filter(([present]) => present)
        .map(([, name, doubt]) => this._doubtRow(name, doubt()));
      return list.length
        ? this._block("accuracy.label", html("ul", { class: "atlas-key" }, list))
        : null;
    },

    _doubtRow(name, doubt) {
      const { operating } = this._payload.styles.statuses;
      const node = this._frame("ink", operating);
      if (doubt) {
        node.append(svg("g", { class: "atlas-doubt" }, doubt));
      }
      if (name === "disc" || name === "ring") {
        const point = symbols.point("dot", operating, name === "ring" ? "low" : "high");
        point.setAttribute("transform", "translate(18 10)");
        node.append(point);
      } else {
        this._stroke(node, { width: 2.5 }, operating, name === "strokes");
      }
      return this._row(node, this._words.t(`accuracy.${name}`));
    },

    _links(links) {
      const words = this._words;
      const item = ({ title, href }) =>
        html("li", {}, words.say(title, "a", { href: `${href}#lang=${words.language}` }));
      const list = html("ul", { class: "atlas-list" }, links.map(item));
      return html(
        "nav",
        { "aria-label": words.t("ui.maps") },
        html("h3", {}, words.t("ui.maps")),
        list,
      );
    },
  });
})();
