(() => {
  const { html, iconButton } = L.atlasDom;
  const CLOSE = "M5 5 15 15M15 5 5 15";
  const TYPES = { geojson: "application/geo+json", csv: "text/csv" };
  // Long enough for any browser to take up a file that is saved.
  const KEPT_MS = 60_000;

  // A sandboxed frame may not save files, and says so on the console: there they are copied.
  const boxed = () => parent !== window && origin === "null";

  /** Hand a file to the reader. */
  function save(name, type, text) {
    const href = URL.createObjectURL(new Blob([text], { type }));
    html("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
  }

  /** Put a text on the clipboard, also where a frame has no leave to; tells whether it is there. */
  async function copy(text, beside) {
    const before = document.activeElement;
    const held = html("textarea.unseen", { readonly: true, "aria-hidden": "true" });
    held.value = text;
    beside.append(held);
    held.select();
    const copied = document.execCommand("copy");
    held.remove();
    before.focus();
    const refused = () => false;
    return copied || navigator.clipboard?.writeText(text).then(() => true, refused);
  }

  /** What a reader can take along: the address, a snippet for an article, the data, a citation. */
  L.AtlasShare = L.Class.extend({
    initialize(atlas) {
      this.atlas = atlas;
      this.t = (key, values) => atlas.words.t(key, values);
      const click = () => this.open();
      this._button = html("button", { type: "button", "aria-haspopup": "dialog", click });
      atlas.find("actions").append(this._button);
    },

    translate() {
      this._button.textContent = this.t("share.title");
    },

    open() {
      const { atlas, t } = this;
      const { words, payload } = atlas;
      this._files = L.atlasFiles({ ...atlas, address: () => this._address() });
      // The live region of the page is out of reach as long as the dialog is open.
      this._told = html("p.told", { role: "status" });
      const { title, as_of: day } = payload.map;
      const cited = this._files.cite(words.pick(title).text, words.date(day));
      const dialog = html(
        "dialog.share",
        {
          "aria-labelledby": "atlas-share",
          close: ({ target }) => target.remove(),
          // Escape is for the dialog, not for what is open below it.
          keydown: (event) => event.stopPropagation(),
        },
        html("h2", { id: "atlas-share" }, t("share.title")),
        iconButton(t("ui.close"), CLOSE, () => dialog.close()),
        this.field("share.address", "input", this._address()),
        L.atlasEmbed(this),
        this._data(),
        this.field("share.cite", "textarea", cited),
        this._told,
      );
      document.body.append(dialog);
      dialog.showModal();
    },

    /** Where the page is found: as it was told when it was built, else as it was opened. */
    page() {
      const { id, url } = this.atlas.payload.map;
      const { protocol, origin: site, pathname } = location;
      return url ?? (protocol.startsWith("http") ? site + pathname : `${id}.html`);
    },

    /** What the map shows now, as options of an address. */
    shown() {
      const { words, layers, time } = this.atlas;
      const date = time.day === time.asOf ? null : time.day;
      const feature = layers.chosen?.id ?? null;
      return { lang: words.language, layers: layers.text(), date, feature };
    },

    _address() {
      const theme = L.atlasAddress.read("theme") ?? null;
      const options = { ...this.shown(), view: this.atlas.view.text(), theme, parent: null };
      const here = L.atlasAddress.with(options);
      return location.protocol === "file:" ? here : `${this.page()}#${here.split("#")[1]}`;
    },

    /** A text to copy, with its name and a button; what leads to it stands before. */
    field(key, tag, text, ...before) {
      const name = this.t(key);
      const focus = ({ target }) => target.select();
      const field = html(tag, { readonly: true, dir: "auto", "aria-label": name, focus });
      field.value = text;
      const button = this.copier(this.t("share.copy"), name, () => field.value);
      return html("section", html("h3", name), before, html("div.row", field, button));
    },

    /** A button that copies a text and says so. */
    copier(label, about, text) {
      const click = async ({ currentTarget }) => {
        this._told.textContent = "";
        const done = await copy(text(), currentTarget.parentNode);
        this._told.textContent = this.t(done ? "share.copied" : "share.failed");
      };
      return html("button", { type: "button", "aria-label": `${label}: ${about}`, click }, label);
    },

    select(name, key, options) {
      const choices = options.map(([value, text]) => html("option", { value }, text));
      return html("label", this.t(key), html("select", { name }, choices));
    },

    _data() {
      const { atlas, t, _files: files } = this;
      const { layers, words, payload } = atlas;
      const on = layers.all.filter((entry) => entry.on);
      const names = on.map((entry) => [entry.id, layers.name(entry)]);
      const choice = this.select("layer", "share.layer", [["", t("share.all")], ...names]);
      const chosen = () => on.find(({ id }) => id === choice.lastChild.value);
      const text = (format) => files[format](chosen());
      const button = ([label, format]) => {
        const name = () => files.name(chosen(), format);
        const click = () => save(name(), TYPES[format], text(format));
        return boxed()
          ? this.copier(label, t("share.copy"), () => text(format))
          : html("button", { type: "button", click }, label);
      };
      const formats = [
        ["GeoJSON", "geojson"],
        ["CSV", "csv"],
      ];
      const distance = words.distance(payload.map.simplify_m);
      return html(
        "section",
        html("h3", t("share.data")),
        html("div.row", choice, formats.map(button)),
        html("p", t("share.coarse", { distance, folder: "layers/" })),
      );
    },
  });
})();
