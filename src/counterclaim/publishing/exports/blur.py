"""Coordinates coarsened to a grid, so that an export does not point at a house.

The grid is the same every time: a place always moves to the same point, and averaging many
exports does not bring it back. Cells are some ``km`` kilometres high and wide, on a sphere.
"""

import math

import msgspec

from counterclaim.model.records import Place, Reading

KM_PER_DEGREE = 111.195
"""Of latitude, on a sphere of the Earth's mean radius."""

_MOVED = ("site", "settlement")
"""Precisions that a moved point no longer has."""


class BlurredPlace(Place, frozen=True, kw_only=True):
    """A place whose point was moved to the middle of a cell ``blurred_km`` kilometres wide."""

    blurred_km: float


class Blur:
    """A grid of cells ``km`` kilometres wide. Raises ``ValueError`` unless 0 < ``km`` <= 2000."""

    def __init__(self, km: float) -> None:
        if not 0 < km <= 2000:
            raise ValueError("a cell is more than 0 and at most 2000 kilometres wide")
        self.km = km
        self._rows = max(1, round(180 * KM_PER_DEGREE / km))
        self._digits = max(1, math.ceil(1 - math.log10(km / KM_PER_DEGREE)))

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """The middle of the cell around a point, in WGS 84 degrees."""
        height = 180 / self._rows
        row = min(self._rows - 1, max(0, math.floor((lat + 90) / height)))
        middle = (row + 0.5) * height - 90
        around = 360 * KM_PER_DEGREE * math.cos(math.radians(middle))
        columns = max(1, round(around / self.km))
        width = 360 / columns
        column = math.floor((lon + 180) % 360 / width) % columns
        return round(middle, self._digits), round((column + 0.5) * width - 180, self._digits)

    def place(self, place: Place) -> Place:
        """``place`` on the grid; without its GeoNames id, which is a point by another name."""
        if place.lat is None or place.lon is None:
            return place
        lat, lon = self.point(place.lat, place.lon)
        fields = msgspec.structs.asdict(place) | {"lat": lat, "lon": lon, "geonameid": None}
        if place.precision in _MOVED:
            fields["precision"] = "approximate"
        return BlurredPlace(**fields, blurred_km=self.km)

    def reading(self, reading: Reading) -> Reading:
        """``reading`` with every place of its claims on the grid."""
        claims = tuple(
            msgspec.structs.replace(claim, places=tuple(map(self.place, claim.places)))
            if claim.places
            else claim
            for claim in reading.claims
        )
        return msgspec.structs.replace(reading, claims=claims)


def precision_of(place: Place) -> str:
    """The place's precision and, where its point was moved, by how much."""
    if isinstance(place, BlurredPlace):
        return f"{place.precision}, blurred to {place.blurred_km:g} km"
    return place.precision
