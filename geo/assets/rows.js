(() => {
  const { html } = L.atlasDom;
  const { words: spell, tally } = L.atlasSpelling;
  const blank = (value) => value === undefined || value === "";

  /** The rows of the table: which are listed, in which order, and what each tells. */
  L.AtlasTable.include({
    /** Show the rows that fit, in their order; all that is on the map, where it is printed. */
    _list(printed) {
      const entries = this._layers.visible().map((mark) => this._row(mark));
      const rows = printed === true ? entries : entries.filter((row) => this._fits(row));
      rows.sort(this._compare());
      const nodes = rows.flatMap(({ node, more = [] }) => [node, more].flat());
      // What has the focus keeps it, where nothing moves.
      const old = this._body.childNodes;
      if (nodes.length !== old.length || nodes.some((node, at) => node !== old[at])) {
        this._body.replaceChildren(...nodes);
      }
      this._count.textContent = tally(this._words, rows.length, entries.length);
      this._mark(this._layers.chosen);
    },

    _fits(row) {
      const layer = this._layer.value;
      const typed = this._filter.value.trim();
      return (!layer || layer === row.mark.layer.id) && (!typed || this._holds(row, typed));
    },

    /** Whether a row says what was typed, or its thing has such a name in any spelling. */
    _holds({ node, mark }, typed) {
      const { name, also = [], corridor = {} } = mark.feature;
      const known = [...Object.values(name), ...also, ...Object.values(corridor)].map(spell);
      const wanted = spell(typed);
      return (
        node.textContent.toLowerCase().includes(typed.toLowerCase()) ||
        wanted.every((word) => known.flat().some((other) => other.startsWith(word)))
      );
    },

    /** By a column, what is blank last; else as the layers stand, by rank, then by name. */
    _compare() {
      const { key, sign } = this._by;
      const { compare } = this._collator;
      const layers = this._layers.all.map(({ id }) => id);
      const usual = (a, b) =>
        layers.indexOf(a.mark.layer.id) - layers.indexOf(b.mark.layer.id) ||
        a.mark.rank - b.mark.rank ||
        compare(a.name, b.name);
      const value = (row) => (key === "name" ? row.name : row.told[key][1]);
      const sorted = ([x, y]) => (typeof x === "number" ? x - y : compare(x, y));
      return (a, b) => {
        const pair = key ? [value(a), value(b)] : [];
        const [bare, other] = pair.map(blank);
        const first = bare || other ? bare - other : key && sign * sorted(pair);
        return first || usual(a, b);
      };
    },

    /** The row of a mark: made once in a language, written anew when its status changes. */
    _row(mark) {
      const { time } = this._atlas;
      const row = this._rows.get(mark) ?? this._make(mark);
      const now = `${mark.word} ${time.statusOf(mark.feature).date}`;
      if (row.now !== now) {
        this._write(row);
      }
      // What it unfolds to names the day.
      if (row.more && row.day !== time.day) {
        this._tell(row);
      }
      return Object.assign(row, { now, day: time.day });
    },

    _make(mark) {
      const words = this._words;
      const { feature } = mark;
      const name = words.pick(feature.name).text;
      const row = { mark, name };
      row.fold = html("button.fold", {
        type: "button",
        "aria-expanded": "false",
        "aria-label": words.t("table.all_about", { name }),
        click: () => this._unfold(row),
      });
      const press = () => this._open(row);
      row.opener = html("button", { type: "button", "aria-haspopup": "dialog", click: press });
      row.opener.append(words.say(feature.name));
      row.node = html("tr", { role: "row", "data-id": mark.id });
      row.head = html(
        "th",
        { scope: "row", role: "rowheader" },
        row.fold,
        row.opener,
        " ",
        html("span.small"),
      );
      this._rows.set(mark, row);
      return row;
    },

    _write(row) {
      const { mark } = row;
      row.told = this._cells.of(mark);
      const cells = Object.entries(row.told).map(([key, [shown]]) =>
        html(`td.${key}`, { role: "cell" }, shown),
      );
      // Where there is no room for a column of kinds, the kind stands under the name.
      row.head.lastChild.textContent = row.told.kind[0];
      row.node.replaceChildren(row.head, ...cells);
    },

    /** Below its row, all that a popup tells; written when it is first asked for. */
    _unfold(row) {
      const open = row.fold.getAttribute("aria-expanded") !== "true";
      row.fold.setAttribute("aria-expanded", open);
      if (!row.more) {
        row.cell = html("td", { role: "cell" });
        row.more = html("tr.more", { role: "row", id: `atlas-more-${row.mark.id}` }, row.cell);
        row.fold.setAttribute("aria-controls", row.more.id);
        row.node.after(row.more);
        this._tell(row);
      }
      row.more.hidden = !open;
    },

    _tell({ mark, cell }) {
      const told = html("div.details", this._atlas.details(mark));
      // The name stands in the row, and an id stands once.
      told.querySelector("h2").remove();
      cell.replaceChildren(told);
    },
  });
})();
