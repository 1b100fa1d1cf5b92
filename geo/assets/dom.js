(() => {
  const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

  const given = (value) => value !== undefined && value !== null && value !== false;

  function put(node, name, value) {
    if (typeof value === "function") {
      node.addEventListener(name, value);
    } else if (given(value)) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }

  function set(node, attributes) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      put(node, name, value);
    }
    return node;
  }

  function furnish(node, attributes, children) {
    set(node, attributes).append(...children.flat().filter(given));
    return node;
  }

  /**
   * Elements made without markup, so that no text is ever read as HTML.
   * An attribute that is a function becomes a listener; null leaves it out.
   */
  L.atlasDom = {
    set,

    html: (tag, attributes, ...children) =>
      furnish(document.createElement(tag), attributes, children),

    svg: (tag, attributes, ...children) =>
      furnish(document.createElementNS(SVG_NAMESPACE, tag), attributes, children),

    /** A link if the address is http(s), else plain text: nothing else may be followed. */
    link(address, attributes, ...children) {
      if (!/^https?:\/\//i.test(address ?? "")) {
        return L.atlasDom.html("span", attributes, ...children);
      }
      const outside = { href: address, target: "_blank", rel: "noopener noreferrer" };
      return L.atlasDom.html("a", { ...attributes, ...outside }, ...children);
    },

    /** A button with a drawn sign and a name for those who do not see it. */
    iconButton(name, shape, press, attributes) {
      const icon = L.atlasDom.svg(
        "svg",
        { viewBox: "0 0 20 20", "aria-hidden": "true", class: "atlas-icon" },
        L.atlasDom.svg("path", { d: shape }),
      );
      const usual = { type: "button", "aria-label": name, title: name, click: press };
      return L.atlasDom.html("button", { ...usual, ...attributes }, icon);
    },
  };
})();
