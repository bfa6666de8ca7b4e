"""Claims by a large language model behind an endpoint that the user names; off by default.

The model points at words; everything that it says is checked against the text here, and what is
not in the text is dropped. See ``docs/llm.md``.
"""
