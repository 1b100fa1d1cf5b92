/**
 * Tells, as `window.benchmark`, when a page has its first feature on the screen and when it has
 * answered a click on that feature: milliseconds since the navigation began.
 */
globalThis.watchPage = async ({ feature, popup }) => {
  const frame = () => new Promise(requestAnimationFrame);
  // A message that is sent while a frame is being made arrives when that frame is done.
  const rendered = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  // Leaflet writes "M0 0" into the path of what is out of sight.
  const inSight = (path) => {
    const { width, height } = path.getBoundingClientRect();
    return (path.getAttribute("d") ?? "").length > 4 && width + height > 0;
  };
  const appeared = async (find) => {
    let found = find();
    while (!found) {
      await frame();
      found = find();
    }
    await rendered();
    return found;
  };

  const shapes = `${feature}[d], ${feature} [d]`;
  const first = await appeared(() => [...document.querySelectorAll(shapes)].find(inSight));
  const drawn = performance.now();
  const box = first.getBoundingClientRect();
  const [clientX, clientY] = [box.x + box.width / 2, box.y + box.height / 2];
  const how = { bubbles: true, cancelable: true, view: window, clientX, clientY };
  first.dispatchEvent(new MouseEvent("click", how));
  await frame();
  await appeared(() => document.querySelector(popup));
  window.benchmark = { drawn, answered: performance.now() };
};
