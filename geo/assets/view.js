(() => {
  const read = (name) => L.atlasAddress.read(name);
  const toBounds = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east]);

  /** How far the map may be moved: a sheet over its lower half must not hide a thing for good. */
  function roaming([west, south, east, north]) {
    const [wide, high] = [(east - west) / 2, north - south];
    return [
      [Math.max(south - high, -84), west - wide],
      [Math.min(north + high, 84), east + wide],
    ];
  }

  /** The map itself, and its home: the view that it opens with and keeps until the reader leaves. */
  L.AtlasView = L.Class.extend({
    initialize(node, { bounds, max_bounds: reach }) {
      const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
      this._bounds = bounds;
      this.map = L.map(node, {
        attributionControl: false,
        zoomControl: false,
        trackResize: false,
        zoomAnimation: animate,
        fadeAnimation: animate,
        inertia: animate,
        zoomSnap: 0.25,
        maxZoom: 14,
        maxBounds: roaming(reach),
        maxBoundsViscosity: 0.6,
      });
      if (!animate) {
        this.map.panBy = (by) => L.Map.prototype.panBy.call(this.map, by, { animate: false });
      }
      this._open();
      new ResizeObserver(() => this._refit()).observe(node);
      addEventListener("beforeprint", () => this._print(true));
      addEventListener("afterprint", () => this._print(false));
    },

    /** Show what the address names: a view, or an extent, or all that the map is about. */
    obey() {
      const same = String(read("view") ?? []) === String(this._now());
      if (!same || String(this._home()) !== String(this._extent)) {
        this._open();
      }
    },

    _home() {
      return read("extent") ?? this._bounds;
    },

    _open() {
      const view = read("view");
      this._extent = this._home();
      this.reset();
      if (view) {
        const [zoom, lat, lon] = view;
        this.map.setView([lat, lon], zoom, { animate: false });
      }
    },

    reset() {
      const { map } = this;
      // What moves on the way there is at home, too: the address has no need of it.
      this._settling = true;
      const options = { animate: false, padding: [12, 12] };
      map.setMinZoom(0);
      const widest = map.getBoundsZoom(toBounds(this._bounds), false, L.point(24, 24));
      map.fitBounds(toBounds(this._extent), options);
      map.setMinZoom(Math.max(1, Math.min(widest, map.getZoom()) - 1.5));
      Object.assign(this, { _centre: map.getCenter(), _zoom: map.getZoom(), _settling: false });
    },

    atHome() {
      const { map, _centre: centre, _zoom: zoom } = this;
      const there = () => map.getCenter().distanceTo(centre) < 1 && map.getZoom() === zoom;
      return this._settling || there();
    },

    _now() {
      const { lat, lng } = this.map.getCenter();
      const numbers = [this.map.getZoom().toFixed(2), lat.toFixed(4), lng.toFixed(4)];
      return this.atHome() ? [] : numbers.map(Number);
    },

    /** The view as the address keeps it: zoom, latitude, longitude; nothing at home. */
    text() {
      return this._now().join("/") || null;
    },

    /** Fit to the room there is; the first view stays whole until the reader leaves it. */
    _refit() {
      const { map } = this;
      const { clientWidth, clientHeight } = map.getContainer();
      if (map.getSize().equals([clientWidth, clientHeight])) {
        return;
      }
      // On the way from home to home, the reader is not elsewhere.
      this._settling = this.atHome();
      map.invalidateSize({ animate: false });
      if (this._settling) {
        this.reset();
      }
    },

    _print(printed) {
      document.body.classList.toggle("is-printed", printed);
      this._refit();
    },
  });
})();
