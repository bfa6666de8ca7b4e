"""Pairs of a cell together in one value; what claims are met by; groups by claim.

Workings alone change, and are made anew by the next ``link``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables anew; a ledger that was linked is known for one that was."""
    execute = op.get_bind().exec_driver_sql
    linked = execute("SELECT 1 FROM link_facts").first() is not None
    for table in ("link_workings", "link_tie"):
        execute(f"DELETE FROM {table}")
    if linked:
        execute("INSERT INTO link_workings (made_by) VALUES ('an earlier version')")
    for table in ("link_group", "link_pair", "link_facts"):
        op.drop_table(table)
    op.create_table(
        "link_facts",
        sa.Column("claim", _KEY, autoincrement=False, nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("standing", sa.LargeBinary(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("claim", name="pk_link_facts"),
        sa.ForeignKeyConstraint(["claim"], ["claim.key"], name="fk_link_facts_claim"),
        comment="Workings: what claims are compared by",
    )
    op.create_index("ix_link_facts_cell", "link_facts", ["cell"])
    op.create_table(
        "link_pair",
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("across", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("pairs", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("cell", "subject", "across", "part", name="pk_link_pair"),
        comment="Workings: pairs worth comparing, and their log-odds",
    )
    op.create_table(
        "link_group",
        sa.Column("claim", _KEY, autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("founder", _KEY, nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("claim", "subject", name="pk_link_group"),
        comment="Workings: the groups of each cell of the calendar",
    )
    op.create_index("ix_link_group_cell", "link_group", ["cell", "subject"])
    op.create_index("ix_link_group_founder", "link_group", ["founder", "subject"])
