(() => {
  const sameValue = ({ value, unit }) => JSON.stringify([value.en ?? value, unit]);

  /** Rows by what they have in common, in the order of the first of each. */
  function by(rows, key) {
    const groups = new Map();
    for (const row of rows) {
      groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
    }
    return [...groups.values()];
  }

  /** Facts on one property, of one part or time, by the values that they give: preferred first. */
  function grouped(facts) {
    return by(facts, ({ property, of }) => JSON.stringify([property, of?.en])).map((group) => {
      const first = [...group].sort((a, b) => Boolean(b.preferred) - Boolean(a.preferred));
      return { ...first[0], values: by(first, sameValue) };
    });
  }

  /** How far apart the numbers among values are; null unless they are of one unit. */
  function spread({ value: used, values }) {
    const numbers = values.flat().filter(({ value }) => typeof value === "number");
    const all = numbers.map(({ value }) => value);
    const [lowest, highest] = [Math.min(...all), Math.max(...all)];
    const [unit, ...others] = new Set(numbers.map((fact) => fact.unit));
    if (lowest >= highest || others.length > 0) {
      return null;
    }
    const apart = highest - lowest;
    return { lowest, highest, apart, unit, share: (apart / Math.abs(used)) * 100 || null };
  }

  /** The detail, in metres, at which a line measured at several has a length, if there is one. */
  function detailOf(ladder, length) {
    const at = ladder.findIndex(([, km], step) => km >= length && ladder[step + 1]?.[1] <= length);
    if (at < 0) {
      return null;
    }
    const [[fine, longer], [coarse, shorter]] = ladder.slice(at);
    return fine * (coarse / fine) ** ((longer - length) / (longer - shorter || 1));
  }

  /** Published lengths that a line has at some detail: preferred first, then by how many say so. */
  function seen(ladder, stated) {
    const weight = (facts) => (facts[0].preferred ? Number.MAX_VALUE : facts.length);
    return grouped(stated.filter(({ unit, of }) => unit === "km" && !of))
      .flatMap(({ values }) => values)
      .sort((a, b) => weight(b) - weight(a))
      .map((facts) => ({ facts, km: facts[0].value, detail: detailOf(ladder, facts[0].value) }))
      .filter(({ detail }) => detail);
  }

  /** What can be reckoned of facts without a page. */
  L.atlasEvidence = { by, grouped, spread, detailOf, seen };
})();
