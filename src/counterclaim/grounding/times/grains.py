"""What relative expressions count from, and which way."""

from counterclaim.grounding.times.periods import Grain

PERIOD_GRAINS: dict[str, tuple[Grain, ...]] = {
    "D": ("day", "part-of-day", "time"),
    "W": ("week", "day", "part-of-day", "time"),
    "M": ("month", "day", "week", "part-of-day", "time"),
    "Q": ("quarter",),
    "Y": ("year", "quarter", "half", "season", "month", "day", "week", "part-of-day", "time"),
}
"""What named periods a following expression of a unit may count from."""

PAST, FUTURE = ("last", "past"), ("next", "coming")
