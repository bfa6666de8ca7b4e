"""Tables, full text, boxes, views, and triggers that keep what is there."""

from importlib.resources import files

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT = (
    "revision", "text", "report", "reading", "claim",
    "claim_source", "claim_party", "claim_place", "claim_figure",
)  # fmt: skip
"""Tables whose rows are never deleted."""

CHANGING = {
    "report": {"removed", "removed_because"},
    "reading": {"removed"},
    "claim": {"event", "origin", "changed", "removed"},
}
"""The only columns that are ever updated."""


def upgrade() -> None:
    """Make the ledger."""
    _tables()
    dialect = op.get_bind().dialect.name
    _run(f"0001_{dialect}.sql")
    _run("0001_views.sql")
    for table in KEPT:
        _keep(table, dialect)


def _run(name: str) -> None:
    script = files("counterclaim.ledger.migrations.versions").joinpath(name).read_text("utf-8")
    for statement in script.split("--;"):
        op.get_bind().exec_driver_sql(statement)


def _keep(table: str, dialect: str) -> None:
    """Refuse to delete rows of ``table``, and to change columns that never change."""
    names = [c["name"] for c in sa.inspect(op.get_bind()).get_columns(table)]
    fixed = ", ".join(f'"{n}"' for n in names if n not in CHANGING.get(table, ()) and n != "words")
    for name, event in (("deleted", "DELETE"), ("changed", f"UPDATE OF {fixed}")):
        trigger = f"CREATE TRIGGER {table}_is_not_{name} BEFORE {event} ON {table} "
        if dialect == "sqlite":
            message = "the ledger keeps what it has; mark it removed instead"
            op.execute(trigger + f"BEGIN SELECT RAISE(ABORT, '{message}'); END")
        else:
            op.execute(trigger + "FOR EACH ROW EXECUTE FUNCTION counterclaim_kept()")


def _tables() -> None:
    op.create_table(
        "revision",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revision")),
        comment="One write transaction each; numbers follow the order of commits",
    )
    op.create_table(
        "text",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_text")),
        comment="What offsets count in, by the SHA-256 of its UTF-8",
    )
    op.create_table(
        "report",
        sa.Column(
            "key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("previous", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("retrieved_at", sa.Text(), nullable=False),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("removed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("removed_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["added"], ["revision.number"], name=op.f("fk_report_added")),
        sa.ForeignKeyConstraint(["previous"], ["report.key"], name=op.f("fk_report_previous")),
        sa.ForeignKeyConstraint(["removed"], ["revision.number"], name=op.f("fk_report_removed")),
        sa.ForeignKeyConstraint(["sha256"], ["text.sha256"], name=op.f("fk_report_sha256")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_report")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_report_fingerprint")),
        sa.UniqueConstraint("identity", "version", name=op.f("uq_report_identity_version")),
        comment="One version of one report; the newest has no removed",
    )
    op.create_index("ix_report_added", "report", ["added"], unique=False)
    op.create_index(op.f("ix_report_id"), "report", ["id"], unique=False)
    op.create_index(op.f("ix_report_outlet"), "report", ["outlet"], unique=False)
    op.create_index(op.f("ix_report_published"), "report", ["published"], unique=False)
    op.create_index("ix_report_removed", "report", ["removed"], unique=False)
    op.create_index(op.f("ix_report_sha256"), "report", ["sha256"], unique=False)
    op.create_index(op.f("ix_report_url"), "report", ["url"], unique=False)
    op.create_table(
        "reading",
        sa.Column(
            "key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("report", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("removed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["added"], ["revision.number"], name=op.f("fk_reading_added")),
        sa.ForeignKeyConstraint(["removed"], ["revision.number"], name=op.f("fk_reading_removed")),
        sa.ForeignKeyConstraint(["report"], ["report.key"], name=op.f("fk_reading_report")),
        sa.ForeignKeyConstraint(["sha256"], ["text.sha256"], name=op.f("fk_reading_sha256")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reading")),
        sa.UniqueConstraint("report", "extractor", name=op.f("uq_reading_report_extractor")),
        comment="What one version of the reader made of one version of a report",
    )
    op.create_index("ix_reading_added", "reading", ["added"], unique=False)
    op.create_index("ix_reading_removed", "reading", ["removed"], unique=False)
    op.create_table(
        "claim",
        sa.Column(
            "key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("reading", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("realis", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("quote_start", sa.Integer(), nullable=False),
        sa.Column("quote_end", sa.Integer(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("trigger_text", sa.Text(), nullable=True),
        sa.Column("trigger_start", sa.Integer(), nullable=True),
        sa.Column("trigger_end", sa.Integer(), nullable=True),
        sa.Column("time_text", sa.Text(), nullable=True),
        sa.Column("time_text_start", sa.Integer(), nullable=True),
        sa.Column("time_text_end", sa.Integer(), nullable=True),
        sa.Column("time_start", sa.Text(), nullable=True),
        sa.Column("time_end", sa.Text(), nullable=True),
        sa.Column("first_day", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.Column("speakers", sa.Text(), nullable=False),
        sa.Column("agents", sa.Text(), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("added", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("removed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["added"], ["revision.number"], name=op.f("fk_claim_added")),
        sa.ForeignKeyConstraint(["changed"], ["revision.number"], name=op.f("fk_claim_changed")),
        sa.ForeignKeyConstraint(["reading"], ["reading.key"], name=op.f("fk_claim_reading")),
        sa.ForeignKeyConstraint(["removed"], ["revision.number"], name=op.f("fk_claim_removed")),
        sa.ForeignKeyConstraint(["report"], ["report.key"], name=op.f("fk_claim_report")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_claim")),
        sa.UniqueConstraint("reading", "position", name=op.f("uq_claim_reading_position")),
    )
    op.create_index("ix_claim_changed", "claim", ["changed"], unique=False)
    op.create_index(op.f("ix_claim_event"), "claim", ["event"], unique=False)
    op.create_index(op.f("ix_claim_id"), "claim", ["id"], unique=False)
    op.create_index(op.f("ix_claim_origin"), "claim", ["origin"], unique=False)
    op.create_index("ix_claim_report", "claim", ["report"], unique=False)
    op.create_index("ix_claim_side_key", "claim", ["side", "key"], unique=False)
    op.create_index("ix_claim_stance_key", "claim", ["stance", "key"], unique=False)
    op.create_index("ix_claim_type_key", "claim", ["type", "key"], unique=False)
    op.create_table(
        "claim_figure",
        sa.Column(
            "key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("claim", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("low", sa.Float(precision=53), nullable=True),
        sa.Column("high", sa.Float(precision=53), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.key"], name=op.f("fk_claim_figure_claim")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_claim_figure")),
    )
    op.create_index("ix_claim_figure_claim", "claim_figure", ["claim"], unique=False)
    op.create_index("ix_claim_figure_unit_low", "claim_figure", ["unit", "low"], unique=False)
    op.create_table(
        "claim_party",
        sa.Column(
            "key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("claim", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("wikidata", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.key"], name=op.f("fk_claim_party_claim")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_claim_party")),
    )
    op.create_index("ix_claim_party_claim", "claim_party", ["claim"], unique=False)
    op.create_table(
        "claim_place",
        sa.Column(
            "key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("claim", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(precision=53), nullable=True),
        sa.Column("lon", sa.Float(precision=53), nullable=True),
        sa.Column("geonameid", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.key"], name=op.f("fk_claim_place_claim")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_claim_place")),
    )
    op.create_index("ix_claim_place_claim", "claim_place", ["claim"], unique=False)
    op.create_index(op.f("ix_claim_place_geonameid"), "claim_place", ["geonameid"], unique=False)
    op.create_index("ix_claim_place_lat_lon", "claim_place", ["lat", "lon"], unique=False)
    op.create_table(
        "claim_source",
        sa.Column(
            "key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("claim", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("wikidata", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.key"], name=op.f("fk_claim_source_claim")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_claim_source")),
    )
    op.create_index("ix_claim_source_claim", "claim_source", ["claim"], unique=False)
