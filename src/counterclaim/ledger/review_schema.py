"""The table of reviews: what persons judged of single claims.

Kept for good, like everything in :mod:`counterclaim.ledger.schema`. A claim itself is never
changed: a correction stands beside it, with the name of whoever made it.
"""

import sqlalchemy as sa

from counterclaim.ledger.schema import Key, metadata

review = sa.Table(
    "review",
    metadata,
    sa.Column("key", Key, primary_key=True, autoincrement=False),
    sa.Column("claim", Key, sa.ForeignKey("claim.key"), nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),  # accept, correct or reject
    sa.Column("correction", sa.Text),  # JSON: the fields that should read otherwise
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("reviewer", sa.Text, nullable=False),
    sa.Column("reviewed_at", sa.Text, nullable=False),
    sa.Column("added", Key, sa.ForeignKey("revision.number"), nullable=False),
    sa.Column("removed", Key, sa.ForeignKey("revision.number")),  # they judged again
    sa.Index("ix_review_claim", "claim"),
    sa.Index("ix_review_reviewer", "reviewer"),
    comment="What a person judged of a claim; the claim stays as it was read",
)
