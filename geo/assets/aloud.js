/** Tells those who hear the page what a press has changed, in the language of the page. */
L.AtlasAloud = L.Class.extend({
  initialize(atlas) {
    const { layers, words, say } = atlas;
    Object.assign(this, { _words: words, _say: say, _language: words.language });
    layers.on("toggle", ({ entry }) => {
      const { length } = entry.marks.filter((mark) => mark.there);
      const values = { name: layers.name(entry), entries: words.count(length, "features") };
      if (!atlas.obeying) {
        say(words.t(entry.on ? "tool.shown" : "tool.hidden", values));
      }
    });
  },

  translate() {
    const { language } = this._words;
    if (language !== this._language) {
      this._language = language;
      this._say(this._words.nameOf(language));
    }
  },
});
