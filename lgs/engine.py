"""Run a function over units on all cores; one bad unit does not end the others."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from typing import Generic, TypeVar

from lgs.errors import LgsError

U = TypeVar("U")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[U, R]):
    """What became of one unit: its result, or the error that ended it."""

    unit: U
    result: R | None = None
    error: Exception | None = None

    def get(self) -> R:
        """The result; raises the unit's error."""
        if self.error is not None:
            raise self.error
        return self.result  # type: ignore[return-value]  # no error: there is a result


def run(units: Iterable[U], function: Callable[[U], R], *, workers: int) -> Iterator[Outcome[U, R]]:
    """Yield the outcome of `function(unit)` for every unit, in the order of the units.

    With one worker, or one unit, no process is started. Units are read as they are needed: at most
    four a worker are under way, so that a stream of any length fits into memory.
    """
    waiting = iter(units)
    head = list(islice(waiting, 2))
    if workers <= 1 or len(head) < 2:
        for unit in chain(head, waiting):
            yield _attempt(function, unit)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        window: deque[tuple[U, Future[R]]] = deque()
        for unit in chain(head, waiting):
            window.append((unit, pool.submit(function, unit)))
            if len(window) >= 4 * workers:
                yield _settle(*window.popleft())
        while window:
            yield _settle(*window.popleft())


def _attempt(function: Callable[[U], R], unit: U) -> Outcome[U, R]:
    try:
        return Outcome(unit, function(unit))
    except BrokenProcessPool:
        raise
    except Exception as error:  # the caller decides; one unit's error must not end the others
        return Outcome(unit, error=error)


def _settle(unit: U, future: Future[R]) -> Outcome[U, R]:
    try:
        return _attempt(lambda _: future.result(), unit)
    except BrokenProcessPool as error:
        raise LgsError(
            "a process ended before its work was done, perhaps for want of memory; "
            "what is written stays: run it again with fewer --workers"
        ) from error
