(() => {
  const { html } = L.atlasDom;
  const HEIGHT = { value: 560, min: 200, max: 2000 };

  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

  /** What the map shows of the world, as an address has it: west, south, east, north. */
  function extent(map) {
    const sides = map.getBounds().toBBoxString().split(",").map(Number);
    const reach = (at) => (at % 2 ? 85 : 180);
    return sides.map((side, at) => Number(clamp(side, -reach(at), reach(at)).toFixed(4))).join();
  }

  /** The part of what can be shared that puts the map into an article. */
  L.atlasEmbed = (share) => {
    const { t, atlas } = share;
    const { words, payload, time, map, view } = atlas;
    const theme = L.atlasAddress.read("theme") ?? "";
    const here = extent(map);
    const pick = (name, key, options, value) => {
      const label = share.select(name, key, options);
      label.lastChild.value = value;
      return label;
    };
    const kinds = ["frame", "picture"].map((kind) => [kind, t(`share.${kind}`)]);
    const languages = words.languages().map((lang) => [lang, words.nameOf(lang)]);
    const extents = [
      ["", t("share.whole")],
      [here, t("share.view")],
    ];
    const dates = [
      ["", t("share.latest")],
      [time.day, words.date(time.day)],
    ];
    const themes = ["", "light", "dark"].map((one) => [one, t(`theme.${one || "auto"}`)]);
    const height = html("input", { name: "height", type: "number", ...HEIGHT });
    const form = html(
      "form.options",
      { input: () => write(), submit: (event) => event.preventDefault() },
      pick("kind", "share.form", kinds, "frame"),
      pick("lang", "ui.language", languages, words.language),
      pick("extent", "share.extent", extents, view.atHome() ? "" : here),
      time.day < time.asOf && pick("date", "share.date", dates, time.day),
      pick("theme", "theme.label", themes, theme),
      html("label", t("share.height"), height),
    );
    const part = share.field("share.embed", "textarea", "", form);
    const field = part.querySelector("textarea");
    field.dir = "ltr";
    const write = () => {
      const { kind, ...chosen } = Object.fromEntries(new FormData(form));
      const { lang, date } = chosen;
      const { layers, feature } = share.shown();
      const title = payload.map.title[lang];
      const told = { ...payload.map, title, subtitle: payload.map.subtitle[lang] };
      const options = { lang, layers, date, feature, extent: chosen.extent, theme: chosen.theme };
      const address = L.atlasSnippet.address(share.page(), options);
      const high = Math.round(chosen.height) || HEIGHT.value;
      field.value = L.atlasSnippet[kind](told, address, clamp(high, HEIGHT.min, HEIGHT.max));
    };
    write();
    if (!share.page().includes("/")) {
      part.append(html("p", t("share.local", { name: share.page() })));
    }
    return part;
  };
})();
