"""A ledger's claims in the forms other programs take (see ``docs/exports.md``).

Every form is an :class:`~.exporter.Exporter`: ``setup``, ``feed`` for each reading, ``finish``,
in one pass over the ledger.
"""
