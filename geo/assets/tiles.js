(() => {
  const { html, link } = L.atlasDom;

  /**
   * Pictures of the ground from elsewhere, for those who ask for them: before, nothing is
   * requested. The drawn ground goes only when they have all come, and comes back if one does not.
   */
  L.AtlasTiles = L.Control.extend({
    options: { position: "topleft" },

    initialize(credit, tiles, words) {
      Object.assign(this, { _footer: credit, _tiles: tiles, _words: words });
      this._credit = html("span.tiles-credit");
      this._select = html("select", { change: () => this._choose(this._select.value) });
      this._label = html("span");
      this._node = html("label.tiles", this._label, this._select);
      L.DomEvent.disableClickPropagation(this._node);
    },

    // Leaflet takes a control off and puts it on again to move it to another corner.
    onAdd(map) {
      this._layer?.addTo(map);
      return this._node;
    },

    onRemove() {
      this._layer?.remove();
      this._show(false);
    },

    translate() {
      const words = this._words;
      const chosen = this._select.value;
      const option = (value, text) => html("option", { value, selected: value === chosen }, text);
      this.setPosition(words.direction() === "rtl" ? "topright" : "topleft");
      this._container.dir = words.direction();
      this._label.textContent = words.t("tiles.background");
      this._select.replaceChildren(
        option("", words.t("tiles.plain")),
        ...this._tiles.map(({ id, name }) => option(id, words.pick(name).text)),
      );
      this._footer.append(this._credit);
    },

    _choose(chosen) {
      this._layer?.off().remove();
      this._layer = null;
      this._show(false);
      const tiles = this._tiles.find(({ id }) => id === chosen);
      this._credit.replaceChildren();
      if (tiles) {
        this._credit.append(" · ", link(tiles.attribution_url, html("bdi", tiles.attribution)));
        this._layer = this._make(tiles).addTo(this._map);
      }
    },

    _make({ url, max_zoom: maxNativeZoom }) {
      let lacking = 0;
      return L.tileLayer(url, { maxNativeZoom, noWrap: true })
        .on("loading", () => {
          lacking = 0;
        })
        .on("tileerror", () => {
          lacking++;
          this._show(false);
        })
        .on("load", () => this._show(lacking === 0));
    },

    _show(are) {
      this._map.getContainer().classList.toggle("has-tiles", are);
    },
  });
})();
