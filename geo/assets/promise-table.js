(() => {
  const { html } = L.atlasDom;
  const NEWEST_FIRST = ["made", "due"];

  /** The table: which rows it shows, in which order. */
  L.PromiseTable = class {
    constructor(table, words, changed) {
      this._body = table.tBodies[0];
      this._head = table.tHead;
      this._words = words;
      this._heads = [...table.querySelectorAll("th[data-sort]")];
      this.rows = [...this._body.rows];
      this._sort = { key: "due", sign: -1 };
      for (const head of this._heads) {
        const sort = () => {
          this._turn(head.dataset.sort);
          changed();
        };
        const button = html("button", { type: "button", click: sort });
        button.append(...head.childNodes);
        head.append(button);
      }
    }

    translate() {
      // Read out before the buttons where they stand in a row above cards.
      this._head.dataset.label = this._words.t("promises.sort");
    }

    _turn(key) {
      const again = this._sort.key === key;
      const first = NEWEST_FIRST.includes(key) ? -1 : 1;
      this._sort = { key, sign: again ? -this._sort.sign : first };
      for (const head of this._heads) {
        head.setAttribute("aria-sort", head.dataset.sort === key ? this._order() : "none");
      }
    }

    _order() {
      return this._sort.sign > 0 ? "ascending" : "descending";
    }

    /** Put the rows in order and show the chosen ones; returns the order of all. */
    show(chosen) {
      this.rows.sort(this._compare());
      this._body.append(...this.rows);
      for (const row of this.rows) {
        row.hidden = !chosen.has(row);
      }
      return this.rows;
    }

    _compare() {
      const { key, sign } = this._sort;
      if (key === "became") {
        return ({ dataset: a }, { dataset: b }) =>
          sign * (a.rank - b.rank) || b.late - a.late || b.due.localeCompare(a.due);
      }
      if (NEWEST_FIRST.includes(key)) {
        return ({ dataset: a }, { dataset: b }) => this._later(a[key], b[key], sign);
      }
      const { compare } = new Intl.Collator(this._words.language);
      const text = (row) => row.querySelector(`.atlas-${key} [data-t], .atlas-${key}`).textContent;
      return (a, b) => sign * compare(text(a), text(b));
    }

    /** What has no date comes last, whichever way the others run. */
    _later(a, b, sign) {
      return a && b ? sign * a.localeCompare(b) : b.length - a.length;
    }
  };
})();
