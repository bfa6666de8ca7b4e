"""The ledger's tables, the same on SQLite and PostgreSQL.

Nothing here is ever deleted, and only the columns named *removed*, *changed*, *event* and
*origin* ever change: what is no longer valid carries the revision that removed it (a
tombstone). Triggers of the first migration hold every program to that, not only this one.
*address*, *event_summary* and linking's workings (*link_facts* and the like) are notebooks that are
overwritten: nothing in them is part of what the ledger says.

The migrations make these tables; a test compares the two. What only one database has (full
text, boxes, views, triggers) is SQL beside the migration.

Names taken from texts have no index of their own: they may be longer than an index on
PostgreSQL can hold, and searches for them go through full text.

Offsets (``*_start``, ``*_end``) are code points into ``text.content``, end exclusive. Days and
moments are ISO 8601 strings, moments in UTC.
"""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""64 bits on either database; SQLite's own row numbers need the word INTEGER."""


def _key() -> sa.Column[int]:
    return sa.Column("key", Key, primary_key=True, autoincrement=False)


def _to(table: str, name: str | None = None, *, optional: bool = False) -> sa.Column[int]:
    column = "number" if table == "revision" else "key"
    target = sa.ForeignKey(f"{table}.{column}")
    return sa.Column(name or table, Key, target, nullable=optional)


def _words() -> tuple[sa.Column[str], sa.Column[int], sa.Column[int]]:
    """The words of a field and where they stand."""
    return (
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("span_end", sa.Integer, nullable=False),
    )


revision = sa.Table(
    "revision",
    metadata,
    sa.Column("number", Key, primary_key=True, autoincrement=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("tool", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    comment="One write transaction each; numbers follow the order of commits",
)

text = sa.Table(
    "text",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("characters", sa.Integer, nullable=False),
    comment="What offsets count in, by the SHA-256 of its UTF-8",
)

report = sa.Table(
    "report",
    metadata,
    _key(),
    sa.Column("identity", sa.Text, nullable=False),  # the given id, else the address, else the id
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("fingerprint", sa.Text, nullable=False, unique=True),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("sha256", sa.Text, sa.ForeignKey("text.sha256"), nullable=False, index=True),
    sa.Column("outlet", sa.Text, index=True),
    sa.Column("url", sa.Text, index=True),
    sa.Column("published", sa.Text, index=True),
    sa.Column("title", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("file", sa.Text),
    sa.Column("captured", sa.Text),  # when an archive says that it fetched the words
    _to("report", "previous", optional=True),
    sa.Column("retrieved_at", sa.Text, nullable=False),
    sa.Column("tool", sa.Text, nullable=False),
    _to("revision", "added"),
    _to("revision", "removed", optional=True),
    sa.Column("removed_because", sa.Text),
    sa.UniqueConstraint("identity", "version"),
    sa.Index("ix_report_added", "added"),
    sa.Index("ix_report_removed", "removed"),
    comment="One version of one report; the newest has no removed",
)

reading = sa.Table(
    "reading",
    metadata,
    _key(),
    _to("report"),
    sa.Column("sha256", sa.Text, sa.ForeignKey("text.sha256"), nullable=False),
    sa.Column("extractor", sa.Text, nullable=False),
    sa.Column("claims", sa.Integer, nullable=False),
    sa.Column("read_at", sa.Text, nullable=False),
    _to("revision", "added"),
    _to("revision", "removed", optional=True),
    sa.UniqueConstraint("report", "extractor"),
    sa.Index("ix_reading_added", "added"),
    sa.Index("ix_reading_removed", "removed"),
    comment="What one version of the reader made of one version of a report",
)

claim = sa.Table(
    "claim",
    metadata,
    _key(),
    _to("reading"),
    _to("report"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("stance", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("realis", sa.Text, nullable=False),
    sa.Column("speaker", sa.Text),  # NULL: the outlet's own voice
    sa.Column("side", sa.Text),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("quote_start", sa.Integer, nullable=False),
    sa.Column("quote_end", sa.Integer, nullable=False),
    sa.Column("cue", sa.Text),
    sa.Column("cue_start", sa.Integer),
    sa.Column("cue_end", sa.Integer),
    sa.Column("trigger_text", sa.Text),
    sa.Column("trigger_start", sa.Integer),
    sa.Column("trigger_end", sa.Integer),
    sa.Column("time_text", sa.Text),
    sa.Column("time_text_start", sa.Integer),
    sa.Column("time_text_end", sa.Integer),
    sa.Column("time_start", sa.Text),
    sa.Column("time_end", sa.Text),
    sa.Column("first_day", sa.Integer),  # what searches by time go by: the claimed time, else
    sa.Column("last_day", sa.Integer),  # the day of publication; days since 0000-12-31
    sa.Column("speakers", sa.Text, nullable=False),  # names and words, for searching
    sa.Column("agents", sa.Text, nullable=False),
    sa.Column("targets", sa.Text, nullable=False),
    sa.Column("places", sa.Text, nullable=False),
    sa.Column("figures", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),  # the claim's JSON, whole
    sa.Column("event", sa.Text, index=True),
    sa.Column("origin", sa.Text, index=True),
    _to("revision", "added"),
    _to("revision", "changed", optional=True),
    _to("revision", "removed", optional=True),
    sa.UniqueConstraint("reading", "position"),
    sa.Index("ix_claim_report", "report"),
    sa.Index("ix_claim_changed", "changed"),
    sa.Index("ix_claim_stance_key", "stance", "key"),
    sa.Index("ix_claim_type_key", "type", "key"),
    sa.Index("ix_claim_side_key", "side", "key"),
)

claim_source = sa.Table(
    "claim_source",
    metadata,
    _key(),
    _to("claim"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("wikidata", sa.Text),
    *_words(),
    sa.Index("ix_claim_source_claim", "claim"),
)

claim_party = sa.Table(
    "claim_party",
    metadata,
    _key(),
    _to("claim"),
    sa.Column("part", sa.Text, nullable=False),  # agent or target
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("wikidata", sa.Text),
    *_words(),
    sa.Index("ix_claim_party_claim", "claim"),
)

claim_place = sa.Table(
    "claim_place",
    metadata,
    _key(),
    _to("claim"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("country", sa.Text),
    sa.Column("lat", sa.Float(53)),
    sa.Column("lon", sa.Float(53)),
    sa.Column("geonameid", sa.Text, index=True),
    sa.Column("precision", sa.Text, nullable=False),
    *_words(),
    sa.Index("ix_claim_place_claim", "claim"),
    sa.Index("ix_claim_place_lat_lon", "lat", "lon"),
)

claim_figure = sa.Table(
    "claim_figure",
    metadata,
    _key(),
    _to("claim"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("low", sa.Float(53)),
    sa.Column("high", sa.Float(53)),
    sa.Column("unit", sa.Text, nullable=False),
    *_words(),
    sa.Index("ix_claim_figure_claim", "claim"),
    sa.Index("ix_claim_figure_unit_claim", "unit", "claim", "low", "high"),
)

address = sa.Table(
    "address",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("rules", sa.Text),  # of a robots.txt: its contents
    sa.Column("checked_at", sa.Text),
    sa.Column("not_before", sa.Text),
    sa.Column("failures", sa.Integer, nullable=False),  # one after another, until now
    sa.Column("problem", sa.Text),
    comment="What is remembered of an address that was fetched; changes with every visit",
)
