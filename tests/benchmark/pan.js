/** Notes the tasks that keep a page busy for more than 50 ms, as `window.longTasks`. */
globalThis.longTasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) {
    globalThis.longTasks.push([startTime, duration]);
  }
}).observe({ type: "longtask", buffered: true });
