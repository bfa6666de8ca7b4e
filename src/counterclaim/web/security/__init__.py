"""Who may see and do what, and what a browser is told to refuse."""
