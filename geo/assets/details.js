(() => {
  const { html, link } = L.atlasDom;
  // Lists longer than this fold away behind their heading.
  const LONG = 4;

  /** Returns a function that writes out everything known of a mark, for popup or sheet. */
  L.atlasDetails = (payload, words) => {
    let cited = new Set();

    const small = (...parts) => html("p.small", parts);
    const joined = (nodes) => nodes.flatMap((node, at) => [at > 0 && words.t("list.comma"), node]);
    const section = (title, ...parts) => html("section", html("h3", words.t(title)), parts);

    /** A list under its heading; a long one folds. */
    function list(title, tag, items) {
      const entries = html(`${tag}.list`, items);
      if (items.length <= LONG) {
        return items.length > 0 && section(title, entries);
      }
      const count = html("span.count", words.number(items.length));
      return html("details", html("summary", html("h3", words.t(title)), " ", count), entries);
    }

    /** The publishers of sources, linked, and remembered for the list at the end. */
    function cite(ids = []) {
      const known = ids.filter((id) => payload.sources[id]);
      const links = known.map((id) => {
        cited.add(id);
        const { url, publisher, published = "" } = payload.sources[id];
        const twins = known.filter((one) => payload.sources[one].publisher === publisher);
        const year = twins.length > 1 && words.date(published.slice(0, 4));
        return link(url, html("bdi", [publisher, year].filter(Boolean).join(" ")));
      });
      return links.length > 0 && html("span.cites", " (", joined(links), ")");
    }

    function head({ kind, name, also = [], corridor, mode = [] }) {
      const modes = mode.map((one) => words.word("mode", one));
      const others = words
        .languages()
        .filter((lang) => lang !== words.pick(name).language && name[lang])
        .map((lang) => html("span", { lang, dir: words.direction(lang) }, name[lang]));
      return html(
        "header",
        html("p.kind", words.capital([words.word("kind", kind), ...modes].join(" · "))),
        words.say(name, "h2", { id: "atlas-name" }),
        html("p.others", others),
        also.length > 0 &&
          small(words.t("ui.also"), " ", joined(also.map((one) => html("bdi", one)))),
        corridor && words.say(corridor, "p.small"),
      );
    }

    function status(feature) {
      const { status: word, status_date: date, status_what: what, status_sources: ids } = feature;
      if (!word) {
        return null;
      }
      const since = { status: words.t(`status.${word}`), date: words.date(date ?? "") };
      const line = words.capital(date ? words.t("status.line", since) : since.status);
      return html(
        "section",
        html("p", html("strong", line), cite(ids)),
        what && words.say(what, "p"),
        feature.disputed && html("p", html("em", words.t("field.sources_disagree"))),
      );
    }

    function history(events = []) {
      const items = events.map(({ date, status: word, what, sources }) => {
        const when = html("b", words.date(date), word && ` · ${words.t(`status.${word}`)}`);
        return html("li", when, html("br"), words.say(what), cite(sources));
      });
      const title = events.some((event) => event.status)
        ? words.t("field.status_history")
        : words.t("field.timeline");
      const summary = html("summary", html("h3", title));
      return items.length > 1 && html("details", summary, html("ol.list", items));
    }

    function position({ accuracy, precision_m: radius, method, point, position_sources: ids }) {
      const within = words.t("accuracy.within", { distance: words.distance(radius, "\u00b1") });
      return section(
        "accuracy.label",
        html("p", html("strong", words.capital(words.t(`accuracy.${accuracy}`))), ` · ${within}`),
        point && html("p", html("bdi", words.position(point, radius))),
        accuracy === "schematic" && html("p", words.t("accuracy.schematic_gloss")),
        method && small(words.say(method), cite(ids)),
      );
    }

    function lengths({ length_km: km, length_note: note, stated = [] }) {
      const length = words.measure(Number((km ?? 0).toFixed(km < 10 ? 1 : 0)), "km");
      const parts = [
        km && html("p", words.t("length.measured", { length })),
        stated.length > 0 && small(words.t("length.published")),
        stated.length > 0 && html("ul.list", stated.map(value)),
        note && words.say(note, "p.small"),
      ];
      return parts.some(Boolean) && section("field.length", parts);
    }

    /** One value with its unit, its date, who says so, and how sure that is. */
    function value({ date, source, confidence, preferred, note, reason, ...fact }) {
      const marks = [
        date && words.date(date),
        confidence && words.t(`confidence.${confidence}`),
        preferred && words.t("field.preferred_value"),
      ].filter(Boolean);
      return html(
        "li",
        amount(fact),
        cite([source]),
        marks.length > 0 && html("span.small", ` · ${marks.join(" · ")}`),
        [note, reason].map((text) => text && words.say(text, "p.small")),
      );
    }

    function amount({ value: plain, text, unit }) {
      const shown = text ?? plain;
      if (typeof shown === "object") {
        return words.say(shown);
      }
      return html("bdi", unit ? words.measure(shown, unit) : words.bare(shown));
    }

    function facts(all = []) {
      const groups = new Map();
      for (const fact of all) {
        groups.set(fact.property, [...(groups.get(fact.property) ?? []), fact]);
      }
      return list("field.facts", "ul", [...groups].map(group));
    }

    /** What is said of one property: the value used first, and whether the others agree. */
    function group([property, members]) {
      const said = new Set(members.map((fact) => JSON.stringify([fact.value, fact.unit])));
      const first = [...members].sort((a, b) => Boolean(b.preferred) - Boolean(a.preferred));
      return html(
        "li",
        html("b", words.capital(words.property(property))),
        said.size > 1 && html("em", " · ", words.t("field.sources_disagree")),
        html("ul.values", first.map(value)),
      );
    }

    function notes({ notes: texts = [], note_sources: ids = [], left_district, right_district }) {
      const sides = [left_district, right_district].filter(Boolean);
      const items = texts.map((text, at) => html("li", words.say(text), cite(ids[at])));
      return [
        sides.length > 0 &&
          section(
            "field.sides",
            sides.map((name) => words.say(name, "p")),
          ),
        list("field.notes", "ul", items),
      ];
    }

    function sources(feature) {
      const all = [...cited, ...(feature.sources ?? []), ...(feature.position_sources ?? [])];
      const items = [...new Set(all)]
        .filter((id) => payload.sources[id])
        .map((id) => {
          const { publisher, title, url, published } = payload.sources[id];
          const named = joined([title, publisher].filter(Boolean).map((text) => html("bdi", text)));
          return html(
            "li",
            link(url, named),
            published && [words.t("list.comma"), words.date(published)],
          );
        });
      return list("field.sources", "ol", items);
    }

    /** What is told of the whole line that a section belongs to. */
    function whole({ corridor_id: id }) {
      const line = payload.corridors[id];
      const title = line && html("h3", words.t("field.whole_line"), " ", words.say(line.name));
      const parts = line && [
        status(line),
        history(line.events),
        lengths(line),
        facts(line.facts),
        notes(line),
      ];
      return line && html("details", html("summary", title), parts);
    }

    /** Where a map only sums up, the way to the one that tells all. */
    function more({ told_at: id }) {
      const map = payload.map.links.find((one) => one.id === id);
      const address = map && { href: `${map.href}#lang=${words.language}` };
      return map && html("p", words.t("ui.told_at"), " ", words.say(map.title, "a", address));
    }

    function licence({ licence: name, licence_url: url, credit }) {
      return html("footer", html("bdi", credit), " · ", link(url, html("bdi", name)));
    }

    return ({ feature, layer }) => {
      cited = new Set();
      return [
        head(feature),
        status(feature),
        history(feature.events),
        feature.accuracy && position(feature),
        lengths(feature),
        facts(feature.facts),
        notes(feature),
        whole(feature),
        sources(feature),
        more(layer),
        licence(feature.rights ?? layer),
      ];
    };
  };
})();
