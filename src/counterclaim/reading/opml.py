"""OPML: the lists of feeds that feed readers export."""

from pathlib import Path

from counterclaim.errors import EmptyInput, InputError, MalformedReport
from counterclaim.reading.folders import shown, unreadable

MAX_BYTES = 4 * 1024 * 1024


def feeds_of_opml(path: Path) -> list[str]:
    """The addresses in the list at ``path``, each once, in its order.

    Raises :class:`InputError` when it cannot be read or lists nothing.
    """
    from lxml import etree

    name = shown(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from None
    if len(data) > MAX_BYTES:
        raise InputError(name, f"a list of over {MAX_BYTES >> 20} MiB; split it")
    if b"<!ENTITY" in data.upper():
        raise MalformedReport(name, "declares XML entities, as no list needs to; not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    if tree is None or not str(tree.tag).lower().endswith("opml"):
        raise MalformedReport(name, "no OPML; give a list of feeds as a feed reader exports it")
    found: dict[str, None] = {}
    for outline in tree.iter("outline"):
        attributes = {key.lower(): value for key, value in outline.attrib.items()}
        if address := attributes.get("xmlurl", "").strip():
            found.setdefault(address)
    if not found:
        raise EmptyInput(name, "no feed in the list; give outlines with xmlUrl")
    return list(found)
