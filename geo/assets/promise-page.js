/** The page of promises: its parts, its language, and the promise that its address names. */
(() => {
  const { html } = L.atlasDom;
  const find = (name) => document.getElementById(`atlas-${name}`);
  const payload = JSON.parse(find("payload").textContent);
  const words = new L.PromiseWords(payload, document);
  const table = new L.PromiseTable(find("table"), words, show);
  const filters = new L.PromiseFilters(find("standings"), find("filters"), words, show);
  const chart = new L.PromiseChart(find("chart"), table.rows);
  const options = () => new URLSearchParams(location.hash.slice(1));
  const digits = new L.AtlasDigits(find("digits"), words, (kind) => {
    words.useDigits(kind);
    turn(words.language);
    remember("digits", kind);
  });

  function show() {
    const chosen = filters.choose(table.rows);
    chart.show(table.show(chosen), chosen);
  }

  function turn(language) {
    words.use(language);
    document.title = document.querySelector("h1").textContent;
    find("languages").setAttribute("aria-label", words.t("ui.language"));
    for (const button of find("languages").children) {
      button.setAttribute("aria-pressed", button.lang === language);
    }
    digits.translate();
    table.translate();
    chart.translate(words.direction() === "rtl");
    show();
  }

  /** Keep what the page shows in its address, so that it can be passed on. */
  function remember(name, value) {
    const kept = options();
    kept.set(name, value);
    try {
      history.replaceState(null, "", `#${kept}`);
    } catch {
      // A sandboxed frame may not change its address.
    }
  }

  /** Mark the promise that the address names, and bring it into sight. */
  function seek() {
    const name = options().get("promise");
    const row = name && document.getElementById(`promise=${name}`);
    for (const marked of document.querySelectorAll(".is-chosen")) {
      marked.classList.remove("is-chosen");
    }
    if (!row) {
      return;
    }
    if (row.hidden) {
      filters.clear();
    }
    row.hidden = false;
    row.classList.add("is-chosen");
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  }

  function follow() {
    const asked = options().get("lang");
    const language = words.has(asked) ? asked : words.language;
    words.useDigits(options().get("digits"));
    turn(language);
    if (asked !== language && language !== "en") {
      remember("lang", language);
    }
    seek();
  }

  for (const lang of words.languages()) {
    const click = () => {
      turn(lang);
      remember("lang", lang);
    };
    find("languages").append(html("button", { type: "button", lang, click }, words.nameOf(lang)));
  }
  addEventListener("hashchange", follow);
  follow();
})();
