"""``counterclaim users``: who may use a server of more than one person."""

from pathlib import Path
from typing import Literal

import click

file_option = click.option(
    "--file", "path", type=click.Path(path_type=Path, dir_okay=False), required=True,
    metavar="FILE", help="The table of users, for `serve --users`.",
)  # fmt: skip


@click.group("users", help="Who may use a server: enter, list and remove users.")
def users_group() -> None:
    """Group of commands."""


@users_group.command("put")
@click.argument("name")
@file_option
@click.option("--role", type=click.Choice(["reader", "reviewer", "admin"]), default="reader",
    show_default=True, help="admin also sees everybody's judgements in the audit log.")  # fmt: skip
@click.password_option(help="Asked for where it is not given.")
def put_command(
    name: str, path: Path, role: Literal["reader", "reviewer", "admin"], password: str
) -> None:
    """Enter the user NAME, or give them another role and password."""
    from counterclaim.web.security.users import Users

    Users(path).put(name, role, password)


@users_group.command("list")
@file_option
def list_command(path: Path) -> None:
    """Print names and roles."""
    from counterclaim.web.security.users import Users

    for user in Users(path):
        click.echo(f"{user.name}\t{user.role}")


@users_group.command("remove")
@click.argument("name")
@file_option
def remove_command(name: str, path: Path) -> None:
    """Take the user NAME out."""
    from counterclaim.web.security.users import Users

    Users(path).remove(name)
