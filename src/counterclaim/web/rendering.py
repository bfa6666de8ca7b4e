"""Templates, and the files that pages load beside them."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, FunctionLoader, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from counterclaim.publishing.page import FILTERS, asset
from counterclaim.web import phrases
from counterclaim.web.language import Language, languages

KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file that pages load; ``digest`` is in its address, so that it may be kept for good."""

    content: bytes
    packed: bytes
    kind: str
    digest: str


class Pages:
    """Renders pages. ``common`` gives values that every template has."""

    def __init__(self) -> None:
        self.files = static_files()
        self._environments = {
            code: self._environment(language) for code, language in languages().items()
        }

    def address(self, name: str) -> str:
        """Where a page finds the static file ``name``."""
        return f"/static/{name}?{self.files[name].digest[:12]}"

    def text(self, template: str, language: Language, /, **values: Any) -> str:
        """The template in a language, filled in."""
        environment = self._environments[language.code]
        return environment.get_template(template).render(language=language, **values)

    def page(
        self, template: str, language: Language, /, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """The same as an answer."""
        headers = {
            "vary": "HX-Request, Accept-Language, Cookie",
            "content-language": language.code,
        }
        text = self.text(template, language, **values)
        return HTMLResponse(text, status_code=status, headers=headers)

    def _environment(self, language: Language) -> Environment:
        environment = Environment(
            loader=ChoiceLoader(
                [PackageLoader("counterclaim.web", "templates"), FunctionLoader(_published)]
            ),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        environment.install_gettext_translations(  # type: ignore[attr-defined]
            language.words, newstyle=True
        )
        environment.filters.update(FILTERS)
        environment.filters.update(phrases.filters_in(language))
        environment.globals["static"] = self.address
        return environment

    def file(self, name: str, *, packed: bool) -> Response | None:
        """The static file ``name``; gzipped where the browser takes that."""
        found = self.files.get(name)
        if found is None:
            return None
        headers = {
            "cache-control": "public, max-age=31536000, immutable",
            "etag": f'"{found.digest[:32]}"',
            "vary": "Accept-Encoding",
        }
        if packed:
            headers["content-encoding"] = "gzip"
        body = found.packed if packed else found.content
        return Response(body, media_type=found.kind, headers=headers)


@cache
def static_files() -> dict[str, StaticFile]:
    """Every static file by its name."""
    found = {"page.css": _file("page.css", asset("page.css").encode())}
    found["page.js"] = _file("page.js", asset("page.js").encode())
    root = files("counterclaim.web").joinpath("static")
    folders = [("", root)]
    while folders:
        prefix, folder = folders.pop()
        for item in folder.iterdir():
            if item.is_dir():
                folders.append((f"{prefix}{item.name}/", item))
            elif item.name.endswith(".gz"):
                name = f"{prefix}{item.name.removesuffix('.gz')}"
                found[name] = _file(name, gzip.decompress(item.read_bytes()))
            elif item.name.rpartition(".")[2] in KINDS:
                found[f"{prefix}{item.name}"] = _file(item.name, item.read_bytes())
    return found


def _file(name: str, content: bytes) -> StaticFile:
    return StaticFile(
        content=content,
        packed=gzip.compress(content, 6, mtime=0),
        kind=KINDS[name.rpartition(".")[2]],
        digest=hashlib.sha256(content).hexdigest(),
    )


def _published(name: str) -> str | None:
    """The templates that the pages share with single-file pages."""
    return asset(name) if name == "records.html" else None
