(() => {
  const { html } = L.atlasDom;

  /** A row of buttons of which one is pressed. */
  L.AtlasChoice = L.Class.extend({
    /** `options` pair the keys of their words with values; `current` tells the one that holds. */
    initialize(words, key, options, current, choose) {
      Object.assign(this, { _words: words, _key: key, _options: options });
      Object.assign(this, { _current: current, _choose: choose });
      this.node = html("div.choice", { role: "group" });
    },

    translate() {
      const words = this._words;
      const value = this._current() ?? null;
      const button = ([name, each]) =>
        html(
          "button",
          {
            type: "button",
            "aria-pressed": String(each === value),
            click: () => {
              this._choose(each);
              this.node.querySelector("[aria-pressed=true]").focus();
            },
          },
          words.t(name),
        );
      this.node.setAttribute("aria-label", words.t(this._key));
      this.node.replaceChildren(...this._options.map(button));
    },
  });

  /** Light or dark: as the reader's machine has it, or as the address says. */
  L.atlasTheme = (theme) => {
    if (theme) {
      document.documentElement.dataset.theme = theme;
    } else {
      delete document.documentElement.dataset.theme;
    }
  };
})();
