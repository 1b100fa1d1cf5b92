(() => {
  const { html } = L.atlasDom;
  const { by, grouped } = L.atlasEvidence;
  const LENGTH = "length";
  // So many lines of facts are shown; of each so many parts, values and marks. The rest folds.
  const [ROWS, PARTS, VALUES, MARKS] = [6, 3, 3, 2];

  /** What is said of a thing, line by line with the marks of who says it, and what is in doubt. */
  L.AtlasFacts = L.Class.extend({
    initialize(words, marks, fold) {
      Object.assign(this, { _words: words, _marks: marks, _fold: fold });
    },

    /** Lines of facts, lengths first; `figure` stands below the length. */
    lines({ stated = [], facts = [], length_note: note, ...thing }, figure) {
      const measured = this._measured(thing);
      const groups = grouped([...stated, ...facts]);
      if (measured && !groups.some(({ property, of }) => property === LENGTH && !of)) {
        groups.unshift({ property: LENGTH, values: [] });
      }
      const tail = [note && this._words.say(note, "p.small"), figure];
      const rows = by(groups, ({ property }) => property).map((alike) =>
        alike[0].property === LENGTH
          ? this._row(alike, measured, tail)
          : this._row(alike, null, null),
      );
      const [shown, rest] = [rows.slice(0, ROWS), rows.slice(ROWS)];
      return rows.length > 0 && [html("dl.facts", shown), this._more("facts", "dl.facts", rest)];
    },

    _more(key, tag, items) {
      const title = this._words.t("evidence.more", { n: this._words.number(items.length) });
      return items.length > 0 && this._fold(key, html("span.small", title), html(tag, items));
    },

    _measured({ length_km: km, ladder }) {
      const words = this._words;
      const length = km && words.measure(Number(km.toFixed(km < 10 ? 1 : 0)), "km");
      if (!km || !ladder) {
        return km && words.t("length.measured", { length });
      }
      return words.t("evidence.measured_at", { length, detail: words.distance(ladder[0][0]) });
    },

    _row(groups, measured, tail) {
      const { property } = groups[0];
      const lines = groups.map((group) => this._line(group, !group.of && measured));
      const items = lines.map((line) => html("li", line));
      const parts = [
        html("ul.parts", items.slice(0, PARTS)),
        this._more(property, "ul.parts", items.slice(PARTS)),
      ];
      const name = html("dt", this._words.capital(this._words.property(property)));
      const whole = groups.length > 1 || groups[0].of ? parts : lines;
      return html("div", name, " ", html("dd", whole, tail));
    },

    /** All values on one line, each with who says so; what was measured here comes last. */
    _line({ of, values }, measured) {
      const words = this._words;
      const disputed = values.length > 1;
      const left = words.number(values.length - VALUES);
      const said = [
        ...values.slice(0, VALUES).map((facts) => this._value(facts, disputed ? MARKS : VALUES)),
        values.length > VALUES && words.t("evidence.more_values", { n: left }),
        measured,
      ];
      const notes = disputed ? [] : values.flat();
      return [
        of && html("span.small", words.say(of), ": "),
        said.filter(Boolean).map((part, at) => [at > 0 && "\u00a0\u00b7 ", part]),
        notes.map((fact) => this._note(fact)),
      ];
    },

    _value(facts, most) {
      const more = facts.length > most && `+${this._words.number(facts.length - most)}`;
      return [
        html(facts[0].preferred ? "strong" : "span", this._amount(facts[0])),
        facts.slice(0, most).map((fact) => [this._mark(fact), this._beside(fact)]),
        more && [" ", html("bdi.small", { dir: "ltr" }, more)],
      ];
    },

    _amount({ value, unit }) {
      const words = this._words;
      if (typeof value === "object" && !unit) {
        return words.say(value);
      }
      const plain = typeof value === "object" ? words.pick(value).text : value;
      return html("bdi", unit ? words.measure(plain, unit) : words.bare(plain));
    },

    /** The mark of who says so; whoever asks it learns the value's date and how sure it is. */
    _mark(fact) {
      return this._marks.cite([fact.source], [this._own(fact), this._sure(fact)]);
    },

    /** The date of a value, where it is not that of its source. */
    _own({ date, source }) {
      return date && this._marks.dated(source, date) && this._words.date(date);
    },

    _sure({ confidence }) {
      return confidence && this._words.t(`confidence.${confidence}`);
    },

    /** What is said without being asked: a date of its own, and little confidence. */
    _beside(fact) {
      const low = fact.confidence === "low" && this._sure(fact);
      return this._aside([this._own(fact), low]);
    },

    _aside(parts) {
      const said = parts.filter(Boolean).join(" \u00b7 ");
      return said && html("span.small", ` ${said}`);
    },

    _note({ note }) {
      return note && this._words.say(note, "p.small");
    },
  });
})();
