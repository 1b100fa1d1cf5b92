(() => {
  const [RADIUS, FLATTENING] = [6_378_137, 1 / 298.257223563];
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const half = (angle) => Math.sin(angle / 2) ** 2;
  const square = (number) => number * number;

  /** On the ellipsoid of WGS 84. */
  L.atlasGeodesic = {
    /**
     * The shortest way between two positions, in metres: Lambert's formula, first order in the
     * flattening, on reduced latitudes; it errs by some metres in a thousand kilometres.
     */
    distance(from, to) {
      const [p, q] = [from, to].map(({ lat }) =>
        Math.atan((1 - FLATTENING) * Math.tan(radians(lat))),
      );
      const turn = Math.cos(p) * Math.cos(q) * half(radians(to.lng - from.lng));
      const arc = 2 * Math.asin(Math.sqrt(half(q - p) + turn));
      const [middle, apart] = [(p + q) / 2, (q - p) / 2];
      const shared = square((Math.sin(middle) * Math.cos(apart)) / Math.cos(arc / 2));
      const across = arc && square((Math.cos(middle) * Math.sin(apart)) / Math.sin(arc / 2));
      const sine = Math.sin(arc);
      const bulge = (arc - sine) * shared + (arc + sine) * across;
      return RADIUS * (arc - (FLATTENING / 2) * bulge);
    },

    /** Positions along that way, so many parts of it apart; on the sphere, as near as a pixel. */
    along(from, to, parts) {
      const ends = [from, to].map(({ lat, lng }) => {
        const [up, round] = [radians(lat), radians(lng)];
        return [Math.cos(up) * Math.cos(round), Math.cos(up) * Math.sin(round), Math.sin(up)];
      });
      return Array.from({ length: parts + 1 }, (_, at) => {
        const [x, y, z] = [0, 1, 2].map(
          (axis) => ends[0][axis] * (parts - at) + ends[1][axis] * at,
        );
        const degrees = (angle) => (angle * 180) / Math.PI;
        return L.latLng(degrees(Math.atan2(z, Math.hypot(x, y))), degrees(Math.atan2(y, x)));
      });
    },
  };
})();
