(() => {
  const { html, svg } = L.atlasDom;
  const { first, last, until, verdict } = L.atlasPromises;
  // So many promises are shown, the latest first; the rest folds.
  const SHOWN = 2;
  const RING = "M8 1.5A6.5 6.5 0 1 1 8 14.5 6.5 6.5 0 1 1 8 1.5Z";
  // What became of a promise is drawn, too: settled ones have a sign, open ones a ring.
  const SIGNS = {
    kept: "M2.5 8.5 6.5 12.5 13.5 4",
    "kept-late": "M2.5 6.5 6 10 12 2.5M2.5 14.5H13.5",
    missed: "M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5",
    withdrawn: "M2.5 8H13.5",
    "not-due": RING,
    "no-date": `${RING}M8 7.5V8.5`,
    unsettled: `${RING}M8 4V9M8 11V12.5`,
  };

  /** Who promised what of a thing, for when, and what had become of it by the day of the map. */
  L.AtlasPledges = L.Class.extend({
    statics: { SIGNS },

    initialize(payload, words, marks, fold, day) {
      const { promises = {}, map } = payload;
      const own = { _all: promises, _href: map.promises, _words: words, _marks: marks };
      Object.assign(this, own, { _fold: fold, _day: day });
    },

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

    /** How many promises stand how, where a map only sums up. */
    counts(promised = {}) {
      const words = this._words;
      const item = ([standing, n]) => {
        const word = words.capital(words.t(`promise.${standing}`));
        return html("li", this._sign(standing), `${word}: ${words.number(n)}`);
      };
      const items = Object.keys(SIGNS)
        .map((standing) => [standing, promised[standing]])
        .filter(([, n]) => n);
      return items.length > 0 && html("ul.list.standings", items.map(item));
    },

    /** The way to the page of all promises. */
    all() {
      const href = this._href && `${this._href}#lang=${this._words.language}`;
      return href && html("p.small", html("a", { href }, this._words.t("promise.all")));
    },

    _sign(standing) {
      const shape = svg("path", { d: SIGNS[standing] });
      const box = { viewBox: "0 0 16 16", "aria-hidden": "true" };
      return svg(`svg.standing.${standing}`, box, shape);
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
