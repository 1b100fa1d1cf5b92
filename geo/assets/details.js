(() => {
  const { html, link } = L.atlasDom;
  // Lists longer than this fold away behind their heading.
  const LONG = 4;

  /** Part of a popup that unfolds; by its key it is found again when the popup is written anew. */
  const fold = (key, title, ...parts) =>
    html("details", { "data-fold": String(key) }, html("summary", title), html("div", parts));

  /**
   * Returns a function that writes out everything known of a mark, for popup or sheet: first what
   * a reader wants, then the facts, then the doubts. `time`, if there is one, tells the day.
   */
  L.atlasDetails = (payload, words, time) => {
    const day = () => L.atlasPromises.first(time?.day ?? payload.map.as_of);
    const past = () => time && !time.atRest;
    const marks = new L.AtlasMarks(payload, words);
    const facts = new L.AtlasFacts(words, marks, fold);
    const curve = new L.AtlasCurve(words, marks, fold);
    const pledges = new L.AtlasPledges(payload, words, marks, fold, day);
    // Within a part that unfolds, headings are of the next level.
    let level = 3;

    const small = (...parts) => html("p.small", parts);
    const names = (all) =>
      all.map((one, at) => [at > 0 && words.t("list.comma"), html("bdi", one)]);
    const rest = (n) => html("span.small", words.t("evidence.more", { n: words.number(n) }));
    const heading = (title) => html(`h${level}`, words.t(title));
    const section = (title, ...parts) =>
      parts.flat().some(Boolean) && html("section", heading(title), parts);

    /** A list under its heading; a long one folds. */
    function list(title, tag, items) {
      const entries = html(`${tag}.list`, { "data-digits": words.digitsKind() }, items);
      if (items.length <= LONG) {
        return items.length > 0 && section(title, entries);
      }
      const count = html("span.count", words.number(items.length));
      return fold(title, [heading(title), " ", count], entries);
    }

    function head({ kind, name, also = [], corridor, mode = [] }) {
      const modes = mode.map((one) => words.word("mode", one));
      const others = words
        .languages()
        .filter((lang) => lang !== words.pick(name).language && name[lang])
        .map((lang) => html("span", { lang, dir: words.direction(lang) }, name[lang]));
      return html(
        "header",
        html("p.kind", words.capital([words.word("kind", kind), ...modes].join(" \u00b7 "))),
        words.say(name, "h2", { id: "atlas-name" }),
        html("p.others", others),
        also.length > 0 && small(words.t("ui.also"), " ", names(also.slice(0, LONG))),
        also.length > LONG &&
          fold("also", rest(also.length - LONG), small(names(also.slice(LONG)))),
        corridor && words.say(corridor, "p.small"),
      );
    }

    /** "Operating since 18 May 2023"; the day that the map shows needs no second mention. */
    function since({ status, date }, day) {
      const word = words.t(status ? `status.${status}` : "evidence.not_yet");
      return date && date !== day
        ? words.t("status.line", { status: word, date: words.date(date) })
        : word;
    }

    /** What stands now; of an earlier day, what stood then. */
    function standing(now) {
      const day = past() && time.day;
      const told = since(now, day);
      const then = day && { date: words.date(day), status: told };
      return words.capital(then ? words.t("evidence.on_day", then) : told);
    }

    /** What a thing is, since when, who says so: on the day that the map shows. */
    function status(thing) {
      const { status_date: date, status_what: what, status_sources: sources, disputed } = thing;
      const now = past() ? time.statusOf(thing) : { status: thing.status, date, what, sources };
      return (
        thing.status &&
        html(
          "section",
          html("p", html("strong", standing(now)), marks.cite(now.sources)),
          now.what && words.say(now.what, "p"),
          disputed && html("p", html("em", words.t("field.sources_disagree"))),
        )
      );
    }

    function doubts(thing) {
      const all = facts.doubts(thing);
      const left = all.splice(LONG);
      const more = left.length > 0 && fold("doubts", rest(left.length), left);
      return section("field.sources_disagree", all, more);
    }

    function position({ accuracy, precision_m: radius, method, point, position_sources: ids }) {
      const within = words.t("accuracy.within", { distance: words.distance(radius, "\u00b1") });
      const sure = html("strong", words.capital(words.t(`accuracy.${accuracy}`)));
      return section(
        "accuracy.label",
        html("p", sure, ` \u00b7 ${within}`),
        point && html("p", html("bdi", words.position(point, radius))),
        accuracy === "schematic" && html("p", words.t("accuracy.schematic_gloss")),
        method && small(words.say(method), marks.cite(ids)),
      );
    }

    function notes({ notes: texts = [], note_sources: ids = [], left_district, right_district }) {
      const sides = [left_district, right_district].filter(Boolean);
      const items = texts.map((text, at) => html("li", words.say(text), marks.cite(ids[at])));
      return [
        section(
          "field.sides",
          sides.map((name) => words.say(name, "p")),
        ),
        list("field.notes", "ul", items),
      ];
    }

    function promises({ promises: ids, promised }) {
      const told = [pledges.list?.(ids), !past() && pledges.counts(promised)];
      return told.some(Boolean) && section("promise.title", told, pledges.all());
    }

    function history({ events = [] }) {
      const told = events.filter(({ what }) => what);
      const items = told.map(({ date, status: word, what, sources }) => {
        const when = html("b", words.date(date), word && ` \u00b7 ${words.t(`status.${word}`)}`);
        return html("li", when, html("br"), words.say(what), marks.cite(sources));
      });
      const turns = events.some((event) => event.status);
      const title = heading(turns ? "field.status_history" : "field.timeline");
      return items.length > 1 && fold("history", title, html("ul.list", items));
    }

    /** All that is told of a thing, of a whole line or of a matter. */
    function told(thing) {
      return [
        status(thing),
        section("field.facts", facts.lines(thing, curve.figure(thing))),
        doubts(thing),
        thing.accuracy && position(thing),
        notes(thing),
        promises(thing),
        history(thing),
      ];
    }

    function inside(key, title, thing) {
      level += 1;
      const parts = told(thing);
      level -= 1;
      return fold(key, title, parts);
    }

    /** What is told of the whole line that a section belongs to. */
    function whole({ corridor_id: id }) {
      const line = payload.corridors[id];
      const title = () => html("h3", words.t("field.whole_line"), " ", words.say(line.name));
      return line && inside("whole", title(), line);
    }

    /** Matters that have no place of their own on the map. */
    function matters({ topics: own = [], corridor_id: id }) {
      const ids = new Set([...own, ...(payload.corridors[id]?.topics ?? [])]);
      const known = [...ids].map((one) => payload.topics?.[one]).filter(Boolean);
      const parts = known.map((topic) => inside(topic.id, words.say(topic.name, "h4"), topic));
      return section("evidence.told_here", parts);
    }

    /** Where a map only sums up, the way to the one that tells all. */
    function more({ told_at: id }) {
      const map = payload.map.links.find((one) => one.id === id);
      const address = map && { href: `${map.href}#lang=${words.language}` };
      return map && html("p", words.t("ui.told_at"), " ", words.say(map.title, "a", address));
    }

    function licence({ licence: name, licence_url: url, credit }) {
      return html("footer", html("bdi", credit), " \u00b7 ", link(url, html("bdi", name)));
    }

    return ({ feature, layer }) => {
      marks.forget();
      return [
        head(feature),
        told(feature),
        whole(feature),
        matters(feature),
        list(
          "field.sources",
          "ol",
          marks.items([...(feature.sources ?? []), ...(feature.position_sources ?? [])]),
        ),
        more(layer),
        licence(feature.rights ?? layer),
      ];
    };
  };
})();
