"""Across reports: which claims speak of one event, and how many origins stand behind them.

Pure functions over claims and report headers; no database (see ``docs/linking.md``).
"""

from counterclaim.linking.story import (
    Dispute,
    EventQuery,
    EventStory,
    EventSummary,
    FigurePoint,
    Flag,
    Judgement,
    Lane,
    Origin,
    OriginEdge,
    SideCount,
    StoryClaim,
    Suggestion,
)

__all__ = [
    "Dispute",
    "EventQuery",
    "EventStory",
    "EventSummary",
    "FigurePoint",
    "Flag",
    "Judgement",
    "Lane",
    "Origin",
    "OriginEdge",
    "SideCount",
    "StoryClaim",
    "Suggestion",
]
