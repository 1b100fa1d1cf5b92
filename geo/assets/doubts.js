(() => {
  const { html } = L.atlasDom;
  const { grouped, spread } = L.atlasEvidence;

  L.AtlasFacts.include({
    /** Each disagreement: how far apart, why one value is used, and all that is said. */
    doubts({ stated = [], facts = [] }) {
      const disputed = ({ values }) => values.length > 1;
      return grouped([...stated, ...facts])
        .filter(disputed)
        .map((group) => this._doubt(group));
    },

    _doubt(group) {
      const { property, of, reason } = group;
      const words = this._words;
      const name = html(
        "b",
        words.capital(words.property(property)),
        of && [words.t("list.comma"), words.say(of)],
      );
      const apart = html("span.small", this._apart(group));
      const sides = group.values.map((facts) => this._side(facts));
      const why = reason && words.say(reason, "p");
      return this._fold([property, of?.en], [name, " ", apart], why, html("ul.list", sides));
    },

    _apart(group) {
      const words = this._words;
      const found = spread(group);
      if (!found) {
        return words.t("evidence.versions", { n: words.number(group.values.length) });
      }
      const { lowest, highest, apart, unit, share } = found;
      const amount = (value) => (unit ? words.measure(value, unit) : words.number(value));
      const percent = share && words.measure(Number(share.toPrecision(share < 10 ? 1 : 2)), "%");
      return [
        words.t("evidence.apart", {
          lowest: amount(lowest),
          highest: amount(highest),
          apart: amount(apart),
        }),
        percent && words.t("evidence.share", { percent }),
      ]
        .filter(Boolean)
        .join(words.t("list.comma"));
    },

    /** One value, and everybody who gives it: when, how surely, and with which remark. */
    _side(facts) {
      const used = facts[0].preferred && ` \u00b7 ${this._words.t("field.preferred_value")}`;
      const said = (fact) => {
        const date = this._own(fact) || this._marks.date(fact.source);
        const about = this._aside([date, this._sure(fact)]);
        return [html("p", this._mark(fact), about), this._note(fact)];
      };
      return html("li", html("p", html("b", this._amount(facts[0])), used), facts.map(said));
    },
  });
})();
