(() => {
  const { html } = L.atlasDom;
  const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
  // The hint stays so many milliseconds after the last gesture that it answers.
  const STAY = 1500;
  const held = (event) => event.ctrlKey || event.metaKey;

  /**
   * Within an article the map leaves the wheel and one finger to the page around it, until
   * Ctrl or ⌘ is held or a second finger comes. Alone, or on the full screen, it takes both.
   */
  L.AtlasGestures = L.Class.extend({
    initialize({ map, words }) {
      Object.assign(this, { _map: map, _words: words });
      const node = map.getContainer();
      this._hint = html("div.hint", { "aria-hidden": "true" });
      node.append(this._hint);
      // From above the map, so that its own listeners come, or go, before the event gets there.
      // A browser lets none of them keep the wheel, unless one that may was there before.
      const above = { capture: true, passive: false };
      const listen = (type, hear) => node.parentNode.addEventListener(type, hear, above);
      listen("wheel", (event) => this._wheel(event));
      listen("pointerdown", ({ pointerType }) => this._drag(pointerType !== "touch"));
      listen("touchmove", ({ touches }) => this._calm && touches.length < 2 && this._tell(false));
      document.addEventListener("fullscreenchange", () => this._settle());
      this._settle();
    },

    translate() {
      this._hint.dir = this._words.direction();
      this._hint.lang = this._words.language;
    },

    _settle() {
      this._calm = parent !== window && !document.fullscreenElement;
      this._map.getContainer().classList.toggle("is-calm", this._calm);
      this._drag(true);
      this._map.scrollWheelZoom.enable();
    },

    _drag(free) {
      this._map.dragging[free || !this._calm ? "enable" : "disable"]();
    },

    _wheel(event) {
      const ours = !this._calm || held(event);
      this._map.scrollWheelZoom[ours ? "enable" : "disable"]();
      if (!ours && !event.target.closest(".leaflet-popup")) {
        this._tell(true);
      }
    },

    _tell(wheel) {
      const { _words: words, _hint: hint } = this;
      hint.textContent = words.t(`tool.${wheel ? "wheel" : "fingers"}`, {
        key: MAC ? "⌘" : "Ctrl",
      });
      hint.classList.add("is-shown");
      clearTimeout(this._timer);
      this._timer = setTimeout(() => hint.classList.remove("is-shown"), STAY);
    },
  });
})();
