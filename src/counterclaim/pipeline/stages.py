"""What a stage is, and where stages are found.

A stage is a named callable that reads some layers of a :class:`Document` and writes others,
and says which (after spaCy's ``requires``/``assigns``). Names carry a version
(``counterclaim.attribution.rules.v1``). A plug-in package registers a factory under the
entry-point group ``counterclaim.stages``; it is called with no arguments, once a process.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

from counterclaim.errors import CounterclaimError, StageError
from counterclaim.model.document import Document

ENTRY_POINT_GROUP = "counterclaim.stages"

LAYERS = frozenset(
    {"parse", "encoding", "attributions", "drafts", "times", "places", "parties", "claims"}
)


@runtime_checkable
class Stage(Protocol):
    """One named step of the pipeline and its contract."""

    name: str
    requires: frozenset[str]
    assigns: frozenset[str]

    def __call__(self, document: Document) -> None:
        """Write the layers in ``assigns``, reading only those in ``requires``."""


@runtime_checkable
class BatchStage(Stage, Protocol):
    """A stage that is faster on many documents at once (a parser, an encoder)."""

    def batch(self, documents: Sequence[Document]) -> None:
        """The same as calling the stage on each document."""


StageFactory = Callable[[], Stage]


def load_stage(name: str) -> Stage:
    """The stage registered under ``name``. Raises :class:`StageError` when there is none."""
    found = {point.name: point for point in entry_points(group=ENTRY_POINT_GROUP)}
    if name not in found:
        known = ", ".join(sorted(found)) or "none"
        raise StageError(f"no stage is named {name!r}; use one of: {known}")
    return _made(found[name])


def _made(point: EntryPoint) -> Stage:
    package = point.dist.name if point.dist else "an unknown package"
    try:
        stage = point.load()()
    except CounterclaimError:
        raise
    except Exception as error:
        raise StageError(
            f"{point.name!r} of {package} cannot be loaded ({type(error).__name__}: {error}); "
            "update that package or remove it"
        ) from error
    if not isinstance(stage, Stage):
        raise StageError(
            f"{point.name!r} of {package} is no stage: give it name, requires, assigns and __call__"
        )
    return stage


@dataclass(frozen=True, slots=True)
class InstalledStage:
    """A registered stage, described without loading its models.

    ``fault`` says why it cannot be used, or is ``None``.
    """

    name: str
    package: str
    requires: frozenset[str] = frozenset()
    assigns: frozenset[str] = frozenset()
    fault: str | None = None


def installed_stages() -> Iterator[InstalledStage]:
    """The stages that this package and plug-ins register, sorted by name."""
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda p: p.name):
        package = point.dist.name if point.dist else "unknown"
        try:
            factory = point.load()
            stage = factory if hasattr(factory, "assigns") else _made(point)
            yield InstalledStage(point.name, package, stage.requires, stage.assigns)
        except Exception as error:  # whatever a plug-in's code raises
            yield InstalledStage(point.name, package, fault=str(error) or type(error).__name__)


def check_contracts(stages: Sequence[Stage]) -> None:
    """Raise :class:`StageError` unless each stage's needs are met by those before it."""
    written: set[str] = set()
    for stage in stages:
        unknown = (stage.requires | stage.assigns) - LAYERS
        if unknown:
            raise StageError(
                f"{stage.name} names unknown layers {_listed(unknown)}; use {_listed(LAYERS)}"
            )
        missing = stage.requires - written
        if missing:
            raise StageError(
                f"{stage.name} needs {_listed(missing)}; put a stage that assigns it before"
            )
        written |= stage.assigns
    if "claims" not in written:
        raise StageError("no stage assigns 'claims'; end the pipeline with one that does")


def in_place(stage: str | Stage, story: Sequence[str | Stage]) -> tuple[str | Stage, ...]:
    """``story`` with ``stage`` in place of all stages that write nothing but what it writes.

    It stands where the first of them stood. What then writes layers that no later stage needs
    is left out, too. Raises :class:`StageError` where it stands for none.
    """
    layers = {s.name: s for s in installed_stages()}

    def contract(one: str | Stage) -> "InstalledStage | Stage":
        return layers[one] if isinstance(one, str) and one in layers else _loaded(one)

    contracts = [contract(one) for one in story]
    assigned = contract(stage).assigns
    replaced = [c.assigns <= assigned for c in contracts]
    if not any(replaced):
        raise StageError(f"no stage writes only what {_name(stage)} writes; it replaces none")
    kept: list[str | Stage] = []
    needed = {"claims"}
    for number in reversed(range(len(contracts))):
        if replaced[number] and True in replaced[:number]:
            continue
        one = stage if replaced[number] else story[number]
        described = contract(one)
        if described.assigns & needed:
            kept.append(one)
            needed |= described.requires
    return tuple(reversed(kept))


def _loaded(stage: str | Stage) -> Stage:
    return load_stage(stage) if isinstance(stage, str) else stage


def _name(stage: str | Stage) -> str:
    return stage if isinstance(stage, str) else stage.name


def run(stages: Iterable[Stage], documents: Sequence[Document]) -> None:
    """Send ``documents`` through ``stages`` in order, stage by stage.

    What a stage raises is passed on with a note that names the stage.
    """
    for stage in stages:
        try:
            if isinstance(stage, BatchStage):
                stage.batch(documents)
            else:
                for document in documents:
                    stage(document)
        except Exception as error:
            error.add_note(f"in stage {stage.name}")
            raise


def _listed(names: Iterable[str]) -> str:
    return ", ".join(repr(n) for n in sorted(names))
