(() => {
  const { html, iconButton } = L.atlasDom;
  const CLOSE = "M5 5 15 15M15 5 5 15";
  const BUTTONS = 58;

  /** Opens a feature: in a popup on the map where there is room, else in a sheet from below. */
  L.AtlasPopup = L.Class.extend({
    initialize(map, layers, words, details) {
      Object.assign(this, { _map: map, _layers: layers, _words: words, _details: details });
      this._sheet = html("div.sheet", { hidden: true });
      map.getContainer().parentNode.append(this._sheet);
      this._roomy = matchMedia("(min-width: 760px) and (min-height: 421px)");
      this._popup = L.popup({
        closeButton: false,
        className: "atlas-popup",
        minWidth: 264,
        maxWidth: 360,
      });
      map.on("popupclose", ({ popup }) => popup === this._popup && this._closed());
      document.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
    },

    /** Open a mark at a position on the map; others that lie under the pointer are offered too. */
    open(mark, latlng, others = []) {
      // While one replaces another, the focus does not go back to the first.
      this._opened = null;
      this.close();
      this._opened = { mark, latlng, others };
      this._layers.choose(mark);
      this._article = this._write();
      if (this._roomy.matches) {
        this._float(mark, latlng);
      } else {
        this._raise(latlng);
      }
      this._article.focus({ preventScroll: true });
    },

    _float({ point, lift, radius }, latlng) {
      // The popup keeps clear of the buttons, which stand at the far side of the reading direction.
      const mirrored = this._words.direction() === "rtl";
      L.setOptions(this._popup, {
        offset: [0, point ? lift - radius + 4 : 0],
        autoPanPaddingTopLeft: [mirrored ? BUTTONS : 12, 16],
        autoPanPaddingBottomRight: [mirrored ? 12 : BUTTONS, 16],
      });
      this._popup.setLatLng(latlng).setContent(this._article).openOn(this._map);
    },

    _raise(latlng) {
      this._sheet.replaceChildren(this._article);
      this._sheet.hidden = false;
      this._sheet.scrollTop = 0;
      const paddingBottomRight = [24, this._sheet.offsetHeight + 24];
      this._map.panInside(latlng, { paddingTopLeft: [24, 40], paddingBottomRight });
    },

    /** The same feature again, in another language. */
    translate() {
      if (this._opened) {
        const { mark, latlng, others } = this._opened;
        const focused = document.activeElement;
        this.open(mark, latlng, others);
        focused.focus({ preventScroll: true });
      }
    },

    close() {
      if (this._popup.isOpen()) {
        this._map.closePopup(this._popup);
      } else if (!this._sheet.hidden) {
        this._closed();
      }
    },

    /** What had been opened is closed: nothing is chosen, and the focus goes back to the map. */
    _closed() {
      const lost = this._article.contains(document.activeElement);
      const node = this._opened?.mark.node;
      this._sheet.hidden = true;
      this._opened = null;
      this._layers.choose(null);
      if (lost) {
        node?.focus({ preventScroll: true });
      }
    },

    _write() {
      const { mark, latlng, others } = this._opened;
      const words = this._words;
      const offer = (one) => {
        const rest = [mark, ...others.filter((other) => other !== one)];
        const name = this._layers.title(one).slice(0, 2).join(words.t("list.comma"));
        return html("button", { type: "button", click: () => this.open(one, latlng, rest) }, name);
      };
      const attributes = {
        role: "dialog",
        tabindex: -1,
        "aria-labelledby": "atlas-name",
        "data-feature": mark.id,
        lang: words.language,
        dir: words.direction(),
      };
      const [head, ...rest] = this._details(mark);
      const close = iconButton(words.t("ui.close"), CLOSE, () => this.close());
      return html(
        "div.details",
        attributes,
        html("div.close", close),
        head,
        others.length > 0 && html("p.also", words.t("ui.also_here"), others.map(offer)),
        rest,
      );
    },
  });

  /** Name and status beside the pointer, or beside what has the focus. */
  L.AtlasTooltip = L.Class.extend({
    initialize(map, layers, surface) {
      this._map = map;
      this._node = html("div.tip", { "aria-hidden": "true", hidden: true });
      map.getContainer().append(this._node);
      const hide = () => {
        this._node.hidden = true;
      };
      layers.on("over", ({ mark, event }) => {
        if (event.pointerType === "mouse") {
          this._show(layers.title(mark), map.mouseEventToContainerPoint(event));
        }
      });
      layers.on("focus", ({ mark }) => {
        const at = mark.node.matches(":focus-visible") && mark.anchor(surface.view());
        if (at) {
          this._show(layers.title(mark), map.layerPointToContainerPoint(at));
        }
      });
      layers.on("out press", hide);
      map.on("movestart popupopen", hide);
      document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
    },

    _show([name, kind, status], { x, y }) {
      this._node.replaceChildren(html("b", name), html("span", status ?? kind));
      this._node.hidden = false;
      const { offsetWidth: width, offsetHeight: height } = this._node;
      const size = this._map.getSize();
      const left = Math.max(8, Math.min(x + 14, size.x - width - 8));
      const top = y + 18 + height < size.y ? y + 18 : y - height - 14;
      Object.assign(this._node.style, { left: `${left}px`, top: `${top}px` });
    },
  });
})();
