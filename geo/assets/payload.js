/**
 * Reads the atlas out of the page: what it says several times stands there once.
 * Sources are cited by their place in the list of sources. The lines and areas of a layer, or
 * of a level of the basemap, come in one text, in the order of its features.
 */
L.atlasPayload = (source) => {
  const { parts, texts, shapes, ...payload } = JSON.parse(source);
  const languages = Object.keys(texts);

  const text = (row) =>
    Object.fromEntries(
      languages.map((language) => [language, texts[language][row]]).filter(([, words]) => words),
    );

  // Each entry of the table of parts refers only to entries before it.
  const restore = (value) => {
    if (Array.isArray(value)) {
      return value.map(restore);
    }
    if (value === null || typeof value !== "object") {
      return value;
    }
    if ("$" in value) {
      return parts[value.$];
    }
    if ("#" in value) {
      return text(value["#"]);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item)]));
  };
  for (const [index, part] of parts.entries()) {
    parts[index] = restore(part);
  }
  const { strings: words, ...rest } = payload;
  const table = (column) =>
    Object.fromEntries(words.keys.map((key, at) => [key, column[at]]).filter(([, one]) => one));
  const strings = Object.fromEntries(
    Object.entries(words)
      .filter(([language]) => language !== "keys")
      .map(([language, column]) => [language, table(column)]),
  );
  const whole = { strings, ...restore(rest) };
  const read = (item) => item.units && new L.AtlasArcs(item.units, shapes[item.shapes]);
  for (const level of whole.basemap.levels) {
    level.arcs = read(level);
  }
  for (const layer of whole.layers) {
    const arcs = read(layer);
    for (const feature of layer.features.filter(({ point }) => !point)) {
      Object.assign(feature, arcs.next());
    }
  }
  return whole;
};
