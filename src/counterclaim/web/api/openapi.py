"""The API's description (OpenAPI 3.1), its schemas made from the very records it gives."""

from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse, Response

from counterclaim.web.security.access import visitor_of
from counterclaim.web.state import web_of
from counterclaim.web.views.common import render

ADDRESS = "/api/v1/openapi.json"

_records: list[Any] = []

DESCRIPTION = """Who claims what about an armed conflict, on exactly which words.
Offsets are Unicode code points into the report's text, end exclusive. Ids are stable: the same
text read by the same version has the same ids. Nothing here says that a claim is true."""


def answer(record: Any, *, missing: bool = False, bad: bool = False) -> dict[str, Any]:
    """What a route declares whose answer is ``record``."""
    _records.append(record)
    responses: dict[int | str, Any] = {
        200: {
            "description": "As described",
            "content": {"application/json": {"schema": _schema(record)}},
        }
    }
    if missing:
        responses[404] = {"description": "Nothing has this id", **_error()}
    if bad:
        responses[400] = {"description": "A value that cannot be looked for", **_error()}
    responses[401] = {"description": "The token is missing or wrong", **_error()}
    return {"responses": responses, "response_model": None}


def _error() -> dict[str, Any]:
    error = {
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"type": "string", "description": "One line: what to do"}},
    }
    return {"content": {"application/json": {"schema": error}}}


def _schema(record: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components(
        [record], ref_template="#/components/schemas/{name}"
    )
    return schema


def install(app: FastAPI) -> None:
    """Serve the description and a page that shows it."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(
                title="counterclaim", version="1", openapi_version="3.1.0",
                description=DESCRIPTION, routes=app.routes,
            )  # fmt: skip
            _, components = msgspec.json.schema_components(
                _records, ref_template="#/components/schemas/{name}"
            )
            parts = schema.setdefault("components", {})
            parts.setdefault("schemas", {}).update(components)
            parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            schema["security"] = [{"token": []}, {}]
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]

    @app.get(ADDRESS, include_in_schema=False)
    def description(request: Request) -> Response:
        visitor_of(request)
        return JSONResponse(described())

    @app.get("/api", include_in_schema=False)
    def page(request: Request) -> Response:
        visitor_of(request)
        base = str(request.base_url).rstrip("/")
        token = web_of(request).settings.token is not None
        return render(request, "api.html", api=described(), address=ADDRESS, base=base, token=token)
