(() => {
  const { html } = L.atlasDom;

  /** Which digits numbers are written in, where the language has its own beside 0-9. */
  L.AtlasDigits = class {
    constructor(node, words, choose) {
      Object.assign(this, { _node: node, _words: words });
      const button = ([kind, text]) =>
        html("button", { type: "button", "data-kind": kind, click: () => choose(kind) }, text);
      node.replaceChildren(...Object.entries({ local: "۱۲۳", latn: "123" }).map(button));
    }

    translate() {
      const kind = this._words.digitsKind();
      this._node.hidden = !kind;
      this._node.setAttribute("aria-label", this._words.t("ui.digits"));
      for (const button of this._node.children) {
        button.setAttribute("aria-pressed", button.dataset.kind === kind);
      }
    }
  };
})();
