(() => {
  const SIGNS = [
    "M4 8V4H8M12 4H16V8M16 12V16H12M8 16H4V12",
    "M8 4V8H4M16 8H12V4M12 16V12H16M4 12H8V16",
  ];

  /** The page on the whole screen, where the browser and the frame around the page allow it. */
  L.AtlasFullScreen = L.Class.extend({
    initialize({ buttons }) {
      if (!document.fullscreenEnabled) {
        return;
      }
      const key = () => `tool.${document.fullscreenElement ? "leave_" : ""}full_screen`;
      const button = buttons.add(key, SIGNS[0], () => {
        const asked = document.fullscreenElement
          ? document.exitFullscreen()
          : document.documentElement.requestFullscreen();
        // A browser may refuse all the same: then the page stays as it is.
        asked?.catch(() => {});
      });
      document.addEventListener("fullscreenchange", () => {
        const sign = SIGNS[document.fullscreenElement ? 1 : 0];
        L.atlasDom.set(button.querySelector("path"), { d: sign });
        buttons.translate();
      });
      this.translate = () => buttons.translate();
    },

    translate() {},
  });
})();
