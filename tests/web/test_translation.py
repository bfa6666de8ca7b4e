"""Every word that a template shows goes through gettext."""

import re
from importlib.resources import files

import pytest

TEMPLATES = {
    item.name: item.read_text("utf-8")
    for item in files("counterclaim.web").joinpath("templates").iterdir()
    if item.name.endswith(".html")
}
TEMPLATES["records.html"] = (
    files("counterclaim.publishing").joinpath("templates", "records.html").read_text("utf-8")
)

NAMES = r"counter|claim|JSON|CSV|GeoJSON|openapi\.json|curl|Authorization: Bearer TOKEN|×"
COMMANDS = r"counterclaim link --ledger|"
SHOWN = re.compile(r"(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"")


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_no_word_is_left_out(name: str) -> None:
    text = re.sub(r"\{#.*?#\}", "", TEMPLATES[name], flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
    words = SHOWN.findall(text)
    text = re.sub(r"<(kbd|datalist)\b.*?</\1>", "", text, flags=re.DOTALL)
    text = re.sub(r"<pre\b.*?</pre>|<!DOCTYPE html>", "", text, flags=re.DOTALL)
    words += re.sub(r"<[^>]*>|&\w+;", "\n", text).splitlines()
    left = [re.sub(COMMANDS + NAMES, "", word).strip() for word in words]
    assert [word for word in left if re.search(r"[A-Za-z]{2}", word)] == []
