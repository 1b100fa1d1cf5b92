(() => {
  const { html, iconButton } = L.atlasDom;
  const SIGNS = {
    in: "M10 4V16M4 10H16",
    out: "M4 10H16",
    home: "M3.5 9.5 10 4 16.5 9.5M5.5 8.5V16H14.5V8.5",
  };
  const LONGEST = 110;
  const STEPS = [5, 2, 1];

  /** Closer, farther, and back to the first view. */
  L.AtlasZoom = L.Control.extend({
    initialize(words, reset) {
      this._words = words;
      this._press = {
        in: () => this._map.zoomIn(),
        out: () => this._map.zoomOut(),
        home: reset,
      };
    },

    onAdd() {
      this._node = html("div", { class: "atlas-zoom leaflet-bar" });
      L.DomEvent.disableClickPropagation(this._node);
      this.translate();
      return this._node;
    },

    translate() {
      const names = { in: "ui.zoom_in", out: "ui.zoom_out", home: "ui.reset_view" };
      const button = (key) => iconButton(this._words.t(names[key]), SIGNS[key], this._press[key]);
      this._node.replaceChildren(...Object.keys(SIGNS).map(button));
      this.setSide?.();
    },
  });

  /** A bar of a round number of kilometres, right at the middle of the map. */
  L.AtlasScale = L.Control.extend({
    options: { position: "bottomleft" },

    initialize(words) {
      this._words = words;
    },

    onAdd(map) {
      this._bar = html("span", { class: "atlas-bar" });
      this._text = html("span");
      map.on("zoomend moveend", this.translate, this);
      map.whenReady(this.translate, this);
      return html("div", { class: "atlas-scale" }, this._text, this._bar);
    },

    onRemove(map) {
      map.off("zoomend moveend", this.translate, this);
    },

    translate() {
      const middle = this._map.getSize().y / 2;
      const ends = [0, LONGEST].map((x) => this._map.containerPointToLatLng([x, middle]));
      const metres = this._map.distance(...ends);
      const power = 10 ** Math.floor(Math.log10(metres));
      const round = power * STEPS.find((step) => step * power <= metres);
      this._text.textContent = this._words.distance(round);
      this._text.dir = this._words.direction();
      this._text.lang = this._words.language;
      this._bar.style.width = `${(LONGEST * round) / metres}px`;
    },
  });

  /** The languages of the page, each by its own name. */
  L.AtlasLanguages = L.Class.extend({
    initialize(node, words, choose) {
      this._words = words;
      const button = (language) =>
        html(
          "button",
          {
            type: "button",
            lang: language,
            "data-language": language,
            click: () => choose(language),
          },
          words.nameOf(language),
        );
      this._node = node;
      node.replaceChildren(...words.languages().map(button));
    },

    translate() {
      this._node.setAttribute("aria-label", this._words.t("ui.language"));
      for (const button of this._node.children) {
        button.setAttribute("aria-pressed", button.dataset.language === this._words.language);
      }
    },
  });

  /** Who made the data, under which licence, and the day that it reaches to. */
  L.AtlasCredit = L.Class.extend({
    initialize(node, payload, words) {
      Object.assign(this, { _node: node, _map: payload.map, _words: words });
    },

    translate() {
      const words = this._words;
      const credits = (this._map.credits ?? []).map(({ text, licence, url }) =>
        html(
          "span",
          {},
          L.atlasDom.link(url, {}, html("bdi", {}, text)),
          licence ? " (" : "",
          html("bdi", {}, licence ?? ""),
          licence ? ")" : "",
        ),
      );
      const leaflet = L.atlasDom.link("https://leafletjs.com", {}, "Leaflet");
      const date = words.t("field.as_of_date", { date: words.date(this._map.as_of) });
      const parts = [...credits, leaflet, html("span", {}, words.capital(date))];
      this._node.replaceChildren(...parts.flatMap((part, index) => [index ? " · " : "", part]));
    },
  });
})();
