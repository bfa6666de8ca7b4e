"""A reading as JSON, by ``model/claim.schema.json``: plain UTF-8 whatever the locale."""

from importlib.resources import files

import msgspec

from counterclaim.model.records import Reading

_encoder = msgspec.json.Encoder()


def encode(reading: Reading, *, layers: bool, pretty: bool = False) -> bytes:
    """``reading`` as one JSON object, without a line end.

    On one line unless ``pretty``; with the evidence under the claims if ``layers``.
    """
    record: dict[str, object] = {
        "report": reading.report,
        "claims": reading.claims,
        "extractor": reading.extractor,
    }
    if layers:
        record["layers"] = reading.layers
    encoded = _encoder.encode(record)
    return msgspec.json.format(encoded, indent=2) if pretty else encoded


def schema() -> dict[str, object]:
    """The JSON Schema of what :func:`encode` writes."""
    text = files("counterclaim.model").joinpath("claim.schema.json").read_bytes()
    parsed: dict[str, object] = msgspec.json.decode(text)
    return parsed
