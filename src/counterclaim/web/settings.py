"""How the application is run."""

from dataclasses import dataclass
from typing import Literal, get_args

from counterclaim.web.geo.tiles import TileArchive
from counterclaim.web.security.users import Users

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Each may do what those before it may."""

Viewpoint = Literal["recognised", "de-facto"]

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """``token`` and ``users`` are both empty only where nobody but this machine can connect.

    ``hosts`` are the names by which browsers may call the server: any other is refused, so that
    a page elsewhere cannot reach it through a name of its own (DNS rebinding). ``blur_km``
    coarsens every coordinate that leaves the server; 0 leaves them as they are. ``tiles`` is a
    PMTiles archive of raster tiles to draw under the map. ``warm``: what takes long is worked out
    before somebody asks.
    """

    hosts: tuple[str, ...] = LOOPBACK
    token: str | None = None
    token_role: Role = "reader"
    users: Users | None = None
    secure: bool = False  # the browser reaches us by https
    blur_km: float = 0.0
    viewpoint: Viewpoint = "recognised"
    tiles: TileArchive | None = None
    warm: bool = False

    @property
    def open(self) -> bool:
        """Whether everybody who can connect is let in."""
        return self.token is None and self.users is None
