(() => {
  /** Options kept after the # of the address, as in `#lang=ur`. */
  L.atlasAddress = {
    read: (name) => new URLSearchParams(location.hash.slice(1)).get(name),

    write(name, value) {
      const options = new URLSearchParams(location.hash.slice(1));
      options.set(name, value);
      try {
        history.replaceState(null, "", `#${options}`);
      } catch {
        // A sandboxed frame may not name its place in an address: the choice still holds on the page.
      }
    },
  };

  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  function makeMap(settings) {
    const [west, south, east, north] = settings.max_bounds;
    return L.map("atlas-map", {
      attributionControl: false,
      zoomControl: false,
      zoomAnimation: !calm,
      fadeAnimation: !calm,
      inertia: !calm,
      zoomSnap: 0.25,
      maxZoom: 14,
      maxBounds: L.latLngBounds([south, west], [north, east]).pad(0.4),
      maxBoundsViscosity: 0.6,
    });
  }

  /** Shows the first view, and again while the reader has not left it, when the size changes. */
  function keepHome(map, [west, south, east, north]) {
    const bounds = L.latLngBounds([south, west], [north, east]);
    let home = null;
    const reset = () => {
      map.setMinZoom(0);
      map.fitBounds(bounds, { animate: false, padding: [12, 12] });
      map.setMinZoom(Math.max(1, map.getZoom() - 1.5));
      home = map.getCenter();
    };
    reset();
    map.on("resize", () => {
      if (map.getCenter().distanceTo(home) < 1) {
        reset();
      }
    });
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
    return reset;
  }

  /** Builds the page from the payload in the document, and returns its map. */
  L.atlasPage = (page) => {
    const find = (selector) => page.querySelector(selector);
    const payload = JSON.parse(page.getElementById("atlas-payload").textContent);
    const words = new L.AtlasWords(payload, L.atlasAddress.read("lang") ?? payload.map.language);
    const map = makeMap(payload.map);
    const reset = keepHome(map, payload.map.bounds);

    const surface = new L.AtlasSurface().addTo(map);
    const ground = new L.AtlasBasemap(
      payload.basemap.levels,
      surface.group("atlas-ground", { "aria-hidden": "true" }),
    );
    const layers = new L.AtlasLayers(payload, surface, words);
    const labels = new L.AtlasLabels(payload.basemap.labels ?? [], layers, words, surface);
    const zoom = new L.AtlasZoom(words, reset).addTo(map);
    const scale = new L.AtlasScale(words).addTo(map);
    const popup = new L.AtlasPopup(map, layers, words, new L.AtlasDetails(payload, words));
    const legend = new L.AtlasLegend(find("#atlas-panel"), payload, layers, words);
    const credit = new L.AtlasCredit(find("#atlas-credit"), payload, words);
    const languages = new L.AtlasLanguages(find("#atlas-languages"), words, (language) => {
      L.atlasAddress.write("lang", language);
      translate(language);
    });
    new L.AtlasTooltip(map, layers, surface);

    function translate(language) {
      words.use(language);
      const root = page.documentElement;
      root.lang = words.language;
      root.dir = words.direction();
      words.fill(find("h1"), payload.map.title);
      words.fill(find("#atlas-subtitle"), payload.map.subtitle);
      page.title = words.pick(payload.map.title).text;
      find("#atlas-skip").textContent = words.t("ui.skip_to_map");
      find("#atlas-toggle").textContent = words.t("ui.legend");
      map.getContainer().setAttribute("aria-label", words.t("ui.map"));
      find("#atlas-help").textContent = words.t("ui.keyboard_help");
      zoom.setPosition(words.direction() === "rtl" ? "topleft" : "topright");
      scale.setPosition(words.direction() === "rtl" ? "bottomright" : "bottomleft");
      for (const part of [layers, zoom, scale, languages, credit, labels, popup]) {
        part.translate();
      }
      legend.render();
      surface.settle();
    }

    const open = (mark, latlng, others) =>
      popup.open(mark, mark.feature.point ? place(mark) : latlng, others);
    const place = (mark) => L.latLng(mark.feature.point[1], mark.feature.point[0]);

    // Leaflet tells of a click only when the map was not dragged.
    map.on("click", ({ latlng, originalEvent }) => {
      const mark = layers.markOf(originalEvent.target);
      if (mark) {
        const under = page.elementsFromPoint(originalEvent.clientX, originalEvent.clientY);
        const others = new Set(
          under.map((node) => layers.markOf(node)).filter((one) => one && one !== mark),
        );
        open(mark, latlng, [...others]);
      }
    });
    layers.on("press", ({ mark }) => {
      const at = mark.anchor(surface.view());
      open(mark, at ? map.layerPointToLatLng(at) : mark.bounds().getCenter());
    });
    layers.on("focus", ({ mark }) => {
      if (!mark.anchor(surface.view()) || mark.point) {
        map.panInside(mark.point ? place(mark) : mark.bounds().getCenter(), { padding: [40, 40] });
      }
    });
    layers.on("toggle", () => surface.settle());
    layers.on("zoom", ({ entry }) =>
      map.fitBounds(layers.bounds(entry), { maxZoom: 9, padding: [32, 32] }),
    );

    find("#atlas-toggle").addEventListener("click", ({ currentTarget }) => {
      const open = page.body.classList.toggle("is-open");
      currentTarget.setAttribute("aria-expanded", open);
    });
    find("#atlas-skip").addEventListener("click", (event) => {
      event.preventDefault();
      map.getContainer().focus();
    });
    addEventListener("hashchange", () => translate(L.atlasAddress.read("lang") ?? words.language));

    surface.add(ground).add(layers).add(labels).redraw();
    translate(words.language);
    return map;
  };
})();
