/** Reads the atlas out of the page: what it says several times stands there once. */
L.atlasPayload = (text) => {
  const { shared, ...payload } = JSON.parse(text);

  // Each entry of the table refers only to entries before it.
  const restore = (value) => {
    if (Array.isArray(value)) {
      return value.map(restore);
    }
    if (value === null || typeof value !== "object") {
      return value;
    }
    if ("$" in value) {
      return shared[value.$];
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item)]));
  };
  for (const [index, entry] of shared.entries()) {
    shared[index] = restore(entry);
  }
  return { ...payload, layers: restore(payload.layers) };
};
