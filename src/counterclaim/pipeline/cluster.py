"""Reading shards on a Ray cluster or on this machine alone; needs ``counterclaim[ray]``.

Ray Data hands each shard to an actor of a pool; an actor loads its models once. When an actor
or its machine dies, Ray starts another and gives it the shard anew: what was written of it is
not there, because a shard's readings appear whole. Every machine must see the shards and the
output under the same paths, and have this version of counterclaim installed.
"""

import importlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from counterclaim.errors import CounterclaimError, ExtraMissing
from counterclaim.pipeline.reader import Reader
from counterclaim.pipeline.shards import Done, Shard, ShardReader

LOCAL_STORE = 200_000_000
"""Bytes of Ray's object store on one machine: only names and counts go through it."""


def read_on_ray(
    shards: Sequence[Shard],
    output: str,
    *,
    actors: int,
    address: str | None = None,
    make_reader: Callable[[], Reader] = Reader,
) -> Iterator[Done]:
    """Read ``shards`` into ``output`` with ``actors`` actors; what came of each, as it is done.

    ``address`` is a cluster's (``auto``, ``ray://host:10001``); without it Ray is started on
    this machine, unless ``RAY_ADDRESS`` is set. ``make_reader`` is pickled and called once in
    each actor. Raises :class:`CounterclaimError` when Ray cannot be reached or gives up.
    """
    # Ray would send statistics of its use to its makers; nothing leaves the machine here.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what matters is raised
    try:
        import ray
    except ImportError:
        raise ExtraMissing("--engine ray", "ray") from None
    started = _connect(ray, actors, address)
    try:
        yield from _run(shards, output, actors, make_reader)
    except ray.exceptions.RayError as error:
        reason = " ".join(str(error).split())[:300]
        raise CounterclaimError(f"Ray gave up ({reason}); the same command goes on") from None
    finally:
        if started:
            ray.shutdown()


class ShardActor:
    """An actor of the pool: a reader that stays, and the shards it is given."""

    def __init__(self, output: str, make_reader: Callable[[], Reader]) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        self._reader = ShardReader(output, make_reader())

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Read the shards that ``batch`` names; the markers' contents."""
        paths, dates = batch["path"].tolist(), batch["published"].tolist()
        shards = [Shard(path, date or None) for path, date in zip(paths, dates, strict=True)]
        return {"done": [msgspec.json.encode(self._reader.read(s)).decode() for s in shards]}


def _connect(ray: Any, actors: int, address: str | None) -> bool:
    """Connect to Ray, or start it; whether it was this that did."""
    if ray.is_initialized():
        return False
    quiet = {"logging_level": logging.ERROR, "log_to_driver": False}
    try:
        if address is not None or os.environ.get("RAY_ADDRESS"):
            ray.init(address=address, **quiet)
        else:
            os.environ.setdefault("RAY_worker_niceness", "0")  # as the process pool's workers
            # One processor more than actors: Ray's own tasks must find one to run on.
            ray.init(
                num_cpus=actors + 1,
                include_dashboard=False,
                object_store_memory=LOCAL_STORE,
                **quiet,
            )
    except (ConnectionError, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:300]
        raise CounterclaimError(f"no Ray cluster ({reason}); check --ray-address") from None
    return True


def _run(
    shards: Sequence[Shard],
    output: str,
    actors: int,
    make_reader: Callable[[], Reader],
) -> Iterator[Done]:
    data = importlib.import_module("ray.data")
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    rows = [{"path": shard.path, "published": shard.published or ""} for shard in shards]
    dataset = data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        ShardActor,
        fn_constructor_args=(output, make_reader),
        batch_size=1,
        compute=data.ActorPoolStrategy(size=min(actors, len(rows))),
        num_cpus=1,
    )
    for row in dataset.iter_rows():
        yield msgspec.json.decode(row["done"], type=Done)
