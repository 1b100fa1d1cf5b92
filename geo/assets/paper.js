/** What only paper needs: where the page is to be found, and every source of what it shows. */
L.AtlasPaper = L.Class.extend({
  initialize({ find, layers, payload, words }) {
    const { html } = L.atlasDom;
    const node = find("paper");
    const sources = () => {
      const ids = layers
        .visible()
        .flatMap(({ feature: { sources: own = [], position_sources: of = [] } }) => [own, of]);
      return new L.AtlasMarks(payload, words).items(ids.flat());
    };
    addEventListener("beforeprint", () =>
      node.replaceChildren(
        html("p", html("bdi", location.href)),
        html("h2", words.t("field.sources")),
        html("ol", sources()),
      ),
    );
    addEventListener("afterprint", () => node.replaceChildren());
  },

  translate() {},
});
