"""The ledger in the browser (extra ``web``; see ``docs/web.md``).

:func:`~counterclaim.web.app.create_app` makes the application; ``counterclaim serve`` runs it.
"""
