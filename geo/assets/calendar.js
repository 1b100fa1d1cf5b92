(() => {
  const PARTS = { timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" };
  // Numbers alone are the same in all browsers; names of months and their order are not.
  const format = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", PARTS);
  const has = format.resolvedOptions().calendar === "persian";

  const persian = (time) =>
    Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));

  /** First and last day of a day, a month or a year, by the Persian calendar. */
  const ends = ([year, month, day]) => [
    persian(Date.UTC(year, (month ?? 1) - 1, day ?? 1)),
    persian(Date.UTC(year, day ? month - 1 : (month ?? 12), day ?? 0)),
  ];

  L.AtlasWords.include({
    /** "2023-05-18", "2023-05" and "2023" as a reader would write them; other text as it is. */
    date(text) {
      const [, ...period] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text) ?? [];
      if (!period.length) {
        return this.digits(text);
      }
      const [year, month, day] = period;
      const date = this._dated("greg", { year, month, day });
      return this._persian() ? `${this._span(period)} (${date})` : date;
    },

    /** The same where there is little room: by the language's own calendar alone. */
    brief(text) {
      return this._persian() ? this._span(text.split("-")) : this.date(text);
    },

    /** The year alone, by the language's own calendar; from which to which, where that is open. */
    year(text) {
      if (!this._persian()) {
        return this.digits(text.slice(0, 4));
      }
      const years = ends(text.split("-")).map(({ year }) => this.digits(year));
      return [...new Set(years)].join("\u2013");
    },

    _persian() {
      return has && this.t("language.calendar") === "persian";
    },

    _dated(calendar, { year, month, day }) {
      const values = {
        year: this.digits(year),
        month: month && this.t(`month.${calendar}.${Number(month)}`),
        day: day && this.digits(Number(day)),
      };
      const form = day ? "date.day" : month ? "date.month" : "date.year";
      return this.t(form).replace(/\{(\w+)\}/g, (_, name) => values[name]);
    },

    /** The days, months or years of the Persian calendar that a period reaches over. */
    _span(period) {
      const [, month, day] = period;
      const [from, to] = ends(period);
      if (day) {
        return this._dated("persian", from);
      }
      if (!month) {
        // Two years alone would stand from left to right; a mark turns them.
        return `\u200f${this.year(period[0])}`;
      }
      const until = this._dated("persian", { year: to.year, month: to.month });
      // A Gregorian month lies in two of the Persian calendar, in March in two years.
      return from.year === to.year
        ? `${this.t(`month.persian.${from.month}`)}\u2013${until}`
        : `${this._dated("persian", { year: from.year, month: from.month })} \u2013 ${until}`;
    },
  });
})();
