(() => {
  // So many pixels above a sheet are room enough to show a thing in.
  const ROOM = 100;
  // Controls that can wait until the map is drawn, in the order in which they are made.
  const LATER = [
    "AtlasSearch",
    "AtlasTable",
    "AtlasShare",
    "AtlasFrame",
    "AtlasPaper",
    "AtlasGestures",
    "AtlasFullScreen",
    "AtlasMeasure",
    "AtlasKilometres",
    "AtlasInset",
    "AtlasAloud",
  ];
  const TEXTS = { skip: "ui.skip_to_map", toggle: "ui.legend", help: "ui.keyboard_help" };
  const read = (name) => L.atlasAddress.read(name);

  /** Opens a feature on click, tap, Enter or Space, and moves the map to what has the focus. */
  function listen(atlas) {
    const { map, layers, surface, popup, time, slider, legend } = atlas;
    // Leaflet tells of a click only when the map was not dragged.
    map.on("click", ({ latlng, originalEvent: { target, clientX, clientY } }) => {
      const mark = layers.markOf(target);
      if (mark && !atlas.measuring) {
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
      if (layers.chosen && !layers.visible().includes(layers.chosen)) {
        popup.close();
      }
      surface.settle();
      time.recount();
      slider.translate();
      legend.refresh();
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

  /** Keeps in the address what the reader chose: it survives a reload, and can be sent to others. */
  function remember(atlas) {
    const { map, view, layers, popup } = atlas;
    const write = (values, step) => atlas.obeying || L.atlasAddress.write(values, step);
    map.on("moveend", () => write({ view: view.text() }, false));
    layers.on("toggle", () => write({ layers: layers.text() }));
    popup.on("turn", ({ mark }) => write({ feature: mark?.id ?? null }));
  }

  /** Turns on the layer of a thing, brings `bounds`, if given, into view and opens the thing. */
  function show({ map, layers, popup }, mark, bounds, stay) {
    const fit = (pad, low) =>
      bounds &&
      map.fitBounds(bounds, {
        maxZoom: 8,
        animate: false,
        paddingTopLeft: [pad, pad],
        paddingBottomRight: [pad, pad + low],
      });
    layers.reveal(mark);
    if (!(stay && map.getBounds().contains(bounds))) {
      fit(48, 0);
    }
    layers.fire("press", { mark });
    // A sheet takes the room of the table, and what it covers from below is no room for the thing.
    map.invalidateSize({ animate: false });
    const low = popup.covers();
    if (low && map.getSize().y - low > ROOM) {
      fit(24, low);
    }
  }

  /** Opens the thing that the address names, if this map has it: `#feature=pishin-mand`. */
  function openNamed(atlas) {
    const mark = atlas.layers.marks.get(read("feature"));
    if (!mark) {
      atlas.popup.close();
    } else if (mark !== atlas.layers.chosen) {
      show(atlas, mark, read("view") ? null : mark.bounds());
    }
  }

  /** Turns the document itself to a language, and returns its direction. */
  function rename({ page, find, words, payload: { map: described } }) {
    const { title, subtitle } = described;
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

  /** The map and what is drawn on it. */
  function draw(atlas) {
    const { payload, words, find, view } = atlas;
    const { map } = view;
    const surface = new L.AtlasSurface().addTo(map);
    const unheard = { "aria-hidden": "true" };
    const ground = new L.AtlasBasemap(payload.basemap.levels, surface.group("ground", unheard));
    const layers = new L.AtlasLayers(payload, surface, words, map.getContainer());
    const time = new L.AtlasTime(payload.map.as_of, layers.all, payload.corridors);
    const labels = new L.AtlasLabels(payload, layers, words, surface, map.getContainer());
    const details = L.atlasDetails(payload, words, time);
    const popup = new L.AtlasPopup(map, layers, words, details, time);
    const legend = new L.AtlasLegend(find("panel"), payload, layers, words);
    const slider = new L.AtlasSlider(find("time"), time, layers, words);
    Object.assign(atlas, { map, surface, ground, layers, time, labels });
    Object.assign(atlas, { details, popup, legend, slider });
    surface.add(ground).add(layers);
  }

  /** Languages, theme and digits: what the reader may choose of the page itself. */
  function choices(atlas) {
    const { find, words } = atlas;
    const choose = (name) => (value) => {
      L.atlasAddress.write({ [name]: value });
      atlas.obey();
    };
    const languages = new L.AtlasLanguages(find("languages"), words, choose("lang"));
    const themes = [null, "light", "dark"].map((value) => [`theme.${value ?? "auto"}`, value]);
    const current = () => read("theme");
    const theme = new L.AtlasChoice(words, "theme.label", themes, current, choose("theme"));
    const row = L.atlasDom.html("div.choice", { role: "group" });
    const digits = new L.AtlasDigits(row, words, choose("digits"));
    atlas.legend.below.push(theme, digits);
    return [languages];
  }

  /** Builds the page from the payload in the document, and returns its map. */
  L.atlasPage = (page) => {
    const find = (id) => page.getElementById(`atlas-${id}`);
    const payload = L.atlasPayload(find("payload").textContent);
    const words = new L.AtlasWords(payload, read("lang") ?? payload.map.language);
    const view = new L.AtlasView(find("map"), payload.map);
    const atlas = { page, find, payload, words, view };
    words.useDigits(read("digits"));
    L.atlasTheme(read("theme"));
    draw(atlas);
    const { map, layers, popup, surface, time, slider, legend, labels } = atlas;
    const zoom = new L.AtlasZoom(words, () => view.reset()).addTo(map);
    atlas.buttons = zoom;
    const scale = new L.AtlasScale(words).addTo(map);
    const disputed = new L.AtlasDisputed(payload, words).addTo(map);
    const credit = new L.AtlasCredit(find("credit"), payload.map, words);
    const tiles =
      L.AtlasTiles && new L.AtlasTiles(find("credit"), payload.map.tiles, words).addTo(map);
    const around = [zoom, scale, disputed, credit, ...choices(atlas), tiles].filter(Boolean);
    const parts = [layers, ...around, legend, slider, labels, popup];
    new L.AtlasTooltip(map, layers, surface);

    atlas.translate = () => {
      const mirrored = rename(atlas) === "rtl";
      zoom.setPosition(mirrored ? "topleft" : "topright");
      scale.setPosition(mirrored ? "bottomright" : "bottomleft");
      for (const part of parts) {
        part.translate();
      }
      surface.redraw();
    };

    /** Tells those who hear the page what changed. */
    atlas.say = (text) => {
      find("aloud").textContent = text;
    };

    /** Shows a thing, on a day on which it is there; `stay` keeps a view that has it already. */
    atlas.show = (mark, bounds, stay) => {
      if (!mark.there) {
        time.go();
        L.atlasAddress.write({ date: null });
      }
      show(atlas, mark, bounds, stay);
    };

    /** Turns the page to what its address says; what that leaves open is as it was at first. */
    atlas.obey = () => {
      atlas.obeying = true;
      const before = [words.language, words.digitsKind()].join();
      words.use(read("lang") ?? payload.map.language);
      words.useDigits(read("digits"));
      L.atlasTheme(read("theme"));
      const same = before === [words.language, words.digitsKind()].join();
      (same ? legend : atlas).translate();
      layers.only(read("layers"));
      time.go(read("date"));
      view.obey();
      openNamed(atlas);
      atlas.obeying = false;
      L.atlasAddress.write({ view: view.text() }, false);
    };

    listen(atlas);
    find("toggle").addEventListener("click", ({ currentTarget }) => {
      currentTarget.setAttribute("aria-expanded", page.body.classList.toggle("is-open"));
    });
    find("skip").addEventListener("click", (event) => {
      event.preventDefault();
      find("map").focus();
    });
    addEventListener("hashchange", atlas.obey);
    atlas.translate();
    layers.only(read("layers"));
    time.go(read("date"));
    // The rest comes a frame later: what is drawn is seen, and can be pressed, without it.
    requestAnimationFrame(() =>
      setTimeout(() => {
        for (const name of LATER) {
          const part = new L[name](atlas);
          part.translate();
          parts.push(part);
        }
        surface.add(labels).settle();
        openNamed(atlas);
        remember(atlas);
      }),
    );
    return map;
  };
})();
