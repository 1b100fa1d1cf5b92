(() => {
  const { html, link, set, iconButton } = L.atlasDom;
  const SIGNS = {
    zoom_in: "M10 4V16M4 10H16",
    zoom_out: "M4 10H16",
    reset_view: "M3.5 9.5 10 4 16.5 9.5M5.5 8.5V16H14.5V8.5",
  };
  const LONGEST = 110;

  /** Closer, farther, and back to the first view; below them the buttons of other parts. */
  L.AtlasZoom = L.Control.extend({
    initialize(words, reset_view) {
      const zoom_in = () => this._map.zoomIn();
      const zoom_out = () => this._map.zoomOut();
      const press = { zoom_in, zoom_out, reset_view };
      this._words = words;
      this._node = html("div.zoom");
      this._buttons = [];
      for (const [key, sign] of Object.entries(SIGNS)) {
        this.add(() => `ui.${key}`, sign, press[key]);
      }
    },

    onAdd() {
      L.DomEvent.disableClickPropagation(this._node);
      return this._node;
    },

    /** A further button; `key` tells of which words its name is now. */
    add(key, sign, press) {
      const button = iconButton("", sign, press);
      this._buttons.push([button, key]);
      this._node.append(button);
      return button;
    },

    translate() {
      for (const [button, key] of this._buttons) {
        const name = this._words.t(key());
        set(button, { "aria-label": name, title: name });
      }
    },
  });

  /** A bar of a round number of kilometres, right at the middle of the map. */
  L.AtlasScale = L.Control.extend({
    initialize(words) {
      this._words = words;
    },

    onAdd(map) {
      this._text = html("span");
      this._bar = html("span.bar");
      map.on("zoomend moveend", this.translate, this);
      return html("div.scale", this._text, this._bar);
    },

    onRemove(map) {
      map.off("zoomend moveend", this.translate, this);
    },

    translate() {
      const y = this._map.getSize().y / 2;
      const ends = [0, LONGEST].map((x) => this._map.containerPointToLatLng([x, y]));
      const metres = this._map.distance(...ends);
      const power = 10 ** Math.floor(Math.log10(metres));
      const round = power * [5, 2, 1].find((step) => step * power <= metres);
      this._text.textContent = this._words.distance(round);
      this._text.dir = this._words.direction();
      this._bar.style.width = `${(LONGEST * round) / metres}px`;
    },
  });

  /** The languages of the page, each by its own name. */
  L.AtlasLanguages = L.Class.extend({
    initialize(node, words, choose) {
      Object.assign(this, { _node: node, _words: words });
      const button = (lang) =>
        html("button", { type: "button", lang, click: () => choose(lang) }, words.nameOf(lang));
      node.replaceChildren(...words.languages().map(button));
    },

    translate() {
      this._node.setAttribute("aria-label", this._words.t("ui.language"));
      for (const button of this._node.children) {
        button.setAttribute("aria-pressed", button.lang === this._words.language);
      }
    },
  });

  /** Who made the data, under which licence, and the day that it reaches to. */
  L.AtlasCredit = L.Class.extend({
    initialize(node, { credits = [], boundaries, as_of: day }, words) {
      Object.assign(this, { _node: node, _credits: credits, _words: words });
      Object.assign(this, { _boundaries: boundaries, _day: day });
    },

    translate() {
      const words = this._words;
      const credits = this._credits.map(({ text, licence, url }) =>
        html(
          "span",
          link(url, html("bdi", text)),
          licence && html("span.licence", " (", html("bdi", licence), ")"),
        ),
      );
      const date = words.capital(words.t("field.as_of_date", { date: words.date(this._day) }));
      const boundaries = html("span", words.pick(this._boundaries).text);
      const parts = [
        ...credits,
        link("https://leafletjs.com", "Leaflet"),
        boundaries,
        html("span", date),
      ];
      this._node.replaceChildren(...parts.flatMap((part, at) => [at ? " · " : "", part]));
    },
  });
})();
