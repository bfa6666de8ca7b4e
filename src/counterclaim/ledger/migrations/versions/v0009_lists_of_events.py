"""One index that says all by which lists of events are chosen and ordered."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put it in the place of the one on the last day alone."""
    op.drop_index("ix_event_summary_last_day", "event_summary")
    op.create_index(
        "ix_event_summary_line",
        "event_summary",
        ["last_day", "first_day", "reports", "origins", "disputes", "family", "flags", "event"],
    )
