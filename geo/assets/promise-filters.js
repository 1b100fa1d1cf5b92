(() => {
  const { html } = L.atlasDom;
  const MARKS = /[\p{M}\u0640\u200c-\u200f\u2066-\u2069]/gu;
  const ALIKE = [
    [/[يىے]/g, "ی"],
    [/ك/g, "ک"],
    [/[ہةھە]/g, "ه"],
    [/[\u2018\u2019]/g, "'"],
    [/[\u2010-\u2015]/g, "-"],
    [/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15],
  ];

  /** A text without marks and without what people type in more than one way. */
  const fold = (text) =>
    ALIKE.reduce(
      (folded, [pattern, plain]) => folded.replace(pattern, plain),
      text.normalize("NFKD").replace(MARKS, "").toLowerCase(),
    );

  /** What the table is limited to: standings, who promised, about what, and words to be found. */
  L.PromiseFilters = class {
    constructor(standings, form, words, changed) {
      Object.assign(this, { _form: form, _words: words, _changed: changed });
      this._items = [...standings.querySelectorAll("[data-standing]")];
      this._folded = new Map();
      for (const item of this._items) {
        const press = () => this._press(item);
        const button = html("button", { type: "button", "aria-pressed": false, click: press });
        button.append(...item.childNodes);
        item.append(button);
      }
      form.hidden = false;
      form.addEventListener("input", changed);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", () => {
        for (const item of this._items) {
          this._set(item, false);
        }
        // The fields are empty only when the event is over.
        setTimeout(changed);
      });
    }

    clear() {
      this._form.reset();
    }

    /** The rows that fit all filters; each standing is counted among those that fit the others. */
    choose(rows) {
      const fits = rows.filter((row) => this._fits(row));
      const pressed = this._items.filter((item) => this._pressed(item));
      const wanted = new Set(pressed.map((item) => item.dataset.standing));
      for (const item of this._items) {
        const own = fits.filter((row) => row.dataset.standing === item.dataset.standing);
        item.querySelector("[data-n]").textContent = this._words.digits(own.length);
        item.classList.toggle("is-none", own.length === 0);
      }
      const chosen = fits.filter((row) => !wanted.size || wanted.has(row.dataset.standing));
      this._say(chosen.length, rows.length);
      return new Set(chosen);
    }

    _say(n, all) {
      const key = n === all ? "promises.shown_all" : n ? "promises.shown" : "promises.nothing";
      const values = { n: this._words.digits(n), all: this._words.digits(all) };
      this._form.querySelector("[role=status]").textContent = this._words.t(key, values);
      this._form.querySelector("[type=reset]").hidden = n === all;
    }

    _fits(row) {
      const { country, subject, search } = this._form.elements;
      const { country: countries, subject: about } = row.dataset;
      return (
        (!country.value || countries.split(" ").includes(country.value)) &&
        (!subject.value || subject.value === about) &&
        this._holds(row, search.value)
      );
    }

    /** Whether a row has all words that are looked for, in whichever language they are. */
    _holds(row, search) {
      if (!this._folded.has(row)) {
        this._folded.set(row, fold(this._words.every(row).join(" ")));
      }
      const terms = fold(search).split(/\s+/);
      return terms.every((term) => this._folded.get(row).includes(term));
    }

    _pressed(item) {
      return item.firstChild.getAttribute("aria-pressed") === "true";
    }

    _press(item) {
      this._set(item, !this._pressed(item));
      this._changed();
    }

    _set(item, pressed) {
      item.firstChild.setAttribute("aria-pressed", pressed);
    }
  };
})();
