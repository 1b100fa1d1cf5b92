(() => {
  const MARK = "xPYMx";
  // The rows that take their height from the map: on a wide page, title and legend stand beside it.
  const BELOW = "#atlas-time, #atlas-credit";
  const ABOVE = ".atlas-head, .atlas-tools";

  /**
   * Within a frame, tells the page around it how high the frame should be for its width: as Pym,
   * as AMP and Sidechain, and as plain listeners have it. It speaks to one origin only, by name:
   * that of the option `parent`, else of Pym's `parentUrl`, else the one that it was opened from.
   */
  L.AtlasFrame = L.Class.extend({
    initialize({ page, payload }) {
      const query = new URLSearchParams(location.search);
      const { read, origin } = L.atlasAddress;
      const named = read("parent") ?? origin(query.get("parentUrl")) ?? origin(page.referrer);
      // What is named must be what is there, or the browser complains of a message gone astray.
      const there = parent !== window && (location.ancestorOrigins?.[0] ?? named) === named;
      Object.assign(this, { _page: page, _map: payload.map.id, _child: query.get("childId") });
      this._origin = there ? named : undefined;
      this._wide = matchMedia("(min-width: 760px)");
      addEventListener("resize", () => this._tell());
      addEventListener("message", (event) => this._hear(event));
    },

    /** Another language may make the rows around the map higher. */
    translate() {
      this._tell();
    },

    _height() {
      const rows = this._wide.matches ? BELOW : `${BELOW}, ${ABOVE}`;
      const wide = this._page.getElementById("atlas-map").clientWidth;
      const map = Math.max(340, Math.min(540, wide * 0.68));
      const high = [...this._page.querySelectorAll(rows)].map((row) => row.offsetHeight);
      return Math.round(high.reduce((sum, one) => sum + one, map));
    },

    _tell(again) {
      const height = this._height();
      if (!this._origin || this._page.fullscreenElement || (height === this._told && !again)) {
        return;
      }
      this._told = height;
      const send = (message) => parent.postMessage(message, this._origin);
      send({ type: "sarhad:height", map: this._map, height });
      send({ sentinel: "amp", type: "embed-size", height });
      if (this._child) {
        send(["pym", this._child, "height", height].join(MARK));
      }
    },

    /** Of all messages one is heard: Pym's, that the width changed, from the origin that is named. */
    _hear({ source, origin, data }) {
      const start = ["pym", this._child, "width", ""].join(MARK);
      const asked = String(data).startsWith(start) && /^\d+$/.test(data.slice(start.length));
      if (asked && source === parent && origin === this._origin) {
        this._tell(true);
      }
    },
  });
})();
