(() => {
  const FALLBACK = "en";
  const ISOLATE = ["\u2068", "\u2069"];

  /** The words of the page, which stands in English; other languages come as columns of texts. */
  L.PromiseWords = class {
    constructor({ strings, texts, digits }, page) {
      const find = (name) => [...page.querySelectorAll(`[data-${name}]`)];
      Object.assign(this, { _strings: strings, _digits: digits, language: FALLBACK });
      this._kind = "auto";
      this._said = find("t").map((node) => [node, node.dataset.t]);
      this._labels = find("l").map((node) => [node, node.dataset.l]);
      this._figures = find("n").map((node) => [node, node.textContent]);
      this._pages = find("page");
      const own = [];
      for (const [node, at] of this._said) {
        own[at] = node.textContent;
      }
      for (const [node, at] of this._labels) {
        own[at] = node.getAttribute("aria-label");
      }
      this._texts = { ...texts, [FALLBACK]: own };
    }

    languages() {
      return Object.keys(this._strings);
    }

    has(language) {
      return language in this._strings;
    }

    nameOf(language) {
      return this._strings[language]["language.name"];
    }

    direction(language = this.language) {
      return this._strings[language]["language.direction"];
    }

    t(key, values = {}) {
      const [open, close] = this.direction() === "rtl" ? ISOLATE : ["", ""];
      const pattern = this._strings[this.language][key];
      return this._prose(pattern).replace(/\{(\w+)\}/g, (_, name) => open + values[name] + close);
    }

    /** Write numbers in "local" digits, in "latn" ones, or else as the language does. */
    useDigits(kind) {
      this._kind = ["local", "latn"].includes(kind) ? kind : "auto";
    }

    /** The kind of digits that numbers are written in; null where a language has but one. */
    digitsKind() {
      const kind = this._kind === "auto" ? this.t("language.digits") : this._kind;
      return this._digits[this.language] ? kind : null;
    }

    digits(text) {
      const kind = this.digitsKind();
      return kind
        ? L.atlasNumerals(text, kind === "local" && this._digits[this.language])
        : `${text}`;
    }

    /** A text that was written beforehand: its digits stand, until the reader chooses others. */
    _prose(text) {
      return this._kind === "auto" ? text : this.digits(text);
    }

    /** Every text inside an element in every language, for searching. */
    every(node) {
      const numbers = [...node.querySelectorAll("[data-t]")].map((one) => one.dataset.t);
      const columns = Object.values(this._texts);
      return [node.textContent, ...numbers.flatMap((at) => columns.map((column) => column[at]))];
    }

    /** Turn the whole page to a language; what lacks it stays in English, and says so. */
    use(language) {
      const root = document.documentElement;
      Object.assign(this, { language });
      Object.assign(root, { lang: language, dir: this.direction() });
      for (const [node, at] of this._said) {
        this._fill(node, this._texts[language][at], at);
      }
      for (const [node, at] of this._labels) {
        node.setAttribute("aria-label", this._prose(this._texts[language][at]));
      }
      for (const [node, text] of this._figures) {
        node.textContent = this.digits(text);
      }
      // The maps open in the language of this page.
      for (const link of this._pages) {
        const options = new URLSearchParams(link.hash.slice(1));
        options.set("lang", language);
        link.hash = options;
      }
    }

    _fill(node, text, at) {
      node.textContent = text ? this._prose(text) : this._texts[FALLBACK][at];
      if (text) {
        node.removeAttribute("lang");
        node.removeAttribute("dir");
      } else {
        L.atlasDom.set(node, { lang: FALLBACK, dir: this.direction(FALLBACK) });
      }
    }
  };
})();
