/**
 * One SVG for everything that is drawn. Its parts are told to draw(view) when the view has
 * left what they drew, and to settle(view) whenever the map has come to rest.
 * A view turns world units into pixels of the layer: x * scale - view.x.
 */
L.AtlasSurface = L.SVG.extend({
  // Closer than these zooms, things of the third, fourth and fifth rank show too.
  options: { padding: 0.5, ranks: [5, 6.25, 8.25] },

  initialize(options) {
    L.SVG.prototype.initialize.call(this, options);
    this._parts = [];
    this.on("update", this._refresh, this);
  },

  add(part) {
    this._parts.push(part);
    return this;
  },

  /** A group of its own for a part, above the groups asked for before. */
  group(name, attributes = {}) {
    const group = L.atlasDom.svg(`g.${name}`, attributes);
    this._rootGroup.append(group);
    return group;
  },

  view() {
    const { x, y } = this._map.getPixelOrigin();
    const { x: width, y: height } = this._map.getSize();
    const near = this._map.containerPointToLayerPoint([0, 0]);
    const reach = (part) => [
      near.x - width * part,
      near.y - height * part,
      near.x + width * (1 + part),
      near.y + height * (1 + part),
    ];
    const zoom = this._map.getZoom();
    // Seen from afar, symbols are drawn smaller, so that neighbours part.
    const size = Math.min(1, Math.max(0.6, (zoom - 0.5) / 5.5));
    const rank = 2 + this.options.ranks.filter((from) => zoom >= from).length;
    return { zoom, size, rank, scale: 2 ** zoom, x, y, frame: reach(0), box: reach(0.75) };
  },

  redraw() {
    this._drawn = null;
    this._refresh();
  },

  settle() {
    const view = this.view();
    for (const part of this._parts) {
      part.settle?.(view);
    }
  },

  _refresh() {
    const view = this.view();
    if (!this._covers(view)) {
      this._drawn = view;
      for (const part of this._parts) {
        part.draw?.(view);
      }
    }
    this.settle();
  },

  _covers(view) {
    const drawn = this._drawn;
    const same = drawn && ["zoom", "x", "y"].every((key) => drawn[key] === view[key]);
    const [west, north, east, south] = view.frame;
    const box = drawn?.box ?? [];
    return same && box[0] <= west && box[1] <= north && box[2] >= east && box[3] >= south;
  },
});
