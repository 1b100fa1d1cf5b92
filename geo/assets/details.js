(() => {
  const { html, link } = L.atlasDom;
  // Lists longer than this fold away behind their heading.
  const LONG = 4;

  /** Everything that is known of a feature, as an article for popup or sheet. */
  L.AtlasDetails = L.Class.extend({
    initialize(payload, words) {
      this._sources = payload.sources;
      this._words = words;
    },

    article(mark) {
      this._cited = [];
      const { feature, layer } = mark;
      const parts = [
        this._status(feature),
        this._history(feature.events ?? []),
        this._position(feature),
        this._lengths(feature),
        this._facts(feature.facts ?? []),
        this._notes(feature),
      ];
      return [
        this._head(feature),
        ...parts,
        this._sourceList(feature),
        this._licence(feature, layer),
      ];
    },

    _head({ kind, name, also, corridor, mode }) {
      const words = this._words;
      const others = words
        .languages()
        .filter((language) => language !== words.pick(name).language && name[language])
        .map((language) =>
          html("span", { lang: language, dir: words.direction(language) }, name[language]),
        );
      const modes = (mode ?? []).map((one) => words.word("mode", one));
      return html(
        "header",
        {},
        html("p", { class: "atlas-kind" }, [words.word("kind", kind), ...modes].join(" · ")),
        words.say(name, "h2", { id: "atlas-name" }),
        html("p", { class: "atlas-others" }, others),
        also?.length
          ? html("p", { class: "atlas-small" }, words.t("ui.also"), " ", ...this._spread(also))
          : null,
        corridor ? words.say(corridor, "p", { class: "atlas-small" }) : null,
      );
    },

    _spread(names) {
      const comma = this._words.t("list.comma");
      return names.flatMap((name, index) => [index ? comma : "", html("bdi", {}, name)]);
    },

    _section(title, ...children) {
      return html("section", {}, html("h3", {}, this._words.t(title)), ...children);
    },

    /** A list under its heading; a long one folds. */
    _list(title, tag, items) {
      if (!items.length) {
        return null;
      }
      const list = html(tag, { class: "atlas-list" }, items);
      if (items.length <= LONG) {
        return this._section(title, list);
      }
      const count = html("span", { class: "atlas-count" }, this._words.number(items.length));
      const summary = html("summary", {}, html("h3", {}, this._words.t(title)), " ", count);
      return html("details", {}, summary, list);
    },

    /** The publisher of a source, linked, and remembered for the list at the end. */
    _cite(ids) {
      const links = (ids ?? [])
        .filter((id) => this._sources[id])
        .map((id) => {
          const { publisher, url } = this._sources[id];
          this._remember(id);
          return link(url, { class: "atlas-cite" }, html("bdi", {}, publisher));
        });
      return links.length
        ? html("span", { class: "atlas-cites" }, " (", this._commas(links), ")")
        : "";
    },

    _commas(nodes) {
      return nodes.flatMap((node, index) => [index ? this._words.t("list.comma") : "", node]);
    },

    _remember(id) {
      if (!this._cited.includes(id)) {
        this._cited.push(id);
      }
    },

    _status({ status, status_date: since, status_what: what, status_sources: sources }) {
      const words = this._words;
      if (!status) {
        return null;
      }
      const word = words.t(`status.${status}`);
      const line = since ? words.t("status.line", { status: word, date: words.date(since) }) : word;
      return html(
        "section",
        {},
        html(
          "p",
          {},
          html("strong", { "data-status": status }, words.capital(line)),
          this._cite(sources),
        ),
        what ? words.say(what, "p") : null,
      );
    },

    _history(events) {
      const words = this._words;
      const item = ({ date, status, what, sources }) =>
        html(
          "li",
          {},
          html("b", {}, words.date(date), status ? ` · ${words.t(`status.${status}`)}` : ""),
          html("br"),
          words.say(what),
          this._cite(sources),
        );
      const summary = html("summary", {}, html("h3", {}, words.t("field.status_history")));
      return events.length < 2
        ? null
        : html("details", {}, summary, html("ol", { class: "atlas-list" }, events.map(item)));
    },

    _position({ accuracy, precision_m: radius, method, point, position_sources: sources }) {
      const words = this._words;
      if (!accuracy) {
        return null;
      }
      const within = words.t("accuracy.within", { distance: words.distance(radius, "\u00b1") });
      const word = words.capital(words.t(`accuracy.${accuracy}`));
      return this._section(
        "accuracy.label",
        html("p", {}, html("strong", {}, word), ` · ${within}`),
        point && html("p", {}, html("bdi", {}, words.position(point, radius))),
        accuracy === "schematic" && html("p", {}, words.t("accuracy.schematic_gloss")),
        method && html("p", { class: "atlas-small" }, words.say(method), this._cite(sources)),
      );
    },

    _lengths({ length_km: km, length_note: note, stated = [] }) {
      const words = this._words;
      if (!km && !stated.length) {
        return null;
      }
      const length = words.measure(Number(Number(km).toFixed(km < 10 ? 1 : 0)), "km");
      const published = stated.map((fact) => this._value(fact));
      return this._section(
        "field.length",
        km && html("p", {}, words.t("length.measured", { length })),
        published.length > 0 && html("p", { class: "atlas-small" }, words.t("length.published")),
        html("ul", { class: "atlas-list" }, published),
        note && words.say(note, "p", { class: "atlas-small" }),
      );
    },

    _facts(facts) {
      const groups = new Map();
      for (const fact of facts) {
        groups.set(fact.property, [...(groups.get(fact.property) ?? []), fact]);
      }
      return this._list(
        "field.facts",
        "ul",
        [...groups].map(([property, group]) => this._group(property, group)),
      );
    },

    _group(property, facts) {
      const words = this._words;
      const same = ({ value, unit }) => JSON.stringify([value, unit]);
      const disagree = new Set(facts.map(same)).size > 1;
      const first = [...facts].sort(
        (a, b) => Number(b.preferred ?? false) - Number(a.preferred ?? false),
      );
      const name = html("b", {}, words.capital(words.word("field", property)));
      return html(
        "li",
        {},
        name,
        disagree ? html("em", {}, " · ", words.t("field.sources_disagree")) : null,
        html(
          "ul",
          { class: "atlas-values" },
          first.map((fact) => this._value(fact)),
        ),
      );
    },

    /** One value with its unit, its date, who says so, and how sure that is. */
    _value(fact) {
      const words = this._words;
      const marks = [
        fact.date && words.date(fact.date),
        fact.confidence && words.t(`field.confidence_${fact.confidence}`),
        fact.preferred && words.t("field.preferred_value"),
      ].filter(Boolean);
      const small = { class: "atlas-small" };
      return html(
        "li",
        {},
        this._amount(fact),
        this._cite([fact.source]),
        marks.length > 0 && html("span", small, ` ${marks.join(" · ")}`),
        [fact.note, fact.reason].filter(Boolean).map((text) => words.say(text, "p", small)),
      );
    },

    _amount({ value, text, unit }) {
      const words = this._words;
      const shown = text ?? value;
      if (typeof shown === "object") {
        return words.say(shown);
      }
      if (unit) {
        return html("bdi", {}, words.measure(shown, unit));
      }
      // A number of four digits without a unit is a year.
      const year = typeof shown === "string" || (shown > 1000 && shown < 2100);
      return html("bdi", {}, year ? words.date(String(shown)) : words.number(shown));
    },

    _notes({ notes, note_sources: sources, left_district: left, right_district: right }) {
      const words = this._words;
      const sides = [left, right].filter(Boolean).map((name) => html("li", {}, words.say(name)));
      const items = (notes ?? []).map((note, index) =>
        html("li", {}, words.say(note), this._cite(sources?.[index])),
      );
      return html(
        "div",
        {},
        sides.length
          ? this._section("field.sides", html("ul", { class: "atlas-list" }, sides))
          : null,
        this._list("field.notes", "ul", items),
      );
    },

    _sourceList({ sources, position_sources: others }) {
      const words = this._words;
      for (const id of [...(sources ?? []), ...(others ?? [])]) {
        this._remember(id);
      }
      const item = (id) => {
        const { publisher, title, url, published } = this._sources[id];
        const named = title ? ["\u2068", title, "\u2069", words.t("list.comma")] : [];
        return html(
          "li",
          {},
          link(url, {}, ...named, html("bdi", {}, publisher)),
          published ? `${words.t("list.comma")}${words.date(published)}` : "",
        );
      };
      const known = this._cited.filter((id) => this._sources[id]);
      return this._list("field.sources", "ol", known.map(item));
    },

    _licence(feature, layer) {
      const credit = feature.credit ?? layer.credit;
      const licence = feature.licence ?? layer.licence;
      const named = link(layer.licence_url, {}, html("bdi", {}, licence));
      return html("footer", {}, html("bdi", {}, credit), " · ", named);
    },
  });
})();
