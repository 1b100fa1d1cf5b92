(() => {
  const SVG_NAMESPACE = "http://www.w3.org/2000/svg";
  const WEB = /^https?:\/\//i;
  const given = (value) => value !== undefined && value !== null && value !== false;

  /** Set attributes; one that is a function becomes a listener, one without a value stays out. */
  function set(node, attributes) {
    for (const [name, value] of Object.entries(attributes).filter((pair) => given(pair[1]))) {
      if (typeof value === "function") {
        node.addEventListener(name, value);
      } else {
        node.setAttribute(name, value === true ? "" : value);
      }
    }
    return node;
  }

  // make("p.small", { lang: "ur" }, "text", node): tag and atlas- classes, attributes, children.
  function make(create, name, parts) {
    const [tag, ...classes] = name.split(".");
    const node = create(tag);
    if (classes.length) {
      node.setAttribute("class", classes.map((one) => `atlas-${one}`).join(" "));
    }
    for (const part of parts.flat(9).filter(given)) {
      if (part.constructor === Object) {
        set(node, part);
      } else {
        node.append(part);
      }
    }
    return node;
  }

  const html = (name, ...parts) => make((tag) => document.createElement(tag), name, parts);
  const svg = (name, ...parts) =>
    make((tag) => document.createElementNS(SVG_NAMESPACE, tag), name, parts);

  /** Elements made without markup, so that no text is ever read as HTML. */
  L.atlasDom = {
    set,
    html,
    svg,

    /** A link if the address is http(s), else plain text: nothing else may be followed. */
    link: (address, ...parts) =>
      WEB.test(address ?? "")
        ? html("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, parts)
        : html("span", parts),

    /** A button with a drawn sign, and a name for those who do not see it. */
    iconButton: (name, shape, click, ...parts) =>
      html(
        "button",
        { type: "button", "aria-label": name, title: name, click },
        svg("svg.icon", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: shape })),
        parts,
      ),
  };
})();
