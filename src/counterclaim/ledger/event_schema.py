"""The summaries of events, kept so that lists of them answer at once.

A working table like those of :mod:`counterclaim.ledger.link_schema`: made from the claims,
renewed by every ``link`` for the events that changed.
"""

import sqlalchemy as sa

from counterclaim.ledger.schema import metadata

LINE = (
    "last_day", "first_day", "reports", "origins", "disputes", "family", "flags", "event",
)  # fmt: skip
"""All that lists are chosen and ordered by, in one index: the summaries themselves are long."""

event_summary = sa.Table(
    "event_summary",
    metadata,
    sa.Column("event", sa.Text, primary_key=True),
    sa.Column("family", sa.Text, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("origins", sa.Integer, nullable=False),
    sa.Column("disputes", sa.Integer, nullable=False),
    sa.Column("flags", sa.Text, nullable=False),  # kinds, each between bars
    sa.Column("first_day", sa.Text),
    sa.Column("last_day", sa.Text),
    sa.Column("summary", sa.Text, nullable=False),  # JSON
    sa.Index("ix_event_summary_line", *LINE),
    sa.Index("ix_event_summary_reports", "reports"),
    sa.Index("ix_event_summary_disputes", "disputes"),
    comment="Workings: each current event in a line",
)
