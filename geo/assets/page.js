(() => {
  /** Options kept after the # of the address, as in `#lang=ur`. */
  L.atlasAddress = {
    read: (name) => new URLSearchParams(location.hash.slice(1)).get(name),

    write(name, value) {
      const options = new URLSearchParams(location.hash.slice(1));
      if (value) {
        options.set(name, value);
      } else {
        options.delete(name);
      }
      const hash = String(options);
      try {
        history.replaceState(null, "", hash ? `#${hash}` : location.href.split("#")[0]);
      } catch {
        // A sandboxed frame may not change its address: the choice still holds on the page.
      }
    },
  };

  // So many pixels above a sheet are room enough to show a thing in.
  const ROOM = 100;

  const toBounds = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east]);

  /** How far the map may be moved: a sheet over its lower half must not hide a thing for good. */
  function roaming([west, south, east, north]) {
    const [wide, high] = [(east - west) / 2, north - south];
    return [
      [Math.max(south - high, -84), west - wide],
      [Math.min(north + high, 84), east + wide],
    ];
  }

  function makeMap(settings) {
    const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    return L.map("atlas-map", {
      attributionControl: false,
      zoomControl: false,
      trackResize: false,
      zoomAnimation: animate,
      fadeAnimation: animate,
      inertia: animate,
      zoomSnap: 0.25,
      maxZoom: 14,
      maxBounds: roaming(settings.max_bounds),
      maxBoundsViscosity: 0.6,
    });
  }

  /** Shows the first view, and again when the size changes, until the reader leaves it. */
  function keepHome(map, bounds) {
    let home = null;
    const reset = () => {
      map.setMinZoom(0);
      map.fitBounds(toBounds(bounds), { animate: false, padding: [12, 12] });
      map.setMinZoom(Math.max(1, map.getZoom() - 1.5));
      home = map.getCenter();
    };
    const refit = () => {
      const { clientWidth, clientHeight } = map.getContainer();
      if (map.getSize().equals([clientWidth, clientHeight])) {
        return;
      }
      const atHome = map.getCenter().distanceTo(home) < 1;
      map.invalidateSize({ animate: false });
      if (atHome) {
        reset();
      }
    };
    const print = (printed) => () => {
      document.body.classList.toggle("is-printed", printed);
      refit();
    };
    reset();
    new ResizeObserver(refit).observe(map.getContainer());
    addEventListener("beforeprint", print(true));
    addEventListener("afterprint", print(false));
    return reset;
  }

  /** Opens a feature on click, tap, Enter or Space, and moves the map to what has the focus. */
  function listen({ map, layers, surface, popup, time, slider, legend }) {
    // Leaflet tells of a click only when the map was not dragged.
    map.on("click", ({ latlng, originalEvent: { target, clientX, clientY } }) => {
      const mark = layers.markOf(target);
      if (mark) {
        const under = document
          .elementsFromPoint(clientX, clientY)
          .map((node) => layers.markOf(node));
        const others = [...new Set(under)].filter((one) => one && one !== mark);
        popup.open(mark, mark.point ? mark.latLng() : latlng, others);
      }
    });
    layers.on("press", ({ mark }) => {
      const at = mark.anchor(surface.view());
      popup.open(mark, at && !mark.point ? map.layerPointToLatLng(at) : mark.latLng());
    });
    layers.on("focus", ({ mark }) => {
      if (mark.point || !mark.anchor(surface.view())) {
        map.panInside(mark.latLng(), { padding: [40, 40] });
      }
    });
    layers.on("toggle", () => {
      surface.settle();
      time.recount();
      slider.translate();
    });
    time.on("change", () => {
      layers.turn(time);
      legend.refresh();
      surface.settle();
    });
    layers.on("zoom", ({ entry }) =>
      map.fitBounds(layers.bounds(entry), { maxZoom: 9, padding: [32, 32] }),
    );
  }

  /** Opens the thing that the address names, if this map has it: `#feature=pishin-mand`. */
  function openNamed({ map, layers, popup, legend }) {
    const mark = layers.marks.get(L.atlasAddress.read("feature"));
    if (mark) {
      const entry = layers.all.find(({ marks }) => marks.includes(mark));
      if (!entry.on) {
        layers.toggle(entry, true);
        legend.translate();
      }
      const fit = (pad, low) =>
        map.fitBounds(mark.bounds(), {
          maxZoom: 8,
          animate: false,
          paddingTopLeft: [pad, pad],
          paddingBottomRight: [pad, pad + low],
        });
      fit(48, 0);
      layers.fire("press", { mark });
      // What a sheet covers from below is no room for the thing.
      const low = popup.covers();
      if (low && map.getSize().y - low > ROOM) {
        fit(24, low);
      }
    }
  }

  const TEXTS = { skip: "ui.skip_to_map", toggle: "ui.legend", help: "ui.keyboard_help" };

  /** Turns the document itself to a language, and returns its direction. */
  function rename(page, words, { title, subtitle }) {
    const find = (id) => page.getElementById(`atlas-${id}`);
    const root = page.documentElement;
    root.lang = words.language;
    root.dir = words.direction();
    page.title = words.pick(title).text;
    words.fill(page.querySelector("h1"), title);
    words.fill(find("subtitle"), subtitle);
    for (const [id, key] of Object.entries(TEXTS)) {
      find(id).textContent = words.t(key);
    }
    find("map").setAttribute("aria-label", words.t("ui.map"));
    find("tools").setAttribute("aria-label", words.t("ui.menu"));
    return root.dir;
  }

  /** Builds the page from the payload in the document, and returns its map. */
  L.atlasPage = (page) => {
    const find = (id) => page.getElementById(`atlas-${id}`);
    const payload = L.atlasPayload(find("payload").textContent);
    const words = new L.AtlasWords(payload, L.atlasAddress.read("lang") ?? payload.map.language);
    const map = makeMap(payload.map);
    const reset = keepHome(map, payload.map.bounds);

    const surface = new L.AtlasSurface().addTo(map);
    const unheard = { "aria-hidden": "true" };
    const ground = new L.AtlasBasemap(payload.basemap.levels, surface.group("ground", unheard));
    const layers = new L.AtlasLayers(payload, surface, words, map.getContainer());
    const time = new L.AtlasTime(payload.map.as_of, layers.all, payload.corridors);
    const zoom = new L.AtlasZoom(words, reset).addTo(map);
    const scale = new L.AtlasScale(words).addTo(map);
    const disputed = new L.AtlasDisputed(payload, words).addTo(map);
    const labels = new L.AtlasLabels(
      payload.basemap.labels ?? [],
      layers,
      words,
      surface,
      map.getContainer(),
    );
    const details = L.atlasDetails(payload, words, time);
    const popup = new L.AtlasPopup(map, layers, words, details, time);
    const legend = new L.AtlasLegend(find("panel"), payload, layers, words);
    const slider = new L.AtlasSlider(find("time"), time, layers, words);
    const credit = new L.AtlasCredit(find("credit"), payload.map, words);
    const tiles =
      L.AtlasTiles && new L.AtlasTiles(find("credit"), payload.map.tiles, words).addTo(map);
    const languages = new L.AtlasLanguages(find("languages"), words, (language) => {
      L.atlasAddress.write("lang", language);
      translate(language);
    });
    new L.AtlasTooltip(map, layers, surface);

    function translate(language) {
      words.use(language);
      const mirrored = rename(page, words, payload.map) === "rtl";
      zoom.setPosition(mirrored ? "topleft" : "topright");
      scale.setPosition(mirrored ? "bottomright" : "bottomleft");
      for (const part of [
        layers,
        zoom,
        scale,
        disputed,
        languages,
        credit,
        legend,
        slider,
        labels,
        popup,
      ]) {
        part.translate();
      }
      tiles?.translate();
      surface.redraw();
    }

    const parts = { map, layers, surface, popup, time, slider, legend };
    listen(parts);
    find("toggle").addEventListener("click", ({ currentTarget }) => {
      currentTarget.setAttribute("aria-expanded", page.body.classList.toggle("is-open"));
    });
    find("skip").addEventListener("click", (event) => {
      event.preventDefault();
      find("map").focus();
    });
    addEventListener("hashchange", () => {
      translate(L.atlasAddress.read("lang") ?? words.language);
      time.go(L.atlasAddress.read("date"));
      openNamed(parts);
    });
    surface.add(ground).add(layers);
    translate(words.language);
    time.go(L.atlasAddress.read("date"));
    // The names come a frame later: what is drawn is seen, and can be pressed, without them.
    requestAnimationFrame(() =>
      setTimeout(() => {
        surface.add(labels).settle();
        openNamed(parts);
      }),
    );
    return map;
  };
})();
