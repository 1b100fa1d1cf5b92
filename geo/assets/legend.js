(() => {
  const { html, svg, iconButton, set } = L.atlasDom;
  const FRAME = "M4 8V4H8M12 4H16V8M16 12V16H12M8 16H4V12";
  const symbols = L.atlasSymbols;

  /** The legend: what is on the map, drawn as it is drawn there, with a switch for each layer. */
  L.AtlasLegend = L.Class.extend({
    initialize(panel, payload, layers, words) {
      Object.assign(this, { _panel: panel, _payload: payload, _layers: layers, _words: words });
      this._marks = [...layers.marks.values()];
      // Further parts at the foot of the panel: each with a node and translate().
      this.below = [];
    },

    translate() {
      const { id, notes = [], links = [] } = this._payload.map;
      const words = this._words;
      this._status = this._block("status.label", html("ul.key.double"));
      this._panel.setAttribute("aria-label", words.t("ui.legend"));
      this._panel.replaceChildren(
        html("h2", words.t("ui.legend")),
        html(
          "ul.switches",
          this._layers.all.map((entry) => this._switch(entry)),
        ),
        this._status,
        this._block("accuracy.label", html("ul.key", this._accuracy())),
        this._block(
          "ui.about",
          notes.map((note) => words.say(note, "p")),
        ),
        html(
          "section.choices",
          this.below.map(({ node }) => node),
        ),
        this._links(links.filter((one) => one.id !== id)),
      );
      for (const part of this.below) {
        part.translate();
      }
      this._shown = null;
      this.refresh();
    },

    /** What stands on the map now: how many things, and in which status. */
    refresh() {
      const words = this._words;
      for (const { marks, count, box, on } of this._layers.all) {
        box.checked = on;
        const { length } = marks.filter((mark) => mark.there);
        count.textContent = words.number(length);
        count.title = words.count(length, "features");
      }
      const there = this._marks.filter((mark) => mark.there);
      const rows = Object.keys(this._payload.styles.statuses)
        .map((name) => [name, there.filter((mark) => mark.word === name)])
        .filter(([, marks]) => marks.length)
        .map(([name, marks]) => [name, marks.some((mark) => mark.lines.length)]);
      // Most days bring no new status: the key stays as it is.
      if (String(rows) !== this._shown) {
        this._shown = String(rows);
        this._status.hidden = !rows.length;
        this._status.lastChild.replaceChildren(...rows.map((row) => this._row(...row)));
      }
    },

    _block(title, ...parts) {
      return html("section", html("h3", this._words.t(title)), parts);
    },

    _switch(entry) {
      const words = this._words;
      const name = this._layers.name(entry);
      entry.count = html("span.count");
      const change = ({ target }) => this._layers.toggle(entry, target.checked);
      entry.box = html("input", { type: "checkbox", "data-layer": entry.id, change });
      const label = html(
        "label",
        entry.box,
        entry.marks.length > 0 && this._swatch(entry.marks.at(-1)),
        html("span", name),
        entry.count,
      );
      const zoom = () => this._layers.fire("zoom", { entry });
      return html("li", label, iconButton(words.t("ui.zoom_to", { name }), FRAME, zoom));
    },

    _frame(colour, status, ...parts) {
      const node = svg("svg.swatch", { viewBox: "0 0 36 20", "aria-hidden": "true" }, parts);
      node.style.setProperty("--hue", `var(--atlas-${status.muted ? "muted" : colour})`);
      return node;
    },

    _point(symbol, status, accuracy) {
      const transform = `translate(18 ${10 - symbols.reach(symbol).lift})`;
      return set(symbols.point(symbol, status, accuracy), { transform });
    },

    _stroke(style, status, schematic) {
      return symbols
        .line(style, status, schematic, this._payload.styles.schematic_dash)
        .filter((path) => path.matches(".atlas-line"))
        .map((path) => set(path, { d: "M1 10H35" }));
    },

    /** A thing of the map, drawn once more in small, as one in operation. */
    _swatch({ style, feature, lines }) {
      const { operating } = this._payload.styles.statuses;
      const area = () => svg("rect.area", { x: 3, y: 3, width: 30, height: 14 });
      const line = () => (lines.length ? this._stroke(style, operating) : area());
      const drawn = feature.point ? this._point(style.symbol, operating) : line();
      return this._frame(style.colour, operating, drawn);
    },

    /** One status of the key, as it looks on a line, or on a point where no line has it. */
    _row(name, line) {
      const status = this._payload.styles.statuses[name];
      const drawn = line ? this._stroke({ width: 3 }, status) : this._point("square", status);
      const word = this._words.capital(this._words.t(`status.${name}`));
      return html("li", this._frame("ink", status, drawn), html("span", word));
    },

    _accuracy() {
      const { operating } = this._payload.styles.statuses;
      const doubt = (shape) => svg("g.doubt", shape);
      const line = (schematic) => this._stroke({ width: 2.5 }, operating, schematic);
      const disc = svg("circle.disc", { cx: 18, cy: 10, r: 9 });
      const band = svg("path.band", { d: "M1 10H35", "stroke-width": 14 });
      const is = (word) => (mark) => mark.feature.accuracy === word;
      const rows = {
        disc: [(mark) => mark.point, doubt(disc), this._point("dot", operating)],
        band: [(mark) => mark.lines.length, doubt(band), line(false)],
        strokes: [is("schematic"), line(true)],
        ring: [(mark) => mark.point && is("low")(mark), this._point("dot", operating, "low")],
      };
      return Object.entries(rows)
        .filter(([, [present]]) => this._marks.some(present))
        .map(([name, [, ...drawn]]) => {
          const word = html("span", this._words.t(`accuracy.${name}`));
          return html("li", this._frame("ink", operating, drawn), word);
        });
    },

    _links(links) {
      const words = this._words;
      const title = words.t("ui.maps");
      const address = ({ href }) => ({ href: `${href}#lang=${words.language}` });
      const items = links.map((one) => html("li", words.say(one.title, "a", address(one))));
      return links.length
        ? html("nav", { "aria-label": title }, html("h3", title), html("ul", items))
        : "";
    },
  });
})();
