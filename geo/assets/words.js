(() => {
  const FALLBACK = "en";
  const ISOLATE = ["\u2068", "\u2069"];
  const PERIOD = /^\d{4}(-\d\d){0,2}$/;

  /** Text, numbers, dates and units in the language of the page. */
  L.AtlasWords = L.Class.extend({
    initialize(payload, language) {
      this._strings = payload.strings;
      this._digits = payload.digits ?? {};
      this._kind = "auto";
      const features = payload.layers.flatMap((layer) => layer.features);
      this._names = new Map(features.map(({ id, name }) => [id, name]));
      this.use(language);
    },

    languages() {
      return Object.keys(this._strings);
    },

    use(language) {
      this.language = this.languages().includes(language) ? language : FALLBACK;
    },

    /** Write numbers in "local" digits, in "latn" ones, or else as the language does. */
    useDigits(kind) {
      this._kind = ["local", "latn"].includes(kind) ? kind : "auto";
    },

    /** The kind of digits that numbers are written in; null where a language has but one. */
    digitsKind() {
      const kind = this._kind === "auto" ? this.t("language.digits") : this._kind;
      return this._digits[this.language] ? kind : null;
    },

    direction(language = this.language) {
      return this._strings[language]?.["language.direction"] ?? "ltr";
    },

    nameOf(language) {
      return this._strings[language]["language.name"];
    },

    has(key) {
      return key in this._strings[FALLBACK];
    },

    /** The string of a key; `{name}` takes a value, isolated where the page runs right to left. */
    t(key, values) {
      const written = this._strings[this.language][key];
      if (written === undefined) {
        throw new Error(`no string ${key}`);
      }
      const pattern = this._prose(written);
      const [open, close] = this.direction() === "rtl" ? ISOLATE : ["", ""];
      return values
        ? pattern.replace(/\{(\w+)\}/g, (_, name) => open + values[name] + close)
        : pattern;
    },

    /** A word from a list that may grow, such as properties: unknown ones stand as they are. */
    word(group, value) {
      const key = `${group}.${value}`;
      return this.has(key) ? this.t(key) : String(value).replace(/[_-]+/g, " ");
    },

    /** A property's name; distance_to_gwadar and its like go on with the names of places. */
    property(name) {
      const parts = name.split("_");
      const key = (length) => `field.${parts.slice(0, length).join("_")}_`;
      const length = parts.findLastIndex((_, at) => this.has(key(at)));
      if (this.has(`field.${name}`) || length < 1) {
        return this.word("field", name);
      }
      return this.t(key(length), { name: this._places(parts.slice(length)).join("\u2013") });
    },

    _places(parts) {
      if (!parts.length) {
        return [];
      }
      const known = (length) => {
        const id = parts.slice(0, length).join("-");
        return this._names.get(id) ?? this._names.get(`${id}-station`);
      };
      const length = parts.findLastIndex((_, at) => known(at + 1)) + 1;
      const name = length ? this.pick(known(length)).text : this.capital(parts[0]);
      return [name, ...this._places(parts.slice(length || 1))];
    },

    capital(text) {
      return text.charAt(0).toUpperCase() + text.slice(1);
    },

    count(n, what) {
      return this.t(`count.${what}.${n === 1 ? "one" : "other"}`, { n: this.number(n) });
    },

    /**
     * The text in the page's language, else in English, with the language it is in; a text that
     * is but a date is in none.
     */
    pick(text) {
      const { [this.language]: own, [FALLBACK]: plain = "" } = text;
      if (own && this.language !== FALLBACK) {
        return { text: this._prose(own), language: this.language };
      }
      const date = PERIOD.test(plain) && this.date(plain);
      return { text: date || plain, language: date ? this.language : FALLBACK };
    },

    /** An element holding a text; marked up as English where the page's language is missing. */
    say(text, tag = "span", attributes = {}) {
      if (typeof text === "string") {
        return L.atlasDom.html(tag, attributes, { dir: "auto" }, text);
      }
      const { text: words, language } = this.pick(text);
      const foreign = language !== this.language;
      const marks = foreign ? { lang: language, dir: this.direction(language) } : {};
      return L.atlasDom.html(tag, attributes, marks, words);
    },

    /** Put a text into an element that stands already. */
    fill(node, text) {
      const { text: words, language } = this.pick(text);
      node.textContent = words;
      node.lang = language;
      node.dir = this.direction(language);
    },

    /** A text with the digits of the page. */
    digits(text) {
      const kind = this.digitsKind();
      return kind
        ? L.atlasNumerals(text, kind === "local" && this._digits[this.language])
        : `${text}`;
    },

    /** A text that somebody wrote: its digits are its own, until the reader chooses others. */
    _prose(text) {
      return this._kind === "auto" ? text : this.digits(text);
    },

    number(value, decimals = 3) {
      const [whole, part] = String(Number(Math.abs(value).toFixed(decimals))).split(".");
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
      const text = part ? `${grouped}.${part}` : grouped;
      return this.digits(value < 0 ? `\u2212${text}` : text);
    },

    /** A value with its unit; a unit without a string of its own is written out after it. */
    measure(value, unit, sign = "") {
      const plain = typeof value === "number" ? this.number(value) : this.digits(value);
      // A sign stands to the left of its number, also where the text runs to the left.
      const n = sign ? `\u2066${sign}${plain}\u2069` : plain;
      const key = `unit.${unit.toLowerCase().replace(/[^\w%]+/g, "_")}`;
      return this.has(key) ? this.t(key, { n }) : `${n} ${unit}`;
    },

    /** A value without a unit; a number between 1000 and 2100 is a year. */
    bare(value) {
      const counted = typeof value === "number" && (value < 1000 || value > 2100);
      return counted ? this.number(value) : this.date(String(value));
    },

    distance(metres, sign) {
      const km = metres / 1000;
      return km < 1
        ? this.measure(Math.round(metres), "m", sign)
        : this.measure(Number(km.toFixed(km < 10 ? 1 : 0)), "km", sign);
    },

    /** A position with no more decimals than its precision in metres bears out. */
    position([lon, lat], precision) {
      const decimals = Math.min(5, Math.max(1, Math.ceil(5 - Math.log10(precision || 10))));
      const write = (value) => this.digits(Math.abs(value).toFixed(decimals));
      return this.t("field.lat_lon", {
        lat: this.t(lat < 0 ? "coordinate.south" : "coordinate.north", { n: write(lat) }),
        lon: this.t(lon < 0 ? "coordinate.west" : "coordinate.east", { n: write(lon) }),
      });
    },
  });
})();
