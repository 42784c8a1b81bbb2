"""Ray Core tasks on a running cluster: nothing of Ray is known outside this file."""

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from lgs.engine.outcome import Outcome, R, U, attempt
from lgs.errors import LgsError

RETRIES = 5  # of a unit whose node or process was lost; its own errors are not tried again
UNDER_WAY = 2  # units a processor: the next is on its node before the last has ended


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Ray cluster by its address; `auto` is the one that this machine belongs to."""

    address: str = "auto"

    def processors(self) -> int:
        """How many units can be worked on at once, on all nodes together."""
        return max(1, int(_ray(self.address).cluster_resources().get("CPU", 1)))

    def run(
        self, units: Iterable[U], function: Callable[[U], R], *, in_order: bool = True
    ) -> Iterator[Outcome[U, R]]:
        """As `lgs.engine.local.run`, on the cluster's nodes."""
        ray = _ray(self.address)
        task: Any = ray.remote(max_retries=RETRIES)(attempt)
        called = ray.put(function)
        most = UNDER_WAY * self.processors()
        under_way: deque[tuple[U, Any]] = deque()
        try:
            for unit in units:
                under_way.append((unit, task.remote(called, unit)))
                if len(under_way) >= most:
                    yield _next(ray, under_way, in_order=in_order)
            while under_way:
                yield _next(ray, under_way, in_order=in_order)
        finally:
            for _, reference in under_way:
                with suppress(Exception):  # the cluster may be gone
                    ray.cancel(reference, force=True)


def _next(ray: ModuleType, under_way: deque[tuple[U, Any]], *, in_order: bool) -> Outcome[U, R]:
    if not in_order:
        done = set(ray.wait([reference for _, reference in under_way], num_returns=1)[0])
        while under_way[0][1] not in done:
            under_way.rotate(-1)
    unit, reference = under_way.popleft()
    try:
        outcome: Outcome[U, R] = ray.get(reference)
    except ray.exceptions.RayError as error:
        why = str(error).strip().partition("\n")[0]
        lost = LgsError(f"a unit was lost {RETRIES + 1} times with its process or node ({why})")
        return Outcome(unit, error=lost)
    return outcome


def _ray(address: str) -> ModuleType:
    """Ray, connected; it tells its makers nothing of what is run."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError as error:
        raise LgsError(
            "--engine ray needs Ray, which is not installed: pip install 'lgs[ray]'"
        ) from error
    if not ray.is_initialized():
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, ValueError, RuntimeError) as error:
            why = str(error).strip().partition("\n")[0]
            raise LgsError(
                f"no Ray cluster answers at {address!r} ({why}); start one with `ray start --head`,"
                " or name another by --ray-address"
            ) from error
    return ray
