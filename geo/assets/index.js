/** The gallery in the language that the reader chooses, or that `#lang=ur` in the address names. */
(() => {
  const { title, cards, strings } = JSON.parse(
    document.getElementById("atlas-payload").textContent,
  );
  const root = document.documentElement;
  const languages = Object.keys(strings);
  const switches = document.getElementById("atlas-languages");

  function fill(node, text, language) {
    node.textContent = text[language] ?? text.en;
    node.lang = text[language] ? language : "en";
    node.dir = strings[node.lang]["language.direction"];
  }

  function fillCard(node, language) {
    const text = cards[node.dataset.map];
    fill(node.querySelector("h2"), text.title, language);
    fill(node.querySelector("p"), text.subtitle, language);
    node.querySelector("svg")?.setAttribute("aria-hidden", "true");
    // The map opens in the language of the gallery.
    node.hash = `lang=${language}`;
  }

  function turn(language) {
    root.lang = language;
    root.dir = strings[language]["language.direction"];
    document.title = title[language] ?? title.en;
    fill(document.querySelector("h1"), title, language);
    switches.setAttribute("aria-label", strings[language]["ui.language"]);
    for (const button of switches.children) {
      button.setAttribute("aria-pressed", button.lang === language);
    }
    for (const card of document.querySelectorAll("[data-map]")) {
      fillCard(card, language);
    }
  }

  function chosen() {
    const asked = new URLSearchParams(location.hash.slice(1)).get("lang");
    return languages.includes(asked) ? asked : root.lang;
  }

  for (const language of languages) {
    const button = document.createElement("button");
    button.type = "button";
    button.lang = language;
    button.textContent = strings[language]["language.name"];
    button.addEventListener("click", () => turn(language));
    switches.append(button);
  }
  addEventListener("hashchange", () => turn(chosen()));
  turn(chosen());
})();
