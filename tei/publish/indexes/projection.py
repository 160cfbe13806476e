"""Where places are drawn: a map with the degrees at equal distances, as large as the places need.

There is no coast on it, for the outlines of land that are to be had are not ours to give away.
"""

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.publish.indexes import lettering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tei.publish.entities import Point
    from tei.publish.indexes.gathering import Entry

WIDTH_PX: Final = 720

_LOWEST_PX: Final = 300
_HIGHEST_PX: Final = 720
_MARGIN_PX: Final = 40
_LEAST_DEGREES: Final = 2.0
_PADDING: Final = 0.12
_SMALLEST_PX: Final = 4.0
_LARGEST_PX: Final = 14.0
_CROWDED_PX: Final = 0.15
_DEGREES_PX: Final = 56
_LINE_PX: Final = lettering.SIZE_PX * 1.25
_DESCENT: Final = 0.3
_DIAGONAL: Final = 0.71
_GAP_PX: Final = 3
_STEPS: Final = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45, 90)
_MOST_LINES: Final = 8


class Box(NamedTuple):
    """A rectangle that something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Return whether the two cover anything together."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class _Circle(NamedTuple):
    x: float
    y: float
    radius: float

    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


class Spot(NamedTuple):
    """A place on the map; ``label`` is "" if there is no room for its name. It begins at ``left``, on ``base``."""

    entry: "Entry"
    x: str
    y: str
    radius: str
    label: str
    left: str
    base: str


class Degree(NamedTuple):
    """A line of the grid: where, and what it is called, 30 for 30° north or east, negative for south or west."""

    at: str
    degrees: float


class Chart(NamedTuple):
    """A map: its height, the grid, and the places, those named most often first."""

    height: str
    parallels: tuple[Degree, ...]
    meridians: tuple[Degree, ...]
    spots: tuple[Spot, ...]


class _Frame(NamedTuple):
    """The part of the earth that is shown, in degrees, and how many pixels a degree has."""

    west: float
    east: float
    south: float
    north: float
    across_px: float
    down_px: float

    @property
    def height_px(self) -> float:
        return 2 * _MARGIN_PX + (self.north - self.south) * self.down_px

    def x(self, longitude: float) -> float:
        return _MARGIN_PX + ((longitude - self.west) % 360) * self.across_px

    def y(self, latitude: float) -> float:
        return _MARGIN_PX + (self.north - latitude) * self.down_px


def chart(entries: "Iterable[Entry]") -> Chart:
    """Return the map of those of *entries* that have coordinates; there is one at least."""
    found = [(entry, entry.entity.point) for entry in entries if entry.entity and entry.entity.point]
    frame = _frame([point for _, point in found])
    found.sort(key=lambda pair: -pair[0].occurrences)
    step = next((size for size in _STEPS if max(_extent(frame)) / size <= _MOST_LINES), _STEPS[-1])
    parallels = tuple(_degrees(frame.south, frame.north, step, frame.y))
    named = [Box(0, float(line.at) - _LINE_PX, _DEGREES_PX, float(line.at)) for line in parallels]
    named.append(Box(0, frame.height_px - _LINE_PX, WIDTH_PX, frame.height_px))
    return Chart(
        height=lettering.number(frame.height_px),
        parallels=parallels,
        meridians=tuple(
            Degree(line.at, (line.degrees + 180) % 360 - 180)
            for line in _degrees(frame.west, frame.east, step, frame.x)
        ),
        spots=tuple(_labelled(found, frame, named)),
    )


def _extent(frame: _Frame) -> tuple[float, float]:
    return frame.east - frame.west, frame.north - frame.south


def _frame(points: "Sequence[Point]") -> _Frame:
    """Return what of the earth is shown: all *points* with some land around, in true shape at its middle."""
    west, east = _between([point.longitude for point in points])
    south, north = min(point.latitude for point in points), max(point.latitude for point in points)
    west, east = _widened(west, east, _LEAST_DEGREES, 360)
    south, north = _widened(south, north, _LEAST_DEGREES, 180)
    inner = WIDTH_PX - 2 * _MARGIN_PX
    shape = math.cos(math.radians(min(80.0, abs((south + north) / 2))))
    down = min((_HIGHEST_PX - 2 * _MARGIN_PX) / (north - south), inner / ((east - west) * shape))
    # A band that is too flat to be read is shown with more of the north and south.
    lacking = max(0.0, (_LOWEST_PX - 2 * _MARGIN_PX) / down - (north - south)) / 2
    south, north = max(-90.0, south - lacking), min(90.0, north + lacking)
    degrees = min(360.0, inner / (down * shape))
    middle = (west + east) / 2
    return _Frame(middle - degrees / 2, middle + degrees / 2, south, north, inner / degrees, down)


def _between(longitudes: "Sequence[float]") -> tuple[float, float]:
    """Return the shortest stretch with all *longitudes*, from west to east; it may cross the line of the date."""
    order = sorted(set(longitudes))
    gaps = [(after - before, after) for before, after in pairwise(order)]
    gaps.append((order[0] + 360 - order[-1], order[0]))
    width, start = max(gaps)
    return start, start + 360 - width


def _widened(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    extent = min(most, max(least, (high - low) * (1 + 2 * _PADDING)))
    middle = (low + high) / 2
    return middle - extent / 2, middle + extent / 2


def _degrees(low: float, high: float, step: float, at: "Callable[[float], float]") -> "Iterable[Degree]":
    for number in range(math.ceil(low / step), math.floor(high / step) + 1):
        degrees = round(number * step, 1)
        yield Degree(lettering.number(at(degrees)), degrees)


def _labelled(found: "Sequence[tuple[Entry, Point]]", frame: _Frame, grid: "Iterable[Box]") -> "Iterable[Spot]":
    """Yield the places with their labels, where these cover neither a place, nor another label, nor one of *grid*."""
    most = max(1, *(entry.occurrences for entry, _ in found))
    largest = max(_SMALLEST_PX, _LARGEST_PX - len(found) * _CROWDED_PX)
    circles = [
        _Circle(frame.x(point.longitude), frame.y(point.latitude), _radius(entry.occurrences / most, largest))
        for entry, point in found
    ]
    covered = [*(circle.box() for circle in circles), *grid]
    for (entry, _), circle in zip(found, circles, strict=True):
        label = lettering.shortened(entry.name, WIDTH_PX / 3)
        box = _free(label, circle, covered, frame.height_px)
        if box is not None:
            covered.append(box)
        yield _spot(entry, circle, label, box)


def _spot(entry: "Entry", circle: _Circle, label: str, box: Box | None) -> Spot:
    x, y, radius = map(lettering.number, circle)
    if box is None:
        return Spot(entry, x, y, radius, "", x, y)
    return Spot(
        entry, x, y, radius, label, lettering.number(box.left), lettering.number(box.bottom - _LINE_PX * _DESCENT)
    )


def _free(label: str, circle: _Circle, covered: "Sequence[Box]", height_px: float) -> Box | None:
    """Return a box for *label* beside, above or below a place, or None if each would cover something."""
    x, y, radius = circle
    width, away = lettering.width_px(label), radius + _GAP_PX
    aside = away * _DIAGONAL
    candidates = (
        (x + away, y - _LINE_PX / 2),
        (x - away - width, y - _LINE_PX / 2),
        (x - width / 2, y - away - _LINE_PX),
        (x - width / 2, y + away),
        (x + aside, y - aside - _LINE_PX),
        (x + aside, y + aside),
        (x - aside - width, y - aside - _LINE_PX),
        (x - aside - width, y + aside),
    )
    boxes = (Box(left, top, left + width, top + _LINE_PX) for left, top in candidates)
    return next(
        (
            box
            for box in boxes
            if min(box) >= 0
            and box.right <= WIDTH_PX
            and box.bottom <= height_px
            and not any(box.meets(other) for other in covered)
        ),
        None,
    )


def _radius(share: float, largest_px: float) -> float:
    """Return the radius for a place: its area tells how often it is named, beside the one named most often."""
    return _SMALLEST_PX + (largest_px - _SMALLEST_PX) * math.sqrt(share)
