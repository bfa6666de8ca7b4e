"""Full text as Datasette finds it by itself, and a key by which it searches the view of claims."""

from importlib.resources import files

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the view, and on SQLite the full-text table, anew."""
    dialect = op.get_bind().dialect.name
    for name in ("0007_views.sql", *(["0007_sqlite.sql"] if dialect == "sqlite" else [])):
        script = files("counterclaim.ledger.migrations.versions").joinpath(name).read_text("utf-8")
        for statement in script.split("--;"):
            op.get_bind().exec_driver_sql(statement)
