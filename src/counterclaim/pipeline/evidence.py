"""The evidence layers of a reading, as ``--layers`` prints them."""

from counterclaim.model.document import Document
from counterclaim.model.records import AttributionRelation, Layers, TimeExpression, Toponym


def layers_of(document: Document) -> Layers:
    """The attributions, times and places found in ``document``."""
    return Layers(
        attributions=tuple(
            AttributionRelation(
                source=tuple(
                    s.relative or (s.start, s.end)
                    for s in attribution.sources[:1]
                    if s.role == "speaker"
                ),
                cue=attribution.cue,
                content=attribution.content,
            )
            for attribution in document.attributions
        ),
        times=tuple(
            TimeExpression(start=t.start, end=t.end, type=t.type, value=t.value, mod=t.mod)
            for t in document.times
        ),
        places=tuple(
            Toponym(
                start=p.start,
                end=p.end,
                lat=p.place.lat,
                lon=p.place.lon,
                geonameid=p.place.geonameid,
            )
            for p in document.places
            if not p.nominal
        ),
    )
