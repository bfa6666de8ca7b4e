"""The tables of linking: what is inferred across reports, and what persons judged.

``event``, ``origin``, ``link`` and ``judgement`` are kept for good, like everything in
:mod:`counterclaim.ledger.schema`: what no longer holds carries the revision that ended it.

The tables ``link_facts``, ``link_pair``, ``link_group`` and ``link_tie`` are workings, made from
the claims alone; they may be emptied at any time, and the next ``link`` makes them anew. So it
does where ``link_workings`` names another version than today's
(:func:`counterclaim.linking.workings.workings`), or none.
"""

import sqlalchemy as sa

from counterclaim.ledger.schema import Key, metadata


def _key() -> sa.Column[int]:
    return sa.Column("key", Key, primary_key=True, autoincrement=False)


def _revisions() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("added", Key, sa.ForeignKey("revision.number"), nullable=False),
        sa.Column("removed", Key, sa.ForeignKey("revision.number")),
    )


def _claim(name: str) -> sa.Column[int]:
    return sa.Column(name, Key, sa.ForeignKey("claim.key"), nullable=False)


def _named(name: str, comment: str) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        _key(),
        sa.Column("id", sa.Text, nullable=False, index=True),
        _claim("founder"),
        *_revisions(),
        sa.Index(f"ix_{name}_removed", "removed"),
        comment=comment,
    )


event = _named("event", "Claims that speak of one event; named after the earliest of them")
origin = _named("origin", "The saying or document that claims rest on")

link = sa.Table(
    "link",
    metadata,
    _key(),
    sa.Column("subject", sa.Text, nullable=False),  # event or origin
    _claim("claim"),
    _claim("other"),
    sa.Column("score", sa.Float(53), nullable=False),  # log-odds
    sa.Column("because", sa.Text, nullable=False),
    *_revisions(),
    sa.Index("ix_link_claim", "claim"),
    sa.Index("ix_link_added", "added"),
    sa.Index("ix_link_removed", "removed"),
    comment="Why a claim is in its event or origin: the claim it is likest to",
)

judgement = sa.Table(
    "judgement",
    metadata,
    _key(),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),  # same, not same or unsure
    *(
        column
        for part in ("first", "second")
        for column in (
            sa.Column(f"{part}_report", sa.Text, nullable=False),  # its identity
            sa.Column(f"{part}_claim", sa.Text, nullable=False),
            sa.Column(f"{part}_sha256", sa.Text, nullable=False),
            sa.Column(f"{part}_start", sa.Integer, nullable=False),
            sa.Column(f"{part}_end", sa.Integer, nullable=False),
        )
    ),
    sa.Column("judge", sa.Text, nullable=False),
    sa.Column("judged_at", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    *_revisions(),
    sa.Index("ix_judgement_first_report", "first_report"),
    sa.Index("ix_judgement_second_report", "second_report"),
    comment="What a person decided of two claims; wins over every inferred link",
)

link_workings = sa.Table(
    "link_workings",
    metadata,
    sa.Column("made_by", sa.Text, primary_key=True),
    comment="Workings: the version of linking that made the others",
)

link_facts = sa.Table(
    "link_facts",
    metadata,
    sa.Column("claim", Key, sa.ForeignKey("claim.key"), primary_key=True, autoincrement=False),
    sa.Column("cell", sa.Integer, nullable=False, index=True),
    sa.Column("standing", sa.LargeBinary, nullable=False),  # MessagePack, as are the facts
    sa.Column("facts", sa.LargeBinary, nullable=False),
    comment="Workings: what claims are compared by",
)

link_pair = sa.Table(
    "link_pair",
    metadata,
    sa.Column("cell", sa.Integer, primary_key=True, autoincrement=False),  # of the earlier claim
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("across", sa.Integer, primary_key=True, autoincrement=False),  # 1: to the next cell
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("pairs", sa.LargeBinary, nullable=False),  # firsts, seconds, scores: 64 bits each
    comment="Workings: pairs worth comparing, and their log-odds",
)

link_group = sa.Table(
    "link_group",
    metadata,
    # claims first: where the subject is, databases read half of the table by the key
    sa.Column("claim", Key, primary_key=True, autoincrement=False),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("founder", Key, nullable=False),
    sa.Column("cell", sa.Integer, nullable=False),
    sa.Index("ix_link_group_cell", "cell", "subject"),
    sa.Index("ix_link_group_founder", "founder", "subject"),
    comment="Workings: the groups of each cell of the calendar",
)

link_tie = sa.Table(
    "link_tie",
    metadata,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("first", Key, primary_key=True, autoincrement=False),
    sa.Column("second", Key, primary_key=True, autoincrement=False),
    sa.Column("cell", sa.Integer, nullable=False),  # of the first
    sa.Column("score", sa.Float(53), nullable=False),
    sa.Index("ix_link_tie_cell", "cell", "subject"),
    comment="Workings: groups of neighbouring cells that go on in one another",
)
