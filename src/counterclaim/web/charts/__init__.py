"""Charts as SVG, drawn on the server: they work without script and print."""
