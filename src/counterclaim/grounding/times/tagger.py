"""Finding time expressions: the words, the grammar and the readings put together."""

import re
from dataclasses import dataclass

from counterclaim.grounding.times import (
    calendar_readings,
    day_readings,
    duration_readings,
    named_day_readings,
    relative_readings,
)
from counterclaim.grounding.times.classify import OTHER, Word, classify
from counterclaim.grounding.times.context import Context
from counterclaim.grounding.times.expressions import SKIP, Expression, ReadingFunction
from counterclaim.grounding.times.rules import Grammar, grammar
from counterclaim.model.document import Document

READINGS: dict[str, ReadingFunction] = {
    function.__name__: function
    for function in (
        calendar_readings.iso,
        calendar_readings.numeric,
        calendar_readings.date,
        calendar_readings.daterange,
        calendar_readings.monthday,
        calendar_readings.month,
        calendar_readings.season,
        calendar_readings.year,
        calendar_readings.yearrange,
        calendar_readings.yearwords,
        calendar_readings.decade,
        calendar_readings.ordinal,
        calendar_readings.andday,
        calendar_readings.weekof,
        named_day_readings.weekday,
        named_day_readings.holiday,
        day_readings.today,
        day_readings.tonight,
        day_readings.overnight,
        day_readings.daypart,
        day_readings.clock,
        relative_readings.relative,
        relative_readings.ago,
        relative_readings.beside,
        relative_readings.yearago,
        relative_readings.sameperiod,
        relative_readings.yearend,
        relative_readings.reference,
        relative_readings.recent,
        relative_readings.thepast,
        relative_readings.warday,
        duration_readings.duration,
        duration_readings.allhours,
        duration_readings.plural,
        duration_readings.relativecount,
        duration_readings.firstcount,
        duration_readings.each,
        duration_readings.timesa,
        duration_readings.setword,
    )
}
"""What the names in the ``reading`` column of ``time_rules.tsv`` mean."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression and the words it stands on, as positions in ``Context.words``."""

    expression: Expression
    first: int
    last: int


class Tagger:
    """Finds and reads the time expressions of one report after another."""

    def __init__(self) -> None:
        self._grammar: Grammar = grammar()
        other = re.escape(self._grammar.code(OTHER))
        self._stretch = re.compile(f"[^{other}](?:[^{other}]|{other}(?=[^{other}]))*")

    def tag(self, document: Document) -> tuple[Context, list[Found]]:
        """The expressions of ``document`` in text order, and the context that was built up."""
        context = Context(document.text, (), document.doc, document.report.published)
        words = classify(document.text, context.tag_at)
        context.words = words
        encoded = self._grammar.encode(words)
        found: list[Found] = []
        for stretch in self._stretch.finditer(encoded):
            position = stretch.start()
            while position < stretch.end():
                read = self._read(words, encoded, position, context)
                if read is None:
                    position += 1
                    continue
                if read.expression is not SKIP:
                    found.append(read)
                period = read.expression.period
                if period is not None and period.first is not None:
                    context.remember(words[read.first].start, words[read.last - 1].end, period)
                position = read.last
        return context, found

    def _read(
        self, words: list[Word], encoded: str, position: int, context: Context
    ) -> Found | None:
        if words[position].kind == OTHER:
            return None
        for match in self._grammar.matches(words, encoded, position):
            expression = READINGS[match.reading](match, context)
            if expression is SKIP:
                return Found(SKIP, match.last, match.last)
            if expression is not None:
                first, last = expression.words or (match.first, match.last)
                return Found(expression, first, last)
        return None
