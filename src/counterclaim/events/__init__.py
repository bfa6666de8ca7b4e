"""Claims as words: propositions, stance, type, realis, roles, figures."""
