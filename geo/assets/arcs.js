(() => {
  // The kinds of numbers in a text, and the grids of positions, as in geo/arcs.py.
  const [POLYGONS, RINGS, LINES, ARCS, BACK, TURNED, CLOSED, GRID, MORE, EAST, NORTH, LON, LAT] =
    Array(13).keys();
  const GRIDS = [1, 2, 5, 10, 20, 50, 100];

  const times = (length, make) => Array.from({ length }, make);

  /** Lines and areas as geo/arcs.py packs them, one shape after another; positions are lon, lat. */
  L.AtlasArcs = L.Class.extend({
    initialize(units, text) {
      Object.assign(this, { _units: units, _arcs: [], _pen: [0, 0] });
      this._numbers = L.atlasNumbers(text);
      this._line = this._line.bind(this);
    },

    /** The next shape: its areas, each as its rings, the outer one first; or its lines. */
    next() {
      const numbers = this._numbers;
      const area = () => times(numbers.whole(RINGS) + 1, this._line);
      const polygons = times(numbers.whole(POLYGONS), area);
      return { polygons, lines: polygons.length ? [] : times(numbers.whole(LINES), this._line) };
    },

    _line() {
      const arcs = times(this._numbers.whole(ARCS) + 1, (_, at) =>
        this._arc(at === 0).slice(at ? 1 : 0),
      );
      return arcs.flat().map(([lon, lat]) => [lon / this._units, lat / this._units]);
    },

    /** An arc that was read before, perhaps turned round, or one that is new. */
    _arc(starts) {
      const numbers = this._numbers;
      const back = numbers.whole(BACK);
      if (!back) {
        this._arcs.push(this._fresh(starts));
      }
      const arc = this._arcs[this._arcs.length - (back || 1)];
      const turned = back && numbers.whole(TURNED) ? [...arc].reverse() : arc;
      this._pen = turned[turned.length - 1];
      return turned;
    },

    _fresh(starts) {
      const numbers = this._numbers;
      const closed = numbers.whole(CLOSED);
      const grid = GRIDS[numbers.whole(GRID)];
      const more = numbers.whole(MORE);
      let [lon, lat] = this._pen;
      if (starts) {
        lon += numbers.signed(EAST);
        lat += numbers.signed(NORTH);
      }
      const arc = [[lon, lat]];
      while (arc.length <= more) {
        lon += grid * numbers.signed(LON);
        lat += grid * numbers.signed(LAT);
        arc.push([lon, lat]);
      }
      return closed ? [...arc, arc[0]] : arc;
    },
  });
})();
