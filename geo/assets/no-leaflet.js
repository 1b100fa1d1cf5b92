/** The namespace that plugins add to, on a page that has no map and no Leaflet. */
globalThis.L = {};
