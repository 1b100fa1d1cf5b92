"""What stands where on a figure, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.drawing.frame import Frame
    from geo.drawing.placing import Label, Rect
    from geo.drawing.scale import ScaleBar
    from geo.drawing.scene import Mark
    from geo.fields import Worldview
    from geo.figures.key import Key
    from geo.figures.locator import Locator
    from geo.figures.sheet import Layout


@dataclass(frozen=True)
class Furniture:
    """All that stands around a map: layout, legend, and the lines of title, lead and credit."""

    layout: Layout
    key: Key
    title: tuple[str, ...]
    lead: tuple[str, ...]
    credit: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A whole figure; what is on the map is in pixels from the map's own corner."""

    furniture: Furniture
    frame: Frame
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    scale: ScaleBar
    scale_words: str
    scale_box: Rect
    locator: Locator | None
    worldview: Worldview

    @property
    def layout(self) -> Layout:
        """Where the parts lie."""
        return self.furniture.layout
