(() => {
  // A code keeps its digits wherever it stands: ML-3, BP-250, MP 250.
  const PARTS = /[A-Z]{1,4} \d+|[\w./:-]*[A-Za-z][\w./:-]*|[\d۰-۹]+(?:[.,٫٬][\d۰-۹]+)*/g;
  const LATIN = { "٫": ".", "٬": "," };
  const LOCAL = { ".": "٫", ",": "٬" };

  /** A text with its numbers in a language's own digits; in 0-9, if none are given. */
  L.atlasNumerals = (text, own) => {
    const turned = own
      ? (sign) => own[sign] ?? LOCAL[sign] ?? sign
      : (sign) => LATIN[sign] ?? (sign > "9" ? sign.charCodeAt(0) & 15 : sign);
    const turn = (part) => (/[A-Za-z]/.test(part) ? part : part.replace(/./g, turned));
    return String(text).replace(PARTS, turn);
  };
})();
