"""``counterclaim serve``: the ledger in the browser."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from counterclaim.cli.options import ledger_option, verbose_option
from counterclaim.cli.talk import Talk
from counterclaim.errors import CounterclaimError

if TYPE_CHECKING:
    pass

ROLES = ("reader", "reviewer", "admin")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHORTEST_TOKEN = 16


@click.command("serve")
@ledger_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help="Address to listen on. Any but this computer's own demands --token or --users.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True,
    help="Port to listen on; 0: any free one.",
)  # fmt: skip
@click.option(
    "--hostname", multiple=True, metavar="NAME",
    help="A name by which browsers call the server, besides --host; may be repeated.",
)  # fmt: skip
@click.option(
    "--token", envvar="COUNTERCLAIM_TOKEN", show_envvar=True, metavar="TOKEN",
    help="A secret that lets in whoever has it; the variable keeps it out of sight.",
)  # fmt: skip
@click.option(
    "--token-role", type=click.Choice(ROLES), default="reader", show_default=True,
    help="What whoever has the token may do.",
)  # fmt: skip
@click.option(
    "--users", "users_file", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE", help="A table of users, made by `counterclaim users put`.",
)  # fmt: skip
@click.option(
    "--certificate", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
    help="TLS certificate (PEM); with --key the server speaks https.",
)  # fmt: skip
@click.option(
    "--key", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
    help="Its private key (PEM).",
)  # fmt: skip
@click.option(
    "--blur", "blur_km", type=click.FloatRange(0, 500), default=0.0, metavar="KM",
    help="Give no place more closely than so many kilometres, in pages, API and exports.",
)  # fmt: skip
@click.option(
    "--viewpoint", type=click.Choice(["recognised", "de-facto"]), default="recognised",
    show_default=True, help="Whose borders the map draws solid at first; the others are dashed.",
)  # fmt: skip
@click.option(
    "--tiles", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE", help="A PMTiles archive of raster tiles to draw under the map.",
)  # fmt: skip
@verbose_option
def serve_command(  # noqa: PLR0913, PLR0917  (one parameter an option)
    target: str,
    host: str,
    port: int,
    hostname: tuple[str, ...],
    token: str | None,
    token_role: Literal["reader", "reviewer", "admin"],
    users_file: Path | None,
    certificate: str | None,
    key: str | None,
    blur_km: float,
    viewpoint: Literal["recognised", "de-facto"],
    tiles: Path | None,
    verbose: int,
) -> None:
    """Show a ledger as web pages, to be opened in a browser.

    It listens on this computer only, and asks nothing of the network. Stop it with Ctrl-C.
    """
    _check(host, token, users_file, certificate, key)
    try:
        import uvicorn

        from counterclaim.web.app import create_app
        from counterclaim.web.geo.tiles import TileArchive
        from counterclaim.web.security.users import Users
        from counterclaim.web.settings import LOOPBACK as OWN_NAMES
        from counterclaim.web.settings import Settings
    except ImportError as error:
        raise CounterclaimError(
            f"serve needs {error.name}; install it with: pip install 'counterclaim[web]'"
        ) from None
    from counterclaim.ledger import Ledger

    called = f"[{host}]" if ":" in host else host
    settings: Settings = Settings(
        hosts=(*OWN_NAMES, called, *hostname),
        token=token,
        token_role=token_role,
        users=Users(users_file) if users_file else None,
        secure=certificate is not None,
        blur_km=blur_km,
        viewpoint=viewpoint,
        tiles=TileArchive(tiles) if tiles else None,
        warm=True,
    )
    with Talk(verbose, bar=False) as talk, Ledger.open(target) as ledger:
        config = uvicorn.Config(
            create_app(ledger, settings), host=host, port=port, log_config=None,
            access_log=False, ssl_certfile=certificate, ssl_keyfile=key, server_header=False,
            timeout_graceful_shutdown=3, proxy_headers=False, lifespan="on",
        )  # fmt: skip
        server = uvicorn.Server(config)
        socket = config.bind_socket()
        scheme = "https" if certificate else "http"
        talk.say(
            f"{ledger.name} is at {scheme}://{called}:{socket.getsockname()[1]}/ (Ctrl-C ends it)"
        )
        if host not in LOOPBACK and not certificate:
            talk.say("warning: passwords and pages travel unencrypted; see --certificate")
        logging.getLogger("uvicorn").setLevel(logging.WARNING)
        server.run(sockets=[socket])


def _check(
    host: str, token: str | None, users: Path | None, certificate: str | None, key: str | None
) -> None:
    """Refuse what would not be safe."""
    if host not in LOOPBACK and not token and users is None:
        raise click.UsageError(
            f"{host} can be reached from elsewhere: give --token or --users, or listen on 127.0.0.1"
        )
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise click.UsageError(f"--token has {SHORTEST_TOKEN} characters or more; give another")
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key go together; give both or neither")
