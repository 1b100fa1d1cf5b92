(() => {
  const { html, svg } = L.atlasDom;
  // What measures fewer pixels than this is not seen.
  const SEEN = 12;

  /** A quiet line that is there while the map shows disputed ground; the credit says the rest. */
  L.AtlasDisputed = L.Control.extend({
    initialize({ basemap: { disputed = [] } }, words) {
      Object.assign(this, { _grounds: disputed, _words: words });
    },

    onAdd(map) {
      map.on("move", this._look, this);
      return html("p.disputed-note", { hidden: true });
    },

    onRemove(map) {
      map.off("move", this._look, this);
    },

    translate() {
      this.setPosition(this._words.direction() === "rtl" ? "bottomleft" : "bottomright");
      this._shown = null;
      this._look();
    },

    _look() {
      const frame = L.bounds([0, 0], this._map.getSize());
      const onMap = ([lon, lat]) => this._map.latLngToContainerPoint([lat, lon]);
      const inView = ({ ring }) => {
        const part = L.PolyUtil.clipPolygon(ring.map(onMap), frame);
        const { x = 0, y = 0 } = part.length ? L.bounds(part).getSize() : {};
        return Math.max(x, y) >= SEEN;
      };
      const names = this._grounds.filter(inView).map(({ name }) => this._words.pick(name).text);
      if (this._shown !== String(names)) {
        this._shown = String(names);
        this._say(names);
      }
    },

    _say(names) {
      const words = this._words;
      const dash = svg("path.disputed", { d: "M0 3H24" });
      const sign = svg("svg", { width: 24, height: 6, "aria-hidden": "true" }, dash);
      const about = words.t("ui.disputed", { names: names.join(words.t("list.comma")) });
      this._container.dir = words.direction();
      this._container.hidden = names.length === 0;
      this._container.replaceChildren(sign, about);
    },
  });
})();
