"""Which version of linking its workings were made by; those before are made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; the next ``link`` fills it."""
    op.create_table(
        "link_workings",
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("made_by", name="pk_link_workings"),
        comment="Workings: the version of linking that made the others",
    )
