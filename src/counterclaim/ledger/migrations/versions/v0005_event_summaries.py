"""A line for each event, so that lists of events answer at once."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; the next ``link`` fills it."""
    op.create_table(
        "event_summary",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("disputes", sa.Integer(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text()),
        sa.Column("last_day", sa.Text()),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event", name="pk_event_summary"),
        comment="Workings: each current event in a line",
    )
    for column in ("last_day", "reports", "disputes"):
        op.create_index(f"ix_event_summary_{column}", "event_summary", [column])
