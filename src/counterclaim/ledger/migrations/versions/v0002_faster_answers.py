"""Figures by unit in the order of claims; on PostgreSQL places in time, and names a link each."""

from importlib.resources import files

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Exchange the indexes that a million claims were too many for."""
    op.drop_index("ix_claim_figure_unit_low", "claim_figure")
    op.create_index("ix_claim_figure_unit_claim", "claim_figure", ["unit", "claim", "low", "high"])
    if op.get_bind().dialect.name == "postgresql":
        script = files("counterclaim.ledger.migrations.versions").joinpath("0002_postgresql.sql")
        for statement in script.read_text("utf-8").split("--;"):
            op.get_bind().exec_driver_sql(statement)
