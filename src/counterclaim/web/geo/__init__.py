"""What the map shows: places, areas, borders, tiles."""
