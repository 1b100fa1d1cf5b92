(() => {
  const { html, link, set } = L.atlasDom;
  // A mark gives no more of a publisher's name than so many letters.
  const LONGEST = 24;

  /** A publisher's name without what stands in brackets or after a comma, and cut after a word. */
  function brief(publisher) {
    const [name] = publisher.split(/ \(|[,\u060c] /);
    const cut = name.slice(0, LONGEST).replace(/( (of|the|and|for|&))* \S*$/i, "");
    return name.length > LONGEST ? `${cut}\u2026` : name;
  }

  /** The sources of what a popup tells: small marks where they are cited, and a list at its end. */
  L.AtlasMarks = L.Class.extend({
    initialize(payload, words) {
      Object.assign(this, { _sources: payload.sources, _words: words });
      this.forget();
    },

    /** Begin another popup. */
    forget() {
      this._cited = new Set();
    },

    /** A publisher's name; one that is no name, such as "Unsigned article", may have words. */
    _publisher({ publisher }) {
      const key = `publisher.${publisher}`;
      return this._words.has(key) ? this._words.t(key) : publisher;
    },

    known(ids = []) {
      return ids.filter((id) => this._sources[id]);
    },

    /** When a source was published, in words. */
    date(id) {
      const { published } = this._sources[id] ?? {};
      return published ? this._words.date(published) : this._words.t("evidence.undated");
    },

    /** Whether a value's date is another than its source's; an undated page is dated by its reading. */
    dated(id, date) {
      const { published, accessed = "" } = this._sources[id] ?? {};
      return published ? !published.startsWith(date) : accessed.slice(0, 7) !== date.slice(0, 7);
    },

    /** One small link; whoever hovers or hears it learns all of the source, and `more` besides. */
    mark(id, more = []) {
      const words = this._words;
      const { url, title, published } = this._sources[id];
      const publisher = this._publisher(this._sources[id]);
      this._cited.add(id);
      const name = brief(publisher);
      const text = [name, published && words.year(published)].filter(Boolean).join(" ");
      const full = [text, name !== publisher && publisher, title, this.date(id), ...more];
      const label = full.filter(Boolean).join(words.t("list.comma"));
      const node = link(url, "[", html("bdi", text), "]");
      node.classList.add("atlas-mark");
      return set(node, { title: label, "aria-label": node.href && label });
    },

    /** The marks of all who say a thing. */
    cite(ids, more) {
      return this.known(ids).map((id) => [" ", this.mark(id, more)]);
    },

    /** Every source that was cited, and further ones, with publisher, title and date. */
    items(further) {
      const words = this._words;
      return this.known([...new Set([...this._cited, ...further])]).map((id) => {
        const { title, url, language: lang = "en" } = this._sources[id];
        const named = [
          title && html("bdi", { lang }, title),
          html("bdi", this._publisher(this._sources[id])),
        ].filter(Boolean);
        const comma = words.t("list.comma");
        return html("li", link(url, named[0], named[1] && [comma, named[1]]), comma, this.date(id));
      });
    },
  });
})();
