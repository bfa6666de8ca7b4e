"""Addresses: which may be fetched, how they are shown, and which hosts are private.

A feed, or whoever took it over, may redirect to an address inside the network that it is read
in (a router, a metadata service). So every host that is connected to must be public, unless the
user named it or allowed private ones; what is checked is the very address connected to.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from counterclaim.errors import FetchFailed

MAX_LENGTH = 2000

_PORTS = {"http": 80, "https": 443}

_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart. ``url`` is without user name, password and fragment."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> tuple[str, int]:
        """Whom a request goes to."""
        return self.host, self.port

    @property
    def netloc(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """``url`` taken apart. Raises :class:`FetchFailed` when it cannot be fetched."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
        name = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        raise FetchFailed(shown(url), "no address; give http:// or https://") from None
    if parts.scheme not in _PORTS or not name:
        raise FetchFailed(shown(url), "no address of a feed; give http:// or https://")
    path = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        path += "?" + quote(parts.query, safe=_SAFE)
    bare = Target("", parts.scheme, name, port or _PORTS[parts.scheme], path)
    plain = f"{parts.scheme}://{bare.netloc}{path}"
    if len(plain) > MAX_LENGTH:
        raise FetchFailed(shown(url), f"an address of over {MAX_LENGTH} characters")
    return Target(plain, bare.scheme, name, bare.port, path)


def login_of(url: str) -> str | None:
    """User name and password in ``url``, with a colon between."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if "@" not in parts.netloc:
        return None
    return f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"


def joined(base: str, location: str) -> str:
    """Where a redirect from ``base`` leads."""
    try:
        return urljoin(base, location.strip())
    except ValueError:
        return location


def shown(url: str) -> str:
    """``url`` for messages: on one line, without a password, not endless."""
    try:
        parts = urlsplit(url)
        if "@" in parts.netloc:
            url = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except ValueError:
        pass
    return "".join(c if c.isprintable() else "\ufffd" for c in url)[:300]


def robots_of(target: Target) -> str:
    """Where the rules of a target's host are."""
    return f"{target.scheme}://{target.netloc}/robots.txt"


def resolved(target: Target, *, private: bool) -> list[str]:
    """The numeric addresses of the target's host.

    Raises :class:`FetchFailed` if there is none or, unless ``private`` ones are allowed, if any
    is of a private network.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FetchFailed(
            shown(target.url), f"no such host ({reason}); check the address and the network"
        ) from None
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not private and not all(map(is_public, addresses)):
        raise FetchFailed(
            shown(target.url),
            "leads to a private network; name it yourself or use --allow-private if you trust it",
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether a numeric address is of the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in _TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
