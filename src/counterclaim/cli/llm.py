"""The options by which `read` and `ingest` ask a language model that the user names."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from counterclaim.cli.talk import Talk
from counterclaim.errors import EndpointError

if TYPE_CHECKING:
    from counterclaim.llm.settings import Settings
    from counterclaim.llm.stage import LlmStage
    from counterclaim.pipeline.reader import Reader

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Llm:
    """The endpoint that the user named, and the stage that asks it once there is one."""

    settings: "Settings"
    stage: "LlmStage | None" = None

    def reader(self, replace: dict[str, str] | None = None) -> "Reader":
        """A reader in which the model stands for the stages whose work it does."""
        from counterclaim.llm.stage import LlmStage
        from counterclaim.pipeline.reader import STORY, Reader
        from counterclaim.pipeline.stages import in_place

        self.stage = LlmStage(self.settings)
        return Reader(in_place(self.stage, STORY), replace=dict(replace or {}))


@contextmanager
def accounted(llm: "Llm | None", talk: Talk) -> Iterator[None]:
    """Say at the end, however it ends, what was asked and what it cost."""
    try:
        yield
    finally:
        if llm is not None and llm.stage is not None and not talk.quiet:
            account = llm.stage.account
            talk.hide()
            talk.say(account.summary(), event="asked", **account.counts())


def llm_options(command: _Command) -> _Command:
    """Add the options, which reach the command as one parameter ``llm``: an ``Llm`` or ``None``."""

    @functools.wraps(command)
    def with_llm(*arguments: Any, **options: Any) -> Any:
        asked = {name: options.pop(f"llm_{name}") for name in _NAMES}
        options["llm"] = _llm(asked, options.get("processes", 1))
        return command(*arguments, **options)

    decorated: Any = with_llm
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


def _price(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[float, float] | None:
    if value is None:
        return None
    into, _, out = value.partition("/")
    try:
        prices = float(into), float(out)
    except ValueError:
        prices = (-1.0, -1.0)
    if not all(0 <= price < 1e9 for price in prices):
        raise click.BadParameter("write IN/OUT, as in 0.5/1.5: what a million tokens cost")
    return prices


_NAMES = ("url", "model", "cache", "price", "parallel", "timeout")

_OPTIONS = (
    click.option(
        "--llm", "llm_url", metavar="URL",
        help="Let a language model find the claims: the base address (https://HOST/v1) of an "
        "endpoint that speaks the OpenAI protocol. The text of the reports is sent there, and "
        "nowhere else. A key is taken from the environment variable COUNTERCLAIM_LLM_KEY.",
    ),
    click.option("--llm-model", metavar="NAME", help="The model to ask; needed with --llm."),
    click.option(
        "--llm-cache", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
        help="Where answers are kept, so that nothing is asked twice; by default in your cache "
        "folder.",
    ),
    click.option(
        "--llm-price", metavar="IN/OUT", callback=_price,
        help="What a million tokens in and out cost, to be told the cost at the end.",
    ),
    click.option(
        "--llm-parallel", type=click.IntRange(1, 64), default=4, show_default=True, metavar="N",
        help="Requests under way at a time.",
    ),
    click.option(
        "--llm-timeout", type=click.FloatRange(1, 3600), default=120, show_default=True,
        metavar="SECONDS", help="How long to wait for an answer.",
    ),
)  # fmt: skip


def _llm(asked: dict[str, Any], processes: int) -> Llm | None:
    if asked["url"] is None:
        if any(asked[name] is not None for name in ("model", "cache", "price")):
            raise click.UsageError("--llm-model, --llm-cache and --llm-price go with --llm URL")
        return None
    if asked["model"] is None:
        raise click.UsageError("--llm needs a model; add --llm-model NAME")
    if processes > 1:
        raise click.UsageError("--llm asks from one process; use --llm-parallel, not --processes")
    from counterclaim.llm.settings import Settings, key_from_environment

    try:
        return Llm(Settings(key=key_from_environment(), **asked))
    except EndpointError as error:
        raise click.UsageError(str(error)) from None
