(() => {
  const { html } = L.atlasDom;

  /** Which digits numbers are written in, where the language has its own beside 0-9. */
  L.AtlasDigits = class {
    constructor(node, words, choose) {
      Object.assign(this, { node, _words: words });
      const press = (kind) => {
        choose(kind);
        // Where the page was written anew, the focus comes back.
        node.querySelector("[aria-pressed=true]").focus();
      };
      const button = ([kind, text]) =>
        html("button", { type: "button", "data-kind": kind, click: () => press(kind) }, text);
      node.replaceChildren(...Object.entries({ local: "۱۲۳", latn: "123" }).map(button));
    }

    translate() {
      const kind = this._words.digitsKind();
      this.node.hidden = !kind;
      this.node.setAttribute("aria-label", this._words.t("ui.digits"));
      for (const button of this.node.children) {
        button.setAttribute("aria-pressed", button.dataset.kind === kind);
      }
    }
  };
})();
