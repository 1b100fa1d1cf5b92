(() => {
  // As in geo/rangecoder.py.
  const KINDS = 16;
  const CONTEXTS = 1024;
  const MOST_SEEN = 160;
  const TOP = 2 ** 24;

  /**
   * Whole numbers out of a text, as geo/rangecoder.py writes them: an adaptive binary range coder,
   * its bytes in base64. What the next bit is likely to be is counted from those before it that
   * stood in the same place of a number of the same kind.
   */
  L.atlasNumbers = (text) => {
    const bytes = atob(text);
    const seen = new Uint16Array(2 * KINDS * CONTEXTS).fill(1);
    let [at, range, code] = [0, 2 ** 32 - 1, 0];

    // Zeros at the end are left out of the text.
    const shift = () => {
      code = code * 256 + (bytes.charCodeAt(at++) || 0);
    };

    const halve = (zeros) => {
      seen[zeros] = (seen[zeros] + 1) >> 1;
      seen[zeros + 1] = (seen[zeros + 1] + 1) >> 1;
    };

    function bit(context) {
      const zeros = context * 2;
      const sum = seen[zeros] + seen[zeros + 1];
      const part = Math.floor(range / sum) * seen[zeros];
      const found = Number(code >= part);
      code -= found * part;
      range = found ? range - part : part;
      while (range < TOP) {
        range *= 256;
        shift();
      }
      seen[zeros + found] += 2;
      if (sum >= MOST_SEEN) {
        halve(zeros);
      }
      return found;
    }

    /** A number from 0 on: its length in bits, then its bits. */
    function whole(kind) {
      const base = kind * CONTEXTS;
      let length = 0;
      while (bit(base + length)) {
        length++;
      }
      let value = 1;
      for (let place = length - 1; place >= 0; place--) {
        value = value * 2 + bit(base + 32 * (length + 1) + place);
      }
      return value - 1;
    }

    /** A number that may be negative: its size, then its sign. */
    function signed(kind) {
      const size = whole(kind);
      return size && bit((kind + 1) * CONTEXTS - 1) ? -size : size;
    }

    for (let count = 0; count < 4; count++) {
      shift();
    }
    return { whole, signed };
  };
})();
