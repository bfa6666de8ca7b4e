"""The only room that touches the network: it fetches what a user named, politely.

:class:`~counterclaim.fetching.client.Fetcher` fetches one address;
:func:`~counterclaim.fetching.together.fetch_all` many, a few at a time;
:mod:`~counterclaim.fetching.schedule` says when an address is due again.
"""
