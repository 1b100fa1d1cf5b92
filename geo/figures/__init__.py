"""Still figures of maps, as SVG, PNG and PDF, from the style table and without a browser.

What is drawn and where comes from ``geo.drawing``, as for the small pictures of
the gallery.  Here it is set in type, with title, legend, scale, locator and
credit, by matplotlib, which joins Arabic letters by itself.
"""
