"""What persons judge of single claims."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FIXED = (
    "key", "claim", "verdict", "correction", "note", "reviewer", "reviewed_at", "added",
)  # fmt: skip
"""Columns that never change."""


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "review",
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("claim", KEY, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("correction", sa.Text()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.Text(), nullable=False),
        sa.Column("added", KEY, nullable=False),
        sa.Column("removed", KEY),
        sa.ForeignKeyConstraint(["claim"], ["claim.key"], name="fk_review_claim"),
        sa.ForeignKeyConstraint(["added"], ["revision.number"], name="fk_review_added"),
        sa.ForeignKeyConstraint(["removed"], ["revision.number"], name="fk_review_removed"),
        sa.PrimaryKeyConstraint("key", name="pk_review"),
        comment="What a person judged of a claim; the claim stays as it was read",
    )
    op.create_index("ix_review_claim", "review", ["claim"])
    op.create_index("ix_review_reviewer", "review", ["reviewer"])
    fixed = ", ".join(f'"{name}"' for name in FIXED)
    for name, event in (("deleted", "DELETE"), ("changed", f"UPDATE OF {fixed}")):
        trigger = f"CREATE TRIGGER review_is_not_{name} BEFORE {event} ON review "
        if op.get_bind().dialect.name == "sqlite":
            message = "the ledger keeps what it has; mark it removed instead"
            op.execute(trigger + f"BEGIN SELECT RAISE(ABORT, '{message}'); END")
        else:
            op.execute(trigger + "FOR EACH ROW EXECUTE FUNCTION counterclaim_kept()")
