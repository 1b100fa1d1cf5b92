(() => {
  /** The chart beside the table: the same rows in the same order, drawn along one scale of time. */
  L.PromiseChart = class {
    constructor(figure, rows) {
      this._figure = figure;
      this._note = figure.querySelector(".atlas-small");
      this._list = figure.querySelector("ol");
      this._labels = [...figure.querySelectorAll("text")].map((node) => [
        node,
        node.getAttribute("x"),
      ]);
      const lines = [...this._list.children].map((line) => [
        `promise=${line.dataset.promise}`,
        line,
      ]);
      this._lines = new Map(lines);
      this._tracks = rows
        .filter((row) => this._lines.has(row.id))
        .map((row) => [row, this._lines.get(row.id).querySelector(".atlas-track")]);
      this._narrow = matchMedia("screen and (max-width: 759px)");
      this._narrow.addEventListener("change", () => this._settle());
      this._settle();
    }

    /** On a narrow page each card of the table has its own line of the chart. */
    _settle() {
      const { matches } = this._narrow;
      this._figure.classList.toggle("is-narrow", matches);
      for (const [row, track] of this._tracks) {
        const before = matches
          ? row.querySelector(".atlas-said")
          : this._lines.get(row.id).firstChild;
        before.after(track);
      }
    }

    show(rows, chosen) {
      const [drawn, others] = [true, false].map((has) =>
        rows.filter((row) => this._lines.has(row.id) === has),
      );
      if (this._note) {
        this._note.hidden = !others.some((row) => chosen.has(row));
      }
      for (const row of drawn) {
        const line = this._lines.get(row.id);
        line.hidden = !chosen.has(row);
        this._list.append(line);
      }
    }

    /** Time runs in the direction of reading; the tracks are mirrored as a whole, words are not. */
    translate(mirrored) {
      for (const [label, x] of this._labels) {
        label.setAttribute("x", mirrored ? `${100 - Number.parseFloat(x)}%` : x);
      }
    }
  };
})();
