import io
import threading

import pytest

from counterclaim.cli import talk
from counterclaim.cli.talk import Talk


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_appears_on_a_terminal_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = threading.Event()
    terminal = FakeTerminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(talk, "PATIENCE", 0.0)
    monkeypatch.setattr(Talk, "_show", _and_then(Talk._show, shown.set))
    with Talk(0, bar=True) as live:
        assert shown.wait(10)
        live.advance(1200, 5, 10)
        live.say("counterclaim: a.txt: empty")
    assert "1,200 reports" in terminal.getvalue()
    assert "counterclaim: a.txt: empty\n" in terminal.getvalue()


@pytest.mark.parametrize(
    ("verbosity", "bar", "tty"), [(0, True, False), (-1, True, True), (0, False, True)]
)
def test_elsewhere_there_is_none(
    verbosity: int, bar: bool, tty: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = FakeTerminal() if tty else io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(talk, "PATIENCE", 0.0)
    with Talk(verbosity, bar=bar) as quiet:
        quiet._show()
        quiet.advance(1, 1, 2)
    assert stream.getvalue() == ""


def _and_then(first, second):  # type: ignore[no-untyped-def]
    def both(self: Talk) -> None:
        first(self)
        second()

    return both
