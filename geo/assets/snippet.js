(() => {
  const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  const PICTURE = { width: 1200, height: 630 };
  const clean = (text) => String(text).replace(/[&<>"']/g, (sign) => SIGNS[sign]);

  /** The markup that puts a map into an article; `sarhad embed` prints the same. */
  L.atlasSnippet = {
    /** The address of a page with options: those without a value are left out. */
    address(url, options) {
      const given = Object.entries(options).filter(([, value]) => value);
      return `${url}#${L.atlasAddress.text(new URLSearchParams(given))}`;
    },

    /** A frame; where none is drawn, the link inside it. */
    frame({ title }, address, height) {
      const [name, src] = [title, address].map(clean);
      return (
        `<iframe src="${src}" title="${name}" width="100%" height="${height}" loading="lazy" ` +
        'style="width:100%;border:0" allow="fullscreen; clipboard-write">' +
        `<a href="${src}">${name}</a></iframe>`
      );
    },

    /** The still picture beside the page, which leads to it, and who is to be credited. */
    picture({ id, title, subtitle, credits, as_of: day }, address) {
      const src = `${address.split("#")[0].replace(/[^/]*$/, "")}${id}.png`;
      const owed = credits.map(({ text, licence }) => (licence ? `${text} (${licence})` : text));
      const [name, about, credit] = [title, subtitle, [...owed, day].join(" \u00b7 ")].map(clean);
      return (
        `<figure><a href="${clean(address)}"><img src="${clean(src)}" alt="${name}. ${about}" ` +
        `width="${PICTURE.width}" height="${PICTURE.height}" loading="lazy" ` +
        `style="max-width:100%;height:auto"></a><figcaption>${name}. ${credit}</figcaption></figure>`
      );
    },
  };
})();
