(() => {
  const { html } = L.atlasDom;
  const { first, last, until, verdict } = L.atlasPromises;
  // So many promises are shown, the latest first; the rest folds.
  const SHOWN = 2;

  /** Who promised what of a thing, for when, and what had become of it by the day of the map. */
  L.AtlasPledges.include({
    /** The promises about a thing, the latest first. */
    list(ids = []) {
      const made = ids
        .map((id) => this._all[id])
        .map((pledge) => pledge && { ...pledge, verdict: verdict(pledge, this._day()) })
        .filter((pledge) => pledge?.verdict)
        .reverse();
      const items = made.map((pledge) => html("li", this._pledge(pledge)));
      const more = this._more("promises", "ul.list.promises", items.splice(SHOWN));
      return items.length > 0 && [html("ul.list.promises", items), more];
    },

    _more(key, tag, items) {
      const title = this._words.t("evidence.more", { n: this._words.number(items.length) });
      return items.length > 0 && this._fold(key, html("span.small", title), html(tag, items));
    },

    _pledge(pledge) {
      const words = this._words;
      const { promise, by, made, due, sources, confidence, verdict: found } = pledge;
      const happened = until(pledge.events ?? [], this._day());
      const told = found.event ?? happened[happened.length - 1];
      const when = { made: words.date(made), due: due && words.date(due) };
      const low = confidence === "low" && ` \u00b7 ${words.t("confidence.low")}`;
      return [
        this._sign(found.standing),
        words.say(promise, "p"),
        html("p.small", html("strong", words.capital(this._standing(found, due, happened)))),
        html(
          "p.small",
          words.say(by),
          " \u00b7 ",
          words.t(due ? "promise.made_for" : "promise.made", when),
          this._marks.cite(sources),
          low,
        ),
        told && html("p.small", this._event(told)),
        this._further(
          pledge,
          happened.filter((event) => event !== told),
        ),
      ];
    },

    _event({ date, what, sources }) {
      const words = this._words;
      return [html("b", words.date(date)), ": ", words.say(what), this._marks.cite(sources)];
    },

    /** How its due date was read, what else happened, and remarks. */
    _further({ id, due_note: reading, notes = [], note_sources: ids = [] }, events) {
      const words = this._words;
      const items = [
        reading && words.say(reading),
        ...events.map((event) => this._event(event)),
        ...notes.map((note, at) => [words.say(note), this._marks.cite(ids[at])]),
      ];
      const rows = items.filter(Boolean).map((item) => html("li", item));
      return this._more(["promise", id], "ul.list.small", rows);
    },

    /** In words where a promise stands: the three ways of being open are told apart. */
    _standing({ standing, late }, due, happened) {
      const words = this._words;
      const heard = due && happened.some(({ date }) => last(date) > last(due));
      const plain = {
        "kept-late": "promise.kept_by",
        "not-due": "promise.due_on",
        unsettled: heard ? "promise.unclear" : "promise.silent",
      };
      // "Not due until 2018" is no news in 2018: then it is the year's last day.
      const from = standing === "not-due" && first(due) <= this._day() ? last(due) : due;
      const values = { late: late && this._late(late), date: due && words.date(from) };
      return words.t(plain[standing] ?? `promise.${standing}`, values);
    },

    /** "7 months late"; between two numbers where a date is known to the month or year only. */
    _late([least, most]) {
      const words = this._words;
      const time = (days) => {
        const [n, unit] = days < 31 ? [days, "days"] : [Math.round(days / 30.44), "months"];
        return n === 1 ? words.t(`promise.one_${unit}`) : words.measure(n, unit);
      };
      const [from, to] = [time(least), time(most)];
      return from === to ? to : words.t("promise.between", { from, to });
    },
  });
})();
