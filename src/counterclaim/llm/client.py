"""Asking an endpoint that speaks the OpenAI chat completions protocol.

Over the standard library's HTTP: one kind of request needs no more. The one address that is ever
connected to is the one that the user named; redirections are refused, since they would carry the
report and the key elsewhere.
"""

import http.client
import logging
import time
import urllib.error
import urllib.request
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from counterclaim.errors import EndpointError
from counterclaim.llm.account import Account
from counterclaim.llm.answer import Answer, answer_of
from counterclaim.llm.prompt import instruction
from counterclaim.llm.settings import KEY_VARIABLE, Settings

log = logging.getLogger(__name__)

MOST_BYTES = 4_000_000
"""Of an answer; more is no answer to a piece of a report."""

LONGEST_WAIT = 60.0
"""Seconds between two tries at most, whatever the endpoint asks for."""

_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_UNSUITED = frozenset({400, 415, 422})


class AskingFailed(Exception):
    """One request came to nothing; ``by_endpoint`` where any other would have, too."""

    def __init__(self, reason: str, *, by_endpoint: bool) -> None:
        super().__init__(reason)
        self.by_endpoint = by_endpoint


class _Busy(Exception):
    """Worth another try, after ``wait`` seconds if the endpoint says so."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: Any = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: msgspec.Raw = msgspec.Raw(b"null")


class _Unmoved(urllib.request.HTTPRedirectHandler):
    """Follows nowhere: a redirection arrives as an error."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        """No request."""
        return None  # noqa: RET501  (the base class returns a request or None)


class Client:
    """Asks one endpoint. May be used by several threads at once."""

    def __init__(self, settings: Settings, account: Account) -> None:
        self._settings = settings
        self._account = account
        self._plain = False
        handlers: list[urllib.request.BaseHandler] = [_Unmoved()]
        if settings.is_local:
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)
        if settings.is_open:
            log.warning("%s is not encrypted: reports and key can be read on the way",
                        settings.shown)  # fmt: skip

    def ask(self, message: str) -> Answer:
        """The answer to ``message``.

        Raises :class:`AskingFailed` where there is none to this one, and :class:`EndpointError`
        where there will be none to any.
        """
        reason, wait, spoiled = "", None, False
        for turn in range(self._settings.tries):
            if turn:
                self._account.note_retry()
                pause = self._settings.backoff * 2 ** (turn - 1) if wait is None else wait
                log.info("%s; asking again in %.0f s", reason, pause)
                time.sleep(min(pause, LONGEST_WAIT))
            try:
                answer = _answer(self._complete(message), self._account)
            except _Busy as busy:
                reason, wait = str(busy), busy.wait
                continue
            if answer is not None:
                return answer
            if spoiled:
                raise AskingFailed(
                    f"the answer of {self._settings.model} is no JSON of the agreed form; "
                    "use a model that can answer in JSON",
                    by_endpoint=False,
                )
            reason, wait, spoiled = "the answer is no JSON of the agreed form", 0.0, True
        raise AskingFailed(
            f"{reason}, {self._settings.tries} times; try later, or give --llm-timeout or a "
            "smaller --llm-parallel",
            by_endpoint=True,
        )

    def _complete(self, message: str) -> bytes:
        """The body of the endpoint's reply; without the finer points where it refuses those."""
        plain = self._plain
        try:
            return self._post(message, plain=plain)
        except AskingFailed:
            if plain:
                raise
            body = self._post(message, plain=True)
            self._plain = True
            return body

    def _post(self, message: str, *, plain: bool) -> bytes:
        self._account.note_request()
        settings = self._settings
        request = urllib.request.Request(
            settings.address, data=_body(settings.model, message, plain=plain), method="POST",
            headers={"Content-Type": "application/json", "Accept": "application/json",
                     "User-Agent": "counterclaim"},
        )  # fmt: skip
        if settings.key is not None:
            request.add_unredirected_header("Authorization", f"Bearer {settings.key}")
        deadline = time.monotonic() + settings.timeout
        try:
            with self._opener.open(request, timeout=settings.timeout) as reply:
                return _whole(reply, deadline)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refusal(error) from None
        except TimeoutError:
            raise self._late() from None
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise self._late() from None
            said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
            raise _Busy(f"{settings.shown} cannot be reached ({_line(said)})") from None

    def _late(self) -> _Busy:
        return _Busy(f"{self._settings.shown} gave no answer in {self._settings.timeout:g} s")

    def _refusal(self, error: urllib.error.HTTPError) -> Exception:
        code, where = error.code, self._settings.shown
        if code in _BUSY:
            return _Busy(f"{where} is busy or out of order ({code})", _wait(error))
        if code in {401, 403}:
            return EndpointError(
                f"{where} does not accept the key ({code}); put the right one into {KEY_VARIABLE}"
            )
        if code == 404:
            return EndpointError(
                f"{where} knows no such address or no model {self._settings.model!r} (404); "
                "correct --llm or --llm-model"
            )
        if code in {301, 302, 303, 307, 308}:
            return EndpointError(f"{where} has moved ({code}); give --llm its new address")
        said = _line(_said(error).replace(self._settings.key or "\0", "(key)"))
        if code in _UNSUITED or code == 413:
            return AskingFailed(f"{where} refuses the request ({code}: {said})", by_endpoint=False)
        return EndpointError(f"{where} refuses ({code}: {said}); see what its maker says of that")


def _body(model: str, message: str, *, plain: bool) -> bytes:
    asked: dict[str, Any] = {
        "model": model,
        "messages": [
            {"role": "system", "content": instruction()},
            {"role": "user", "content": message},
        ],
    }
    if not plain:
        asked |= {"temperature": 0, "response_format": {"type": "json_object"}}
    return msgspec.json.encode(asked)


def _answer(body: bytes, account: Account) -> Answer | None:
    """The answer in a reply, or ``None`` where it is of no agreed form. Counts its tokens."""
    try:
        completion = msgspec.json.decode(body, type=_Completion)
    except (msgspec.DecodeError, RecursionError):
        return None
    try:
        usage = msgspec.json.decode(completion.usage, type=_Usage | None) or _Usage()
    except (msgspec.DecodeError, RecursionError):
        usage = _Usage()
    account.note_usage(max(usage.prompt_tokens, 0), max(usage.completion_tokens, 0))
    if not completion.choices:
        return None
    choice = completion.choices[0]
    if choice.finish_reason == "length":
        return Answer(cut=True)
    return answer_of(choice.message.content or "")


def _whole(reply: http.client.HTTPResponse, deadline: float) -> bytes:
    """All of a reply, within bounds of size and time."""
    parts: list[bytes] = []
    size = 0
    while part := reply.read1(1 << 16):
        size += len(part)
        if size > MOST_BYTES:
            return b""  # no answer of the agreed form
        if time.monotonic() > deadline:
            raise TimeoutError
        parts.append(part)
    return b"".join(parts)


def _wait(error: urllib.error.HTTPError) -> float | None:
    """Seconds after which the endpoint wants to be asked again (RFC 9110, Retry-After)."""
    value = error.headers.get("Retry-After", "") if error.headers else ""
    if value.isdecimal() and len(value) < 7:
        return float(value)
    try:
        return max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _said(error: urllib.error.HTTPError) -> str:
    try:
        return error.read(2000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""


def _line(words: str) -> str:
    """A stranger's words, fit for a line of ours."""
    printable = "".join(c if c.isprintable() else " " for c in words)
    return " ".join(printable.split())[:200] or "without a word"
