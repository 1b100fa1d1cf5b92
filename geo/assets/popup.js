(() => {
  const { html, set, iconButton } = L.atlasDom;
  const CLOSE = "M5 5 15 15M15 5 5 15";
  const BUTTONS = 58;

  /** Where a part that unfolds stands: its key after the keys of those around it. */
  function path(part) {
    const around = part.parentNode.closest("details");
    return `${around ? path(around) : ""}/${part.dataset.fold}`;
  }

  /** Opens a feature: in a popup on the map where there is room, else in a sheet from below. */
  L.AtlasPopup = L.Evented.extend({
    initialize(map, layers, words, details, time) {
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
      time?.on("change", () => this._turn(time));
    },

    /** Open a mark at a position on the map; others that lie under the pointer are offered too. */
    open(mark, latlng, others = []) {
      // While one replaces another, the focus does not go back to the first.
      this._opened = null;
      this.close();
      this._opened = { mark, latlng, others };
      this._layers.choose(mark);
      this._article = html("div.details", {
        role: "dialog",
        tabindex: -1,
        "data-feature": mark.id,
      });
      this._article.addEventListener("toggle", () => this._fit(), true);
      this._write();
      if (this._roomy.matches) {
        this._float(mark, latlng);
      } else {
        this._raise(latlng);
      }
      this._article.focus({ preventScroll: true });
      this.fire("turn", { mark });
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

    /** The same feature again, in another language; what the reader unfolded stays so. */
    translate() {
      if (this._opened) {
        const folds = () => [...this._article.querySelectorAll("details")];
        const unfolded = folds().flatMap((part) => (part.open ? path(part) : []));
        this._write();
        for (const part of folds()) {
          part.open = unfolded.includes(path(part));
        }
        this._fit();
      }
    },

    /** The same feature as it stood on another day; closed, if it is not on the map then. */
    _turn(time) {
      if (this._opened && !time.shows(this._opened.mark.feature)) {
        this.close();
      }
      this.translate();
    },

    /** Let the popup keep to the map when what it tells has grown. */
    _fit() {
      if (this._popup.isOpen()) {
        const high = this._popup.getElement().offsetHeight;
        this._map.panInside(this._opened.latlng, { paddingTopLeft: [12, high + 16] });
      }
    },

    /** How high the sheet is that covers the map from below, if there is one. */
    covers() {
      return this._sheet.offsetHeight;
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
      const opened = this._opened;
      this._sheet.hidden = true;
      this._opened = null;
      this._layers.choose(null);
      if (lost) {
        opened?.mark.node.focus({ preventScroll: true });
      }
      // One that only gives way to another is not told of.
      if (opened) {
        this.fire("turn", { mark: null });
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
      const [head, ...rest] = this._details(mark);
      const close = iconButton(words.t("ui.close"), CLOSE, () => this.close());
      const also = others.length > 0 && html("p.also", words.t("ui.also_here"), others.map(offer));
      const written = html("div", html("div.close", close), head, also, rest);
      const { language: lang } = words;
      set(this._article, { "aria-labelledby": "atlas-name", lang, dir: words.direction() });
      this._article.replaceChildren(...written.childNodes);
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
      const ahead = document.documentElement.dir === "rtl" ? -14 - width : 14;
      const left = Math.max(8, Math.min(x + ahead, size.x - width - 8));
      const top = y + 18 + height < size.y ? y + 18 : y - height - 14;
      Object.assign(this._node.style, { left: `${left}px`, top: `${top}px` });
    },
  });
})();
