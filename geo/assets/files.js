(() => {
  const DECIMALS = 5;
  // A spreadsheet takes text that begins so for a formula; an apostrophe keeps it text.
  const FORMULA = /^[=+\-@\t\r]/;
  const COLUMNS = [
    ...["id", "layer", "kind", "name", "name_fa", "name_ur", "countries", "status", "status_date"],
    ...["accuracy", "precision_m", "lon", "lat", "length_km", "as_of", "sources", "licence"],
    ...["credit", "citation"],
  ];
  const NAMES = { name: "en", name_fa: "fa", name_ur: "ur" };

  const round = (value) => Number(value.toFixed(DECIMALS));
  const positions = ({ points }) =>
    points.map((point) => {
      const { lng, lat } = L.atlasGeometry.latLng(point);
      return [round(lng), round(lat)];
    });

  /** Twice the area of a ring, positive if it runs against the clock. */
  const area = (ring) =>
    ring.reduce((sum, [x, y], at) => {
      const [left, low] = ring.at(at - 1);
      return sum + left * y - x * low;
    }, 0);

  /** A closed ring; the outer one runs against the clock, those of holes with it. */
  function turned(shape, at) {
    const ring = positions(shape);
    const closed = String(ring[0]) === String(ring.at(-1)) ? ring : [...ring, ring[0]];
    return area(closed) > 0 === (at === 0) ? closed : closed.reverse();
  }

  /** One part as itself, several as their Multi- kind. */
  const simplest = (type, parts) =>
    parts.length === 1
      ? { type, coordinates: parts[0] }
      : { type: `Multi${type}`, coordinates: parts };

  function geometry({ feature, lines, polygons }) {
    if (feature.point) {
      return { type: "Point", coordinates: feature.point };
    }
    return lines.length
      ? simplest("LineString", lines.map(positions))
      : simplest(
          "Polygon",
          polygons.map((rings) => rings.map(turned)),
        );
  }

  /** The places in the list of sources of all that is cited anywhere within a value. */
  function cited(value) {
    if (value === null || typeof value !== "object") {
      return [];
    }
    return Object.entries(value).flatMap(([key, item]) =>
      /sources?$/.test(key) ? [item].flat(2) : cited(item),
    );
  }

  /** A value as a cell of a table, by RFC 4180. */
  function cell(value) {
    const text = String(value ?? "");
    const safe = typeof value !== "number" && FORMULA.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** What stands on the map on the day that it shows, as files for other programs, in English. */
  L.atlasFiles = ({ payload, time, layers, address }) => {
    const { id, title, by, version, credits, as_of: latest, simplify_m: metres } = payload.map;
    const { day } = time;
    const licences = [...new Set(credits.map(({ licence }) => licence))].filter(Boolean).join(", ");
    const cite = (name, date) => `${name} (${date}). ${by} ${version}. ${licences}. ${address()}`;
    const citation = cite(title.en, latest);

    function sources(feature) {
      const all = [...new Set(cited(feature))].sort((a, b) => a - b);
      return all.map((at) => payload.sources[at]);
    }

    function properties({ feature, layer }) {
      const { status, date } = time.statusOf(feature, day);
      const { licence, credit } = feature.rights ?? layer;
      const names = Object.entries(NAMES).map(([key, language]) => [key, feature.name[language]]);
      return {
        id: feature.id,
        layer: layer.id,
        kind: feature.kind,
        ...Object.fromEntries(names),
        countries: feature.countries,
        status: status ?? null,
        status_date: date ?? null,
        accuracy: feature.accuracy,
        precision_m: feature.precision_m,
        length_km: feature.length_km ?? null,
        as_of: day,
        sources: sources(feature),
        licence,
        credit,
      };
    }

    const shown = (entry) =>
      layers.visible().filter(({ layer }) => !entry || layer.id === entry.id);
    const note = ({ id: name }) =>
      `Lines stray up to ${metres} m from those of layers/${name}.geojson, areas farther.`;

    return {
      cite,

      name: (entry, ending) => `sarhad-${id}-${entry?.id ?? "all"}-${day}.${ending}`,

      geojson(entry) {
        const owed = entry ?? { credit: credits.map(({ text }) => text).join("; ") };
        const features = shown(entry).map((mark) => ({
          type: "Feature",
          id: mark.id,
          properties: properties(mark),
          geometry: geometry(mark),
        }));
        return JSON.stringify({
          type: "FeatureCollection",
          name: entry?.id ?? id,
          as_of: day,
          licence: owed.licence ?? licences,
          credit: owed.credit,
          citation,
          note: note(entry ?? { id: "*" }),
          features,
        });
      },

      csv(entry) {
        const rows = shown(entry).map((mark) => {
          const { sources: all, countries, ...rest } = properties(mark);
          const [lon, lat] = mark.feature.point ?? [];
          const told = all.map(({ publisher, url }) => (url ? `${publisher} <${url}>` : publisher));
          const joined = { countries: countries.join(" "), sources: told.join("; ") };
          return { ...rest, ...joined, lon, lat, citation };
        });
        const lines = rows.map((row) => COLUMNS.map((key) => cell(row[key])));
        return [COLUMNS, ...lines].map((line) => `${line.join(",")}\r\n`).join("");
      },
    };
  };
})();
