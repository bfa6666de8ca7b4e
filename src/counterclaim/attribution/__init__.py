"""Who says which words: quotations, cues, sources, chains."""
