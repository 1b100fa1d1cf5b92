/**
 * What has become of a promise by a day, as geo/promises.py has it: a due date counts to the
 * last day of its period, and what is done after that is late by a number of days, or between two.
 */
(() => {
  const first = (period) => `${period}-01-01`.slice(0, 10);
  const count = (day) => Date.parse(day) / 864e5;

  function last(period) {
    const [year, month = 12, day] = period.split("-");
    const end = () => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    return day ? period : end();
  }

  /** The events that count on a day; none counts before the one that stands above it. */
  function until(events, day) {
    let reached = "";
    return events.filter(({ date }) => {
      reached = first(date) > reached ? first(date) : reached;
      return reached <= day;
    });
  }

  /** By how many days a thing was done after its due date, at the least and at the most. */
  const lateness = (due, done) =>
    [first(done), last(done)].map((day) => count(day) - count(last(due)));

  function open(due, day) {
    if (!due) {
      return "no-date";
    }
    return day <= last(due) ? "not-due" : "unsettled";
  }

  /** Where a promise stands on a day, what settled it, how late it was kept; null before it. */
  function verdict({ made, due, events = [] }, day) {
    if (first(made) > day) {
      return null;
    }
    const event = until(events, day).findLast(({ outcome }) => outcome);
    const late = event?.outcome === "kept" && due && lateness(due, event.date);
    if (late && late[0] > 0) {
      return { standing: "kept-late", event, late };
    }
    return { standing: event?.outcome ?? open(due, day), event };
  }

  L.atlasPromises = { first, last, until, lateness, verdict };
})();
