/** The page around embedded maps: hears how high they should be, each form in its own frame. */
(() => {
  const { strings } = JSON.parse(document.getElementById("atlas-payload").textContent);
  const root = document.documentElement;
  const switches = document.getElementById("atlas-languages");
  const MARK = "xPYMx";
  const heights = new Map();

  const pym = (...parts) => ["pym", ...parts].join(MARK);

  // The height that a message tells in each form; nothing, if it is of another.
  const FORMS = {
    none: () => undefined,
    listener: (data) => (data?.type === "sarhad:height" ? data.height : undefined),
    amp: (data) =>
      data?.sentinel === "amp" && data.type === "embed-size" ? data.height : undefined,
    pym(data, { parentNode: { id } }) {
      const start = pym(id, "height", "");
      return typeof data === "string" && data.startsWith(start)
        ? Number(data.slice(start.length))
        : undefined;
    },
  };

  const framesOf = (section) => [...section.querySelectorAll("iframe")];
  // A sandboxed page has no origin of its own: then the window that speaks must do.
  const originOf = (frame) => (frame.hasAttribute("sandbox") ? "null" : new URL(frame.src).origin);

  function hear({ source, origin, data }) {
    for (const section of document.querySelectorAll("[data-form]")) {
      const frame = framesOf(section).find(({ contentWindow }) => contentWindow === source);
      const known = frame && originOf(frame) === origin;
      const height = known ? FORMS[section.dataset.form](data, frame) : undefined;
      if (Number.isFinite(height)) {
        frame.height = height;
        heights.set(section, height);
        report(section);
      }
    }
  }

  function report(section) {
    const words = strings[root.lang];
    const height = heights.get(section);
    const silent = location.protocol === "file:" ? "embedding.disk" : "embedding.unheard";
    const told = height ? words["embedding.heard"].replace("{height}", height) : words[silent];
    const deaf = section.dataset.form === "none";
    section.querySelector(".atlas-heard").textContent = deaf ? "" : told;
  }

  /** Makes the frame that Pym would make, and tells it of another width as Pym does. */
  function frameOf(node) {
    const frame = document.createElement("iframe");
    const src = new URL(node.dataset.pymSrc, location.href);
    src.search = new URLSearchParams({
      initialWidth: node.offsetWidth,
      childId: node.id,
      parentTitle: document.title,
      parentUrl: location.href,
    });
    Object.assign(frame, { src, width: "100%", height: 560, title: document.title });
    frame.style.border = 0;
    node.append(frame);
    if (location.protocol !== "file:") {
      const tell = () =>
        frame.contentWindow.postMessage(pym(node.id, "width", node.offsetWidth), src.origin);
      addEventListener("resize", tell);
    }
  }

  function turn(language) {
    const words = strings[language];
    root.lang = language;
    root.dir = words["language.direction"];
    document.title = words["embedding.title"];
    for (const node of document.querySelectorAll("[data-key]")) {
      node.textContent = words[node.dataset.key];
    }
    switches.setAttribute("aria-label", words["ui.language"]);
    for (const button of switches.children) {
      button.setAttribute("aria-pressed", button.lang === language);
    }
    for (const section of document.querySelectorAll("[data-form]")) {
      report(section);
    }
  }

  function chosen() {
    const asked = new URLSearchParams(location.hash.slice(1)).get("lang");
    return asked in strings ? asked : root.lang;
  }

  for (const language of Object.keys(strings)) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", lang: language });
    button.textContent = strings[language]["language.name"];
    button.addEventListener("click", () => turn(language));
    switches.append(button);
  }
  addEventListener("message", hear);
  addEventListener("hashchange", () => turn(chosen()));
  turn(chosen());
  for (const node of document.querySelectorAll("[data-pym-src]")) {
    frameOf(node);
  }
})();
