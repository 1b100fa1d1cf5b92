(() => {
  const { html, set } = L.atlasDom;
  const { words: spell, fit, tally, NEARLY } = L.atlasSpelling;
  const MOST = 12;
  const LIST = "atlas-hits";
  const STEPS = { ArrowDown: 1, ArrowUp: -1 };
  // Of two things that fit alike, one nearer to what the map is about comes first.
  const [LINE, GROUND] = [2.5, 9];
  // A name that is spelt as it was typed fits better than one that only sounds so.
  const LITERAL = 1.5;
  // A name of the ground is shown so many zooms closer than its rank: countries from afar.
  const [FAR, NEAR] = [4, 8];

  /** Finds things, whole lines and names of the ground by any of their names, nearly right too. */
  L.AtlasSearch = L.Class.extend({
    initialize(atlas) {
      const { words, say, layers } = atlas;
      Object.assign(this, { _atlas: atlas, _words: words, _say: say, _layers: layers });
      this._input = html("input", {
        type: "search",
        role: "combobox",
        maxlength: 80,
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
        enterkeyhint: "search",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": LIST,
        input: () => this._search(),
        keydown: (event) => this._press(event),
        blur: () => this._show([]),
      });
      this._list = html("ul.hits", {
        id: LIST,
        role: "listbox",
        hidden: true,
        // The field keeps the focus until something is chosen.
        mousedown: (event) => event.preventDefault(),
        click: ({ target }) => this._choose(this._hits[target.closest("li")?.dataset.at]),
      });
      this._none = html("p.hits", { hidden: true });
      const slot = atlas.find("search");
      slot.append(this._input, this._list, this._none);
      slot.hidden = false;
    },

    translate() {
      const label = this._words.t("search.label");
      set(this._input, { "aria-label": label, placeholder: label });
      set(this._list, { "aria-label": label });
      this._show([]);
    },

    /** All that can be found, each by its names as they are folded; made when first asked for. */
    _index() {
      const { payload } = this._atlas;
      const marks = [...this._layers.marks.values()];
      const languages = this._words.languages();
      const names = ({ name, also = [] }) => {
        const own = languages.map((one) => name[one]).filter(Boolean);
        return [...own, ...also].map((text) => ({ text, words: spell(text) }));
      };
      const whole = new Map();
      for (const mark of marks.filter(({ feature }) => feature.corridor)) {
        const { corridor } = mark.feature;
        const line = whole.get(corridor.en) ?? { name: corridor, kind: "line", rank: LINE };
        whole.set(corridor.en, { ...line, marks: [...(line.marks ?? []), mark] });
      }
      for (const { name, also } of payload.lines ?? []) {
        Object.assign(whole.get(name.en) ?? {}, { also });
      }
      const entries = [
        ...marks.map((mark) => ({ ...mark.feature, rank: mark.rank, marks: [mark] })),
        ...whole.values(),
        ...(payload.basemap.labels ?? []).map((one) => ({ ...one, order: GROUND })),
      ];
      this._entries ??= entries.map((entry) => ({ ...entry, names: names(entry) }));
      return this._entries;
    },

    /** What fits, the best first; what fits only nearly, if nothing else does. */
    _find(text) {
      const typed = spell(text);
      const literal = (name) => (name.toLowerCase().includes(text.toLowerCase()) ? LITERAL : 0);
      const best = (entry) =>
        entry.names
          .map((name) => ({ entry, text: name.text, at: fit(typed, name.words) }))
          .filter(({ at }) => at >= 0)
          .map((hit) => ({ ...hit, at: hit.at - literal(hit.text) }))
          .sort((a, b) => a.at - b.at)
          .slice(0, 1);
      const found = typed.length ? this._index().flatMap(best) : [];
      const order = ({ at, entry }) => at * 100 + (entry.order ?? 0) + entry.rank;
      found.sort((a, b) => order(a) - order(b));
      return found.filter(({ at }) => at < NEARLY || found[0].at >= NEARLY);
    },

    _search() {
      const text = this._input.value.trim();
      const found = this._find(text);
      this._show(found.slice(0, MOST));
      this._none.hidden = !text || found.length > 0;
      this._none.replaceChildren(this._words.t("search.none"), " ", html("bdi", text));
      const none = this._none.hidden ? "" : this._none.textContent;
      this._say(found.length ? tally(this._words, this._hits.length, found.length) : none);
    },

    _show(hits) {
      this._hits = hits;
      this._list.replaceChildren(...hits.map((hit, at) => this._option(hit, at)));
      this._list.hidden = !hits.length;
      this._none.hidden = true;
      set(this._input, { "aria-expanded": String(hits.length > 0) });
      this._point(-1);
    },

    _option({ entry, text }, at) {
      const words = this._words;
      const name = words.pick(entry.name).text;
      const layer = entry.marks && this._layers.name(entry.marks[0].layer);
      const about = [words.word("kind", entry.kind), layer].filter(Boolean).join(" \u00b7 ");
      const spelt = text !== name && html("bdi.spelt", text);
      const known = { role: "option", id: `${LIST}-${at}`, "data-at": String(at) };
      return html("li", known, html("bdi", name), " ", spelt, " ", html("span.small", about));
    },

    _point(at) {
      this._at = at;
      for (const [place, option] of [...this._list.children].entries()) {
        option.setAttribute("aria-selected", place === at);
      }
      const option = this._list.children[at];
      option?.scrollIntoView({ block: "nearest" });
      this._input.setAttribute("aria-activedescendant", option?.id ?? "");
    },

    _press(event) {
      const { key } = event;
      const { length } = this._hits;
      if (key in STEPS && length) {
        this._point((this._at + STEPS[key] + (this._at < 0 && STEPS[key] < 0) + length) % length);
      } else if (key === "Enter") {
        this._choose(this._hits[Math.max(this._at, 0)]);
      } else if (key === "Escape" && this._input.value) {
        this._clear();
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },

    _clear() {
      this._input.value = "";
      this._show([]);
    },

    _choose(hit) {
      if (hit) {
        this._clear();
        this._go(hit.entry);
      }
    },

    /** Turn to what was chosen, on a day on which it is there. */
    _go({ marks, point, rank, name }) {
      const { map, show, say } = this._atlas;
      if (marks) {
        const boxes = marks.map((mark) => mark.bounds());
        show(
          marks[0],
          boxes.reduce((all, box) => all.extend(box), L.latLngBounds([])),
        );
      } else {
        const [lng, lat] = point;
        map.setView([lat, lng], Math.min(FAR + rank, NEAR));
        map.getContainer().focus();
        say(this._words.pick(name).text);
      }
    },
  });
})();
