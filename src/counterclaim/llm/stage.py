"""Attribution and claims by a language model, in place of the rules."""

import itertools
from collections.abc import Sequence

from counterclaim.errors import ReadingFailed
from counterclaim.llm.account import Account
from counterclaim.llm.asking import Answered, Asker
from counterclaim.llm.client import AskingFailed
from counterclaim.llm.drafting import Drafting
from counterclaim.llm.pieces import pieces
from counterclaim.llm.prompt import prompt_version
from counterclaim.llm.settings import Settings
from counterclaim.model.document import Document
from counterclaim.model.records import Report


class LlmStage:
    """Writes ``attributions`` and ``drafts``: a stage for those of attribution and events.

    Without ``settings`` the environment names the endpoint. ``name``, and so the reading's
    ``extractor``, carries the model and the version of the instruction. ``account`` counts.
    Raises :class:`ReadingFailed` for a report about which no answer comes, and
    :class:`EndpointError` when none will come to any.
    """

    name = "counterclaim.claims.llm.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"attributions", "drafts"})

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings if settings is not None else Settings.from_environment()
        self.name = f"{type(self).name}:{self._settings.model}:{prompt_version()}"
        self.account = Account(self._settings.model, self._settings.price)
        self._asker = Asker(self._settings, self.account)
        self._failures: dict[str, ReadingFailed] = {}

    def __reduce__(self) -> tuple[type["LlmStage"], tuple[Settings]]:
        """Made anew from its settings in a worker process."""
        return type(self), (self._settings,)

    def __call__(self, document: Document) -> None:
        """Read one document."""
        self.batch([document])

    def batch(self, documents: Sequence[Document]) -> None:
        """Read many documents, asking about several pieces at a time."""
        for document in documents:
            if (failure := self._failures.pop(document.report.sha256, None)) is not None:
                raise failure  # it was asked about in a larger batch
        cuts = [list(pieces(document.text)) for document in documents]
        flat = [piece for cut in cuts for piece in cut]
        outcomes = iter(self._asker.ask(flat))
        answered = [list(itertools.islice(outcomes, len(cut))) for cut in cuts]
        self._refuse_failed(documents, answered)
        for document, cut in zip(documents, answered, strict=True):
            drafting = Drafting(document)
            for outcome in cut:
                for piece, answer in outcome:  # type: ignore[union-attr]  # none has failed
                    drafting.add(piece, answer)
            drafting.write()
            self.account.note_claims(len(document.drafts), drafting.dropped)

    def _refuse_failed(
        self,
        documents: Sequence[Document],
        answered: Sequence[Sequence[Answered | AskingFailed]],
    ) -> None:
        """Raise what failed first. The reader then asks for each report on its own: be ready."""
        failed: list[ReadingFailed] = []
        for document, cut in zip(documents, answered, strict=True):
            fault = next((o for o in cut if isinstance(o, AskingFailed)), None)
            if fault is not None:
                failed.append(_failed(document.report, fault))
                if len(documents) > 1:
                    self._failures[document.report.sha256] = failed[-1]
        if failed:
            raise failed[0]


def _failed(report: Report, fault: AskingFailed) -> ReadingFailed:
    return ReadingFailed(report.file or report.id, str(fault))
