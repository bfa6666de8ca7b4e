"""A situation brief: what is claimed, by whom, on what it rests, what is disputed, what changed.

Every sentence is a template filled with counts, names and the claims' own words, and points at
the words it rests on by footnotes. The same ledger and question give the same brief.
"""

from counterclaim.publishing.brief.contents import Brief, brief_of
from counterclaim.publishing.brief.html import render_html
from counterclaim.publishing.brief.markdown import render_markdown
from counterclaim.publishing.brief.pdf import render_pdf

__all__ = ["Brief", "brief_of", "render_html", "render_markdown", "render_pdf"]
