/** Reads the atlas out of the page: what it says several times stands there once. */
L.atlasPayload = (source) => {
  const { parts, texts, sources, ...payload } = JSON.parse(source);
  const languages = Object.keys(texts);
  const CITES = /sources?$/;

  const text = (row) =>
    Object.fromEntries(
      languages.map((language) => [language, texts[language][row]]).filter(([, words]) => words),
    );
  // Sources are cited by their place in the list.
  const cited = (value) => (Array.isArray(value) ? value.map(cited) : sources[value].id);

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
    const entry = ([key, item]) => [key, CITES.test(key) ? cited(item) : restore(item)];
    return Object.fromEntries(Object.entries(value).map(entry));
  };
  for (const [index, part] of parts.entries()) {
    parts[index] = restore(part);
  }
  const { strings, ...rest } = payload;
  const known = Object.fromEntries(sources.map(({ id, ...about }) => [id, restore(about)]));
  return { strings, sources: known, ...restore(rest) };
};
