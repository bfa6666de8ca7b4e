"""Every error counterclaim raises on purpose.

::

    CounterclaimError
    ├── InputError            an input that cannot be read; the rest of a batch goes on
    │   ├── EmptyInput        nothing in it
    │   ├── BinaryInput       not text
    │   ├── EncodingUnknown   text, in an encoding that could not be told
    │   ├── MalformedReport   a line of .jsonl or a field of a report that is not as the schema says
    │   ├── PackedTooTightly  packed data that would unpack to far more than it is: a "bomb"
    │   ├── FetchFailed       an address from which nothing, or nothing usable, came
    │   └── ReadingFailed     a stage broke on a report: a defect of the stage, not of the report
    ├── EndpointError         a language model's endpoint that cannot be used
    ├── ExtraMissing          an optional part of counterclaim is not installed
    ├── GazetteerError        a gazetteer that cannot be read, built or imported
    ├── LedgerError           a ledger that cannot be opened, read or written
    ├── LexiconError          a table of words or parties that is not of its documented form
    ├── ModelMissing          the language model is not installed
    ├── StageError            a pipeline stage breaks its contract, or none has that name
    └── SpanError             words that are not where a span says

Each message is one line and ends with what to do.
"""


class CounterclaimError(Exception):
    """Root of the tree: catch it to catch everything raised on purpose."""


class InputError(CounterclaimError):
    """An input that cannot be read. ``source`` names it."""

    def __init__(self, source: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source
        self.reason = message

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str]]:
        """Pickle by both arguments, so that the error survives a worker process."""
        return type(self), (self.source, self.reason)


class EmptyInput(InputError):
    """There is no text in the input."""


class BinaryInput(InputError):
    """The input is not text."""


class EncodingUnknown(InputError):
    """The input's encoding could not be told."""


class MalformedReport(InputError):
    """A report's record is not of the documented form."""


class PackedTooTightly(InputError):
    """Packed data that would unpack to far more than any text does."""


class FetchFailed(InputError):
    """An address from which nothing, or nothing usable, came."""


class ReadingFailed(InputError):
    """A stage broke on this report."""


class EndpointError(CounterclaimError):
    """A language model's endpoint that cannot be used: no report would be read by going on."""


class ExtraMissing(CounterclaimError):
    """Something needs packages that come with an extra. Made from what needs it and the extra."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs more; install it with: pip install 'counterclaim[{extra}]'")
        self.extra = extra


class GazetteerError(CounterclaimError):
    """A gazetteer, or a dump to build one from, that cannot be used."""


class LedgerError(CounterclaimError):
    """A ledger that is not there, is no ledger, or cannot be read or written."""


class LexiconError(CounterclaimError):
    """A table is not of its documented form; the message names file and line."""


class ModelMissing(CounterclaimError):
    """The language model is not installed."""


class StageError(CounterclaimError):
    """A stage is unknown or breaks its contract."""


class SpanError(CounterclaimError):
    """A span's words are not the words of the text at its offsets."""
