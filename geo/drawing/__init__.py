"""What a still picture of a map shows, and where: the one truth of small pictures and figures.

It holds the frame, the choice and order of features, their strokes and
symbols, the places of names, the legend and the scale.  In which form they are
written, SVG by hand or a figure of a graphics library, is for others.  Lengths
are pixels of the picture, x to the right and y down from its upper left.
"""
