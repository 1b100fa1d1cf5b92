(() => {
  const { html, set, iconButton } = L.atlasDom;
  const CLOSE = "M5 5 15 15M15 5 5 15";

  /** Everything that stands on the map, row by row; a row unfolds to all that is told of it. */
  L.AtlasTable = L.Class.extend({
    initialize(atlas) {
      Object.assign(this, { _atlas: atlas, _words: atlas.words, _layers: atlas.layers });
      this._cells = new L.AtlasCells(atlas);
      this._by = {};
      this._rows = new Map();
      this._section = atlas.find("table");
      this._build();
      this._listen();
      this._turn(L.atlasAddress.read("table") === "open");
    },

    _build() {
      const change = () => this._list();
      this._button = html("button.tabler", { type: "button", "aria-controls": "atlas-table" });
      this._atlas.find("actions").append(this._button);
      this._skip = html("a.skip", { href: "#atlas-table" });
      this._atlas.find("skip").after(this._skip);
      this._filter = html("input", { type: "search", maxlength: 80, input: change });
      this._layer = html("select", { change });
      this._count = html("p.count", { role: "status" });
      this._title = html("h2", { id: "atlas-table-title" });
      this._close = html("div");
      // Laid out as a grid, they say in words that they are a table.
      this._head = html("tr", { role: "row" });
      this._body = html("tbody", { role: "rowgroup" });
      const head = html("thead", { role: "rowgroup" }, this._head);
      const table = html("table", { role: "table" }, head, this._body);
      this._scroll = html("div.scroll", table);
      for (const node of [table, this._section]) {
        set(node, { "aria-labelledby": this._title.id });
      }
      const bar = html(
        "div.sift",
        this._title,
        this._filter,
        this._layer,
        this._count,
        this._close,
      );
      this._section.append(bar, this._scroll);
      this._section.tabIndex = -1;
    },

    _listen() {
      const { layers, time, popup } = this._atlas;
      const open = () => this._section.hidden;
      this._button.addEventListener("click", () => this._choose(open()));
      this._skip.addEventListener("click", (event) => {
        event.preventDefault();
        this._choose(true);
        this._section.focus();
      });
      addEventListener("hashchange", () => this._turn(L.atlasAddress.read("table") === "open"));
      addEventListener("beforeprint", () => this._list(true));
      addEventListener("afterprint", () => this._refresh());
      layers.on("toggle", () => this._later());
      time.on("change", () => this._later());
      popup.on("turn", ({ mark }) => {
        this._mark(mark);
        this._return(mark);
      });
      const point = (on) => (event) => {
        const { id } = event.target.closest("tr").dataset;
        layers.marks.get(id)?.node.classList.toggle("is-pointed", on);
      };
      set(this._body, {
        mouseover: point(true),
        focusin: point(true),
        mouseout: point(false),
        focusout: point(false),
      });
    },

    /** Open or close it, and keep that in the address. */
    _choose(open) {
      L.atlasAddress.write({ table: open ? "open" : null });
      this._turn(open);
      if (!open) {
        this._button.focus();
      }
    },

    _turn(open) {
      this._section.hidden = !open;
      document.body.classList.toggle("has-table", open);
      this._button.setAttribute("aria-expanded", open);
      this._refresh();
    },

    translate() {
      const words = this._words;
      const unfolded = [...this._rows.values()].filter(({ more }) => more?.hidden === false);
      this._rows = new Map();
      this._button.textContent = words.t("table.label");
      this._title.textContent = words.t("table.label");
      this._skip.textContent = words.t("table.skip");
      const filter = words.t("table.filter");
      set(this._filter, { "aria-label": filter, placeholder: filter });
      this._close.replaceChildren(
        iconButton(words.t("ui.close"), CLOSE, () => this._choose(false)),
      );
      const heads = Object.entries({ name: "field.name", ...this._cells.columns });
      this._head.replaceChildren(...heads.map(([key, title]) => this._th(key, words.t(title))));
      this._collator = new Intl.Collator(words.language, { numeric: true });
      this._arrows();
      for (const { mark } of unfolded) {
        this._unfold(this._row(mark));
      }
      this._refresh();
    },

    _th(key, title) {
      const button = html("button", { type: "button", click: () => this._sort(key) }, title);
      return html(`th.${key}`, { scope: "col", role: "columnheader", "data-key": key }, button);
    },

    /** Up, then down, then as the layers stand. */
    _sort(key) {
      const { key: old, sign } = this._by;
      const again = sign > 0 ? { key, sign: -1 } : {};
      this._by = old === key ? again : { key, sign: 1 };
      this._arrows();
      this._list();
    },

    _arrows() {
      const { key, sign } = this._by;
      const way = sign > 0 ? "ascending" : "descending";
      for (const head of this._head.children) {
        head.setAttribute("aria-sort", head.dataset.key === key ? way : "none");
      }
    },

    /** Several changes of one moment are listed once. */
    _later() {
      this._waits ??= requestAnimationFrame(() => {
        this._waits = null;
        this._refresh();
      });
    },

    _refresh() {
      if (!this._section.hidden && this._collator) {
        this._offer();
        this._list();
      }
    },

    /** The layers that are on, to choose one from. */
    _offer() {
      const on = this._layers.all.filter((entry) => entry.on);
      const old = on.some(({ id }) => id === this._layer.value) ? this._layer.value : "";
      const words = this._words;
      const option = (entry) => html("option", { value: entry.id }, this._layers.name(entry));
      this._layer.replaceChildren(
        html("option", { value: "" }, words.t("table.layers")),
        ...on.map(option),
      );
      this._layer.setAttribute("aria-label", words.t("table.layer"));
      this._layer.value = old;
    },

    /** Open a row's thing on the map; moved there only if it is not in view. */
    _open({ mark, opener }) {
      this._atlas.show(mark, mark.bounds(), true);
      this._from = opener;
    },

    /** Mark the row of what is open on the map. */
    _mark(mark) {
      const row = this._rows.get(mark);
      const old = this._current;
      this._current = row;
      if (old !== row) {
        old?.node.removeAttribute("aria-current");
        row?.node.setAttribute("aria-current", "true");
        row?.node.scrollIntoView({ block: "nearest" });
      }
    },

    /** When what a row opened is closed, the focus goes back to the row. */
    _return(mark) {
      if (!mark && document.activeElement.matches(".atlas-feature")) {
        this._from?.focus();
      }
      this._from = null;
    },
  });
})();
