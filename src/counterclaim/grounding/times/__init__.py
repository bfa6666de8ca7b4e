"""When: time expressions and the intervals they denote."""
