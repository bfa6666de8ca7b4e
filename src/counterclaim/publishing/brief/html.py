"""A brief as one HTML page that asks nothing of the network."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from counterclaim.publishing.brief.contents import Brief
from counterclaim.publishing.brief.drawings import map_svg, timeline_svg


def render_html(brief: Brief) -> str:
    """The brief as a page: no script, style inline, footnotes linked both ways."""
    drawings = [Markup(timeline_svg(brief.stories)), Markup(map_svg(brief.stories))]
    return _template().render(brief=brief, drawings=[d for d in drawings if d])


@cache
def _template() -> Template:
    loader = PackageLoader("counterclaim.publishing")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("brief.html")
