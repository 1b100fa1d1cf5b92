(() => {
  const { html, svg } = L.atlasDom;
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

  /** What has been promised of a thing, in brief: how many promises stand how. */
  L.AtlasPledges = L.Class.extend({
    statics: { SIGNS },

    initialize(payload, words, marks, fold, day) {
      const { promises = {}, map } = payload;
      const own = { _all: promises, _href: map.promises, _words: words, _marks: marks };
      Object.assign(this, own, { _fold: fold, _day: day });
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
  });
})();
