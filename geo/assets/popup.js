(() => {
  const { html, iconButton } = L.atlasDom;
  const CLOSE = "M5 5 15 15M15 5 5 15";

  /** Opens a feature: in a popup on the map where there is room, else in a sheet from below. */
  L.AtlasPopup = L.Class.extend({
    initialize(map, layers, words, details) {
      Object.assign(this, { _map: map, _layers: layers, _words: words, _details: details });
      this._sheet = html("div", { class: "atlas-sheet", hidden: true });
      map.getContainer().parentNode.append(this._sheet);
      this._roomy = matchMedia("(min-width: 760px) and (min-height: 421px)");
      this._popup = L.popup({
        closeButton: false,
        className: "atlas-popup",
        minWidth: 264,
        maxWidth: 360,
        autoPanPadding: [16, 16],
      });
      map.on("popupclose", ({ popup }) => popup === this._popup && this._closed());
      document.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    },

    /** Open a mark at a position on the map; others that lie under the pointer are offered too. */
    open(mark, latlng, others = []) {
      this._silent = true;
      this.close();
      this._silent = false;
      this._layers.choose(mark);
      this._opened = { mark, latlng, others };
      const { article } = this._fill();
      if (this._roomy.matches) {
        this._popup.options.offset = L.point(0, mark.point ? mark.lift - mark.radius + 4 : 0);
        this._popup.setLatLng(latlng).setContent(article).openOn(this._map);
      } else {
        this._raise(article, latlng);
      }
      article.focus({ preventScroll: true });
    },

    _raise(article, latlng) {
      this._sheet.replaceChildren(article);
      this._sheet.hidden = false;
      this._sheet.scrollTop = 0;
      this._map.panInside(latlng, {
        paddingTopLeft: [24, 40],
        paddingBottomRight: [24, this._sheet.offsetHeight + 24],
      });
    },

    /** The same feature again, in another language. */
    translate() {
      if (this._opened) {
        const { mark, latlng, others } = this._opened;
        this.open(mark, latlng, others);
      }
    },

    close() {
      if (!this._sheet.hidden) {
        this._sheet.hidden = true;
        this._closed();
      }
      this._map.closePopup(this._popup);
    },

    _closed() {
      const within =
        this._article?.contains(document.activeElement) || document.activeElement === document.body;
      const node = this._opened?.mark.node;
      this._opened = null;
      this._layers.choose(null);
      if (within && !this._silent) {
        node?.focus({ preventScroll: true });
      }
    },

    _fill() {
      const { mark, latlng, others } = this._opened;
      const words = this._words;
      const close = iconButton(words.t("ui.close"), CLOSE, () => this.close(), {
        class: "atlas-close",
      });
      const other = (one) =>
        html(
          "button",
          {
            type: "button",
            click: () => this.open(one, latlng, [mark, ...others.filter((it) => it !== one)]),
          },
          this._layers.title(one).slice(0, 2).join(words.t("list.comma")),
        );
      const also = html("p", { class: "atlas-also" }, words.t("ui.also_here"), others.map(other));
      this._article = html(
        "article",
        {
          class: "atlas-details",
          role: "dialog",
          tabindex: -1,
          "aria-labelledby": "atlas-name",
          "data-feature": mark.id,
          lang: words.language,
          dir: words.direction(),
        },
        close,
        this._details.article(mark),
        others.length ? also : null,
      );
      return { article: this._article };
    },
  });

  /** Name and status beside the pointer, or beside what has the focus. */
  L.AtlasTooltip = L.Class.extend({
    initialize(map, layers, surface) {
      this._node = html("div", { class: "atlas-tip", "aria-hidden": "true", hidden: true });
      map.getContainer().append(this._node);
      const hide = () => {
        this._node.hidden = true;
      };
      layers.on("over", ({ mark, event }) => {
        if (event.pointerType === "mouse") {
          this._show(map, layers.title(mark), map.mouseEventToContainerPoint(event));
        }
      });
      layers.on("focus", ({ mark }) => {
        const at = mark.node.matches(":focus-visible") && mark.anchor(surface.view());
        if (at) {
          this._show(map, layers.title(mark), map.layerPointToContainerPoint(at));
        }
      });
      layers.on("out press", hide);
      map.on("movestart popupopen", hide);
      document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
    },

    _show(map, [name, kind, status], { x, y }) {
      this._node.replaceChildren(html("b", {}, name), html("span", {}, status ?? kind));
      this._node.hidden = false;
      const { offsetWidth: width, offsetHeight: height } = this._node;
      const size = map.getSize();
      const left = Math.max(8, Math.min(x + 14, size.x - width - 8));
      const top = y + 18 + height < size.y ? y + 18 : y - height - 14;
      this._node.style.left = `${left}px`;
      this._node.style.top = `${top}px`;
    },
  });
})();
