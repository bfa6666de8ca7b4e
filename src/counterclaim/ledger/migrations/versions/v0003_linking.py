"""Events, origins, links with their reasons, judgements; and the workings of linking."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEPT = ("event", "origin", "link", "judgement")
"""Tables of which only the column ``removed`` ever changes."""

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add linking's tables."""
    _named("event", "Claims that speak of one event; named after the earliest of them")
    _named("origin", "The saying or document that claims rest on")
    _link()
    _judgement()
    _workings()
    for table in KEPT:
        _keep(table)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, KEY, nullable=optional)


def _key() -> sa.Column[int]:
    return sa.Column("key", KEY, autoincrement=False, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def _revisions(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return tuple(_to(table, name, "revision.number") for name in ("added", "removed"))


def _named(table: str, comment: str) -> None:
    op.create_table(
        table,
        _key(),
        _text("id"),
        _number("founder"),
        _number("added"),
        _number("removed", optional=True),
        _to(table, "founder", "claim.key"),
        *_revisions(table),
        sa.PrimaryKeyConstraint("key", name=f"pk_{table}"),
        comment=comment,
    )
    op.create_index(f"ix_{table}_id", table, ["id"])
    op.create_index(f"ix_{table}_removed", table, ["removed"])


def _link() -> None:
    op.create_table(
        "link",
        _key(),
        _text("subject"),
        _number("claim"),
        _number("other"),
        sa.Column("score", sa.Float(53), nullable=False),
        _text("because"),
        _number("added"),
        _number("removed", optional=True),
        _to("link", "claim", "claim.key"),
        _to("link", "other", "claim.key"),
        *_revisions("link"),
        sa.PrimaryKeyConstraint("key", name="pk_link"),
        comment="Why a claim is in its event or origin: the claim it is likest to",
    )
    for column in ("claim", "added", "removed"):
        op.create_index(f"ix_link_{column}", "link", [column])


def _judgement() -> None:
    parts: list[sa.Column[Any]] = []
    for part in ("first", "second"):
        parts += [_text(f"{part}_report"), _text(f"{part}_claim"), _text(f"{part}_sha256")]
        parts += [
            sa.Column(f"{part}_{end}", sa.Integer(), nullable=False) for end in ("start", "end")
        ]
    op.create_table(
        "judgement",
        _key(),
        _text("subject"),
        _text("verdict"),
        *parts,
        _text("judge"),
        _text("judged_at"),
        _text("note"),
        _number("added"),
        _number("removed", optional=True),
        *_revisions("judgement"),
        sa.PrimaryKeyConstraint("key", name="pk_judgement"),
        comment="What a person decided of two claims; wins over every inferred link",
    )
    for part in ("first", "second"):
        op.create_index(f"ix_judgement_{part}_report", "judgement", [f"{part}_report"])


def _workings() -> None:
    op.create_table(
        "link_facts",
        sa.Column("claim", KEY, autoincrement=False, nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        _to("link_facts", "claim", "claim.key"),
        sa.PrimaryKeyConstraint("claim", name="pk_link_facts"),
        comment="Workings: what claims are compared by",
    )
    op.create_index("ix_link_facts_cell", "link_facts", ["cell"])
    op.create_table(
        "link_pair",
        _text("subject"),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("across", sa.Integer(), nullable=False),
        _number("first"),
        _number("second"),
        sa.Column("score", sa.Float(53), nullable=False),
        comment="Workings: pairs worth comparing, and their log-odds",
    )
    op.create_index("ix_link_pair_cell", "link_pair", ["cell", "subject", "across"])
    op.create_table(
        "link_group",
        _text("subject"),
        sa.Column("claim", KEY, autoincrement=False, nullable=False),
        _number("founder"),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "claim", name="pk_link_group"),
        comment="Workings: the groups of each cell of the calendar",
    )
    op.create_index("ix_link_group_cell", "link_group", ["cell", "subject"])
    op.create_index("ix_link_group_founder", "link_group", ["subject", "founder"])
    op.create_table(
        "link_tie",
        _text("subject"),
        sa.Column("first", KEY, autoincrement=False, nullable=False),
        sa.Column("second", KEY, autoincrement=False, nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(53), nullable=False),
        sa.PrimaryKeyConstraint("subject", "first", "second", name="pk_link_tie"),
        comment="Workings: groups of neighbouring cells that go on in one another",
    )
    op.create_index("ix_link_tie_cell", "link_tie", ["cell", "subject"])


def _keep(table: str) -> None:
    """Refuse to delete rows of ``table``, and to change anything but ``removed``."""
    bind = op.get_bind()
    names = [c["name"] for c in sa.inspect(bind).get_columns(table)]
    fixed = ", ".join(f'"{name}"' for name in names if name != "removed")
    for name, action in (("deleted", "DELETE"), ("changed", f"UPDATE OF {fixed}")):
        trigger = f"CREATE TRIGGER {table}_is_not_{name} BEFORE {action} ON {table} "
        if bind.dialect.name == "sqlite":
            message = "the ledger keeps what it has; mark it removed instead"
            op.execute(trigger + f"BEGIN SELECT RAISE(ABORT, '{message}'); END")
        else:
            op.execute(trigger + "FOR EACH ROW EXECUTE FUNCTION counterclaim_kept()")
