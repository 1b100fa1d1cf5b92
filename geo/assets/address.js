(() => {
  const numbers = (text, mark, count) => {
    const parts = text.split(mark).map((part) => (part.trim() ? Number(part) : Number.NaN));
    return parts.length === count && parts.every(Number.isFinite) ? parts : undefined;
  };
  const within = (value, reach) => Math.abs(value) <= reach;
  const one = (choices) => (text) => (choices.includes(text) ? text : undefined);
  const word = (text) => text || undefined;

  /** Zoom, latitude, longitude. */
  function view(text) {
    const [zoom, lat, lon] = numbers(text, "/", 3) ?? [];
    return zoom >= 0 && zoom <= 22 && within(lat, 85) && within(lon, 180)
      ? [zoom, lat, lon]
      : undefined;
  }

  /** West, south, east, north. */
  function extent(text) {
    const box = numbers(text, ",", 4) ?? [];
    const [west, south, east, north] = box;
    return west < east && south < north && box.every((side, at) => within(side, at % 2 ? 85 : 180))
      ? box
      : undefined;
  }

  /** The origin of a web address: `https://example.org`. */
  function origin(text) {
    try {
      const { protocol, origin } = new URL(text);
      return /^https?:$/.test(protocol) ? origin : undefined;
    } catch {
      return undefined;
    }
  }

  // What an option of the address may be; anything else is as if it were not there.
  const READ = {
    lang: word,
    date: word,
    feature: word,
    layers: (text) => text.split(","),
    theme: one(["light", "dark"]),
    digits: one(["latn", "local"]),
    table: one(["open"]),
    view,
    extent,
    parent: origin,
  };

  /** Options kept after the # of the address, as in `#lang=ur&date=2013-03-11`. */
  L.atlasAddress = {
    origin,

    /** Options as an address has them after its #. */
    text: (options) => String(options).replaceAll("%2C", ",").replaceAll("%2F", "/"),

    /** One option as a value, or undefined. */
    read(name) {
      const text = new URLSearchParams(location.hash.slice(1)).get(name);
      return text === null ? undefined : READ[name](text);
    },

    /** The address with some options set, and those that are null left out. */
    with(values) {
      const options = new URLSearchParams(location.hash.slice(1));
      for (const [name, value] of Object.entries(values)) {
        if (value === null) {
          options.delete(name);
        } else {
          options.set(name, value);
        }
      }
      const hash = this.text(options);
      return location.href.split("#")[0] + (hash && `#${hash}`);
    },

    /** Set options; a step is one that the back button takes back. */
    write(values, step = true) {
      const address = this.with(values);
      // Within a frame the back button is the article's.
      const how = step && parent === window ? "pushState" : "replaceState";
      if (address !== location.href) {
        try {
          history[how](null, "", address);
        } catch {
          // A sandboxed frame may not change its address: the choice still holds on the page.
        }
      }
    },
  };
})();
