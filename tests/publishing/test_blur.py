import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.publishing.exports.blur import KM_PER_DEGREE, Blur, BlurredPlace, precision_of
from tests.publishing.exported import LIPOVKA, OSTROV, REGION

LATITUDES = st.floats(-90, 90, allow_nan=False)
LONGITUDES = st.floats(-180, 180, allow_nan=False)
WIDTHS = st.floats(0.1, 500)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance (haversine)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, p)) for p in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * math.degrees(math.asin(min(1.0, math.sqrt(h)))) * KM_PER_DEGREE


@given(LATITUDES, LONGITUDES, WIDTHS)
def test_a_point_moves_to_the_middle_of_its_cell(lat: float, lon: float, km: float) -> None:
    blur = Blur(km)
    moved = blur.point(lat, lon)
    assert -90 <= moved[0] <= 90
    assert -180 <= moved[1] <= 180
    assert kilometres((lat, lon), moved) <= km * 1.6
    assert blur.point(*moved) == moved


@given(LATITUDES, LONGITUDES)
def test_the_grid_has_no_seam(lat: float, lon: float) -> None:
    assert Blur(50).point(lat, 180.0) == Blur(50).point(lat, -180.0)


def test_neighbours_become_one_point() -> None:
    assert Blur(10).point(46.58, 32.29) == Blur(10).point(46.581, 32.291)


def test_a_place_loses_what_points_at_it() -> None:
    moved = Blur(10).place(LIPOVKA)
    assert isinstance(moved, BlurredPlace)
    assert (moved.lat, moved.lon) != (LIPOVKA.lat, LIPOVKA.lon)
    assert moved.geonameid is None
    assert precision_of(moved) == "approximate, blurred to 10 km"
    assert precision_of(Blur(10).place(REGION)) == "admin1, blurred to 10 km"
    assert Blur(10).place(OSTROV) == OSTROV


@pytest.mark.parametrize("km", [0, -1, 3000, math.nan])
def test_a_cell_has_a_size(km: float) -> None:
    with pytest.raises(ValueError, match="kilometres"):
        Blur(km)
