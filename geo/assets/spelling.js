(() => {
  // What stands on letters and between their joints: accents, vowel signs, tatweel, apostrophes.
  const SIGNS = /[\p{M}\u0640'\u2019\u02bb\u02bc`]/gu;
  const BETWEEN = /[^\p{L}\p{N}]+/u;
  // The "of" between two names, as in Koh-i-Taftan.
  const OF = ["e", "i"];
  // Words shorter than this must be spelt as they are.
  const LONG = 5;
  // Letters that people take for one another: in Arabic script, then in Latin.
  const ALIKE = [
    [/[يىے]/g, "ی"],
    [/ك/g, "ک"],
    [/[ہةھەح]/g, "ه"],
    [/[ٹط]/g, "ت"],
    [/ڈ/g, "د"],
    [/ڑ/g, "ر"],
    [/ں/g, "ن"],
    [/[صث]/g, "س"],
    [/[ذضظ]/g, "ز"],
    [/ء/g, ""],
    [/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15],
    [/ı/g, "i"],
    [/ə/g, "a"],
    [/gh|q/g, "g"],
    [/([bdjklprtz])h/g, "$1"],
    [/w/g, "v"],
    [/(.{4})[ae]h?$/g, "$1a"],
    [/[eiy]+/g, "i"],
    [/[ou]+/g, "u"],
    [/(\p{L})\1+/gu, "$1"],
  ];

  const fold = (word) => ALIKE.reduce((text, [pattern, one]) => text.replace(pattern, one), word);

  /** The words of a name without what is written in more than one way. */
  const words = (name) =>
    name
      .toLowerCase()
      .normalize("NFKD")
      .replace(SIGNS, "")
      .split(BETWEEN)
      .filter((word) => word && !OF.includes(word))
      .map(fold)
      .filter(Boolean);

  /** Whether a word begins like a typed one but for one letter: another, missing or too much. */
  function near(typed, word) {
    if (typed.length < LONG) {
      return false;
    }
    let at = 0;
    while (at < typed.length && typed[at] === word[at]) {
      at++;
    }
    const [left, right] = [typed.slice(at), word.slice(at)];
    const begins = (skip, drop) => right.slice(skip).startsWith(left.slice(drop));
    const swapped = left[0] === right[1] && left[1] === right[0];
    return begins(1, 1) || begins(1, 0) || begins(0, 1) || (swapped && begins(2, 2));
  }

  /** How well a name fits, the less the better: the same, begins so, has it, or nearly. */
  function fit(typed, name) {
    const [wanted, given] = [typed.join(""), name.join("")];
    const all = (like) => typed.every((word) => name.some((other) => like(word, other)));
    const tests = [
      () => given === wanted,
      () => given.startsWith(wanted),
      () => all((word, other) => other.startsWith(word)),
      () => wanted.length > 2 && given.includes(wanted),
      () => all((word, other) => other.startsWith(word) || near(word, other)),
      () => near(wanted, given),
    ];
    return tests.findIndex((test) => test());
  }

  /** "12 of 89 entries", or how many there are if that is all. */
  const tally = (texts, n, all) =>
    n === all
      ? texts.count(n, "features")
      : texts.t("table.shown", { n: texts.number(n), all: texts.number(all) });

  /** Names as people type them: in any script, with or without accents, nearly right. */
  L.atlasSpelling = { words, fit, tally, NEARLY: 4 };
})();
