"""Where the model is, and how it is asked."""

import os
import sys
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit, urlunsplit

from counterclaim.errors import EndpointError

KEY_VARIABLE = "COUNTERCLAIM_LLM_KEY"
URL_VARIABLE = "COUNTERCLAIM_LLM_URL"
MODEL_VARIABLE = "COUNTERCLAIM_LLM_MODEL"
CACHE_VARIABLE = "COUNTERCLAIM_LLM_CACHE"

_ROUTE = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Settings:
    """One endpoint that speaks the OpenAI chat completions protocol, and one model of it.

    ``url`` is the base address (``https://.../v1``) or that of the chat completions themselves.
    ``price`` is what a million tokens in and out cost, in whatever currency. ``timeout`` is
    seconds for one answer, ``tries`` how often a request that found no answer is made in all,
    ``backoff`` the seconds before the second try, doubled for each further one. Raises
    :class:`EndpointError` for an address or a key that cannot be right.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    cache: Path | None = None
    price: tuple[float, float] | None = None
    parallel: int = 4
    timeout: float = 120.0
    tries: int = 4
    backoff: float = 1.0

    def __post_init__(self) -> None:
        """Check what can be checked without asking."""
        _parts(self.url)
        if not self.model.strip() or not self.model.isprintable():
            raise EndpointError("the model has no proper name; give --llm-model NAME")
        if self.key is not None and not (self.key.isascii() and self.key.isprintable()):
            raise EndpointError(
                f"the key in {KEY_VARIABLE} holds characters that no key has; copy it anew"
            )

    @classmethod
    def from_environment(cls) -> "Settings":
        """By the environment variables. Raises :class:`EndpointError` where one is missing."""
        url, model = os.environ.get(URL_VARIABLE), os.environ.get(MODEL_VARIABLE)
        if not url or not model:
            raise EndpointError(
                "no language model is named; give --llm URL --llm-model NAME, or set "
                f"{URL_VARIABLE} and {MODEL_VARIABLE}"
            )
        cache = os.environ.get(CACHE_VARIABLE)
        return cls(url, model, key=key_from_environment(), cache=Path(cache) if cache else None)

    @property
    def address(self) -> str:
        """Where chat completions are asked for."""
        parts = _parts(self.url)
        path = parts.path.rstrip("/")
        return urlunsplit(parts._replace(path=path.removesuffix(_ROUTE) + _ROUTE, fragment=""))

    @property
    def shown(self) -> str:
        """The address without its query, which may hold secrets: for messages."""
        return urlunsplit(urlsplit(self.address)._replace(query=""))

    @property
    def is_local(self) -> bool:
        """Whether the endpoint is on this very machine."""
        host = urlsplit(self.address).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def is_open(self) -> bool:
        """Whether what is sent can be read on its way."""
        return urlsplit(self.address).scheme == "http" and not self.is_local

    @property
    def answers(self) -> Path:
        """The folder in which answers are kept."""
        return self.cache if self.cache is not None else _user_cache() / "counterclaim" / "llm"


def key_from_environment() -> str | None:
    """The key, without the white space that copying leaves around it; ``None`` without one."""
    return os.environ.get(KEY_VARIABLE, "").strip() or None


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        complete = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        complete = False
    if not complete or not (url.isascii() and url.isprintable()) or " " in url:
        raise EndpointError(
            "the address of the language model is not of the form https://HOST/v1; correct --llm"
        )
    if parts.username is not None or parts.password is not None:
        raise EndpointError(
            f"the address of the language model holds a password; put the key into {KEY_VARIABLE}"
        )
    return parts


def _user_cache() -> Path:
    """Where programs keep what can be made again, by the custom of the system."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
