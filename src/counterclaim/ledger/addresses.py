"""What the ledger remembers of addresses, so that no program that polls asks for what is known."""

from collections.abc import Iterable, Sequence

import msgspec
import sqlalchemy as sa

from counterclaim.fetching.schedule import AddressState
from counterclaim.ledger.schema import address

TOGETHER = 200


def states_of(connection: sa.Connection, urls: Sequence[str]) -> dict[str, AddressState]:
    """What is remembered of those of ``urls`` of which anything is."""
    found: dict[str, AddressState] = {}
    for start in range(0, len(urls), TOGETHER):
        wanted = urls[start : start + TOGETHER]
        for row in connection.execute(sa.select(address).where(address.c.url.in_(wanted))):
            found[row.url] = AddressState(**row._mapping)
    return found


def remember(connection: sa.Connection, states: Iterable[AddressState]) -> None:
    """Write ``states`` over what was remembered of their addresses."""
    rows = {state.url: _storable(msgspec.structs.asdict(state)) for state in states}
    urls = list(rows)
    for start in range(0, len(urls), TOGETHER):
        some = urls[start : start + TOGETHER]
        connection.execute(sa.delete(address).where(address.c.url.in_(some)))
        connection.execute(sa.insert(address), [rows[url] for url in some])


def _storable(row: dict[str, object]) -> dict[str, object]:
    """Without NUL characters, which PostgreSQL cannot hold."""
    return {k: v.replace("\0", "") if isinstance(v, str) else v for k, v in row.items()}
