/**
 * What stood on a day, by the events of things. A day is "2013-03-11", so that days compare as
 * text. An event counts from the first day of its date on, but never before the event above it.
 */
L.AtlasTime = L.Evented.extend({
  /** `layers` are entries with `on` and `features`; `corridors`, whole lines by their ids. */
  initialize(asOf, layers, corridors = {}) {
    Object.assign(this, { asOf, day: asOf, atRest: true });
    this._things = layers.flatMap((layer) => [
      ...this._whole(layer, corridors),
      ...layer.features.map((feature) => ({ layer, id: feature.id, ...feature })),
    ]);
    this.recount();
  },

  /** Whole lines that a layer shows a part of; pressed, the first part speaks for the line. */
  _whole(layer, corridors) {
    return Object.entries(corridors).flatMap(([key, line]) => {
      const part = layer.features.find((feature) => feature.corridor_id === key);
      return part ? [{ ...line, layer, id: part.id }] : [];
    });
  },

  /** The days from which events count. */
  days(events) {
    let last = "";
    return events.map(({ date, from = date }) => {
      const first = `${from}-01-01`.slice(0, 10);
      last = first > last ? first : last;
      return last;
    });
  },

  /** The days on which something happened on layers that are on; at the end stands as_of. */
  recount() {
    const moments = new Map();
    for (const { id, name, events = [] } of this._things.filter(({ layer }) => layer.on)) {
      for (const [at, day] of this.days(events).entries()) {
        moments.set(day, [...(moments.get(day) ?? []), { ...events[at], id, name }]);
      }
    }
    moments.set(this.asOf, moments.get(this.asOf) ?? []);
    const turns = ({ status }) => (status ? 0 : 1);
    this.moments = [...moments]
      .map(([day, events]) => ({ day, events: events.sort((a, b) => turns(a) - turns(b)) }))
      .filter(({ day }) => day <= this.asOf)
      .sort((a, b) => (a.day < b.day ? -1 : 1));
  },

  /** Where the day stands among the moments: at the last one not after it, or before the first. */
  index() {
    return this.moments.findLastIndex(({ day }) => day <= this.day);
  },

  /** The day of the next moment (1) or of the one before (-1), if there is one. */
  beside(step) {
    const { moments, day: now } = this;
    const found =
      step > 0 ? moments.find(({ day }) => day > now) : moments.findLast(({ day }) => day < now);
    return found?.day;
  },

  /** Turn to a day; one that is none, or lies after as_of, leads back to as_of. */
  go(text) {
    const parsed = new Date(Date.parse(text) || 0).toISOString().slice(0, 10);
    const day = parsed === text && text < this.asOf ? text : this.asOf;
    if (day !== this.day) {
      this.day = day;
      this.atRest = day === this.asOf;
      this.fire("change");
    }
  },

  /** Status of a thing on a day, the date it is dated by, what happened and who says so. */
  statusOf({ status, status_date, status_what, status_sources, events = [] }, day = this.day) {
    if (day >= this.asOf) {
      return { status, date: status_date, what: status_what, sources: status_sources };
    }
    const days = this.days(events);
    return events.findLast((event, at) => event.status && days[at] <= day) ?? {};
  },

  /** Whether a thing is on the map: one without a status always, one cancelled at as_of only. */
  shows(feature, day = this.day) {
    const { status } = this.statusOf(feature, day);
    const always = !feature.events?.some((event) => event.status);
    return always || (status !== undefined && (status !== "cancelled" || day >= this.asOf));
  },
});
