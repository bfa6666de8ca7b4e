import click
import pytest

from evaluation.cli_reference import REFERENCE, commands, reference

COMMANDS = [(" ".join(path), command) for path, command in commands()]


def test_the_reference_is_what_the_commands_say_now() -> None:
    assert REFERENCE.read_text("utf-8") == reference(), "docs/cli.md is stale; run: make docs"


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_and_option_says_what_it_is_for(name: str, command: click.Command) -> None:
    assert command.help, f"{name} has no help"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]} has no help"
            assert parameter.opts[0] in reference()


def test_the_commands_are_all_there() -> None:
    assert {"counterclaim read", "counterclaim stages", "counterclaim gazetteer"} <= {
        name for name, _ in COMMANDS
    }
