(() => {
  const { html } = L.atlasDom;
  const { grouped } = L.atlasEvidence;
  // So many sources stand in a row; the rest where it unfolds.
  const MARKS = 2;

  /** The columns of the table: each tells one thing of a mark, and the value that it sorts by. */
  L.AtlasCells = L.Class.extend({
    initialize({ payload, words, time }) {
      Object.assign(this, { _words: words, _time: time });
      this._marks = new L.AtlasMarks(payload, words);
      this._order = Object.keys(payload.styles.statuses);
    },

    /** Columns by their keys, beside the name: the word above them, and what stands in a cell. */
    columns: {
      kind: "table.kind",
      status: "status.label",
      since: "table.since",
      sources: "field.sources",
      accuracy: "accuracy.label",
      length: "field.length",
      doubts: "field.sources_disagree",
    },

    /** What the table says of a mark now: per column what to show, and what to sort by. */
    of({ feature, layer }) {
      const now = this._time.statusOf(feature);
      const ids = now.sources ?? (feature.status ? [] : feature.position_sources);
      return {
        kind: this._kind(feature),
        status: this._status(now),
        since: [now.date && this._words.date(now.date), now.date],
        sources: this._sources(ids, layer),
        accuracy: this._accuracy(feature),
        length: this._length(feature),
        doubts: this._doubts(feature),
      };
    },

    _kind({ kind, mode = [] }) {
      const words = this._words;
      const parts = [words.word("kind", kind), ...mode.map((one) => words.word("mode", one))];
      const text = words.capital(parts.join(" \u00b7 "));
      return [text, text];
    },

    _status({ status }) {
      const { _words: words, _order: order } = this;
      return status ? [words.capital(words.t(`status.${status}`)), order.indexOf(status)] : [];
    },

    _sources(ids) {
      const cited = this._marks.cite((ids ?? []).slice(0, MARKS));
      return cited.length ? [cited, cited[0][1].textContent] : [];
    },

    _accuracy({ accuracy, precision_m: radius }) {
      const words = this._words;
      const word = words.capital(words.t(`accuracy.${accuracy}`));
      return [[word, " ", html("bdi.small", words.distance(radius, "\u00b1"))], radius];
    },

    /** The length that others give, and the one that was measured here. */
    _length({ length_km: km, stated = [] }) {
      const words = this._words;
      const whole = (fact) => fact.unit === "km" && !fact.of && typeof fact.value === "number";
      const said = stated.find(whole)?.value;
      const length = km && words.measure(Number(km.toFixed(km < 10 ? 1 : 0)), "km");
      const here = km && html("span.small", words.t("length.measured", { length }));
      return [[said && html("bdi", words.measure(said, "km")), " ", here], said ?? km];
    },

    /** On how many points sources disagree; a summary has them counted. */
    _doubts({ disputed, doubts, stated = [], facts = [] }) {
      const apart = grouped([...stated, ...facts]).filter(({ values }) => values.length > 1);
      const n = (doubts ?? apart.length) + (disputed ? 1 : 0);
      return n ? [this._words.count(n, "doubts"), n] : [];
    },
  });
})();
