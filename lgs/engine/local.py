"""Processes of this machine: spawned, a few units each under way."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import Generic

from lgs.engine.outcome import Outcome, R, U, attempt
from lgs.errors import LgsError

UNDER_WAY = 4  # units a worker: none waits for the next, and a stream of any length fits in memory


def run(
    units: Iterable[U], function: Callable[[U], R], *, workers: int, in_order: bool = True
) -> Iterator[Outcome[U, R]]:
    """Yield the outcome of `function(unit)` for every unit, in the order of the units.

    With one worker, or one unit, no process is started. Units are read as they are needed: at most
    four a worker are under way. `in_order=False` gives each outcome as soon as it is there. An
    error ends its unit alone, and so does the end of its process.
    """
    waiting = iter(units)
    head = list(islice(waiting, 2))
    every = chain(head, waiting)
    if workers <= 1 or len(head) < 2:
        return (attempt(function, unit) for unit in every)
    return _Processes(function, workers).run(every, in_order=in_order)


class _Processes(Generic[U, R]):
    """The processes of one run; new ones where a unit took them down."""

    def __init__(self, function: Callable[[U], R], workers: int) -> None:
        self._function, self._workers = function, workers
        self._under_way: deque[tuple[U, Future[R]]] = deque()
        self._pool = self._started(workers)

    def run(self, units: Iterator[U], *, in_order: bool) -> Iterator[Outcome[U, R]]:
        most = UNDER_WAY * self._workers
        try:
            for unit in units:
                self._under_way.append((unit, self._submit(unit)))
                if len(self._under_way) >= most:
                    yield self._next(in_order=in_order)
                    while self._under_way and self._under_way[0][1].done():  # no need to wait
                        yield self._next(in_order=in_order)
            while self._under_way:
                yield self._next(in_order=in_order)
        finally:
            self._pool.shutdown(cancel_futures=True)

    def _started(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))

    def _submit(self, unit: U) -> Future[R]:
        try:
            return self._pool.submit(self._function, unit)
        except BrokenProcessPool:  # what was under way is looked at when its turn comes
            self._pool.shutdown(wait=False)
            self._pool = self._started(self._workers)
            return self._pool.submit(self._function, unit)

    def _next(self, *, in_order: bool) -> Outcome[U, R]:
        if not in_order:
            done = wait([future for _, future in self._under_way], return_when=FIRST_COMPLETED).done
            while self._under_way[0][1] not in done:
                self._under_way.rotate(-1)
        unit, future = self._under_way.popleft()
        try:
            return Outcome(unit, future.result())
        except BrokenProcessPool:
            return self._alone(unit)
        except Exception as error:  # the caller decides
            return Outcome(unit, error=error)

    def _alone(self, unit: U) -> Outcome[U, R]:
        """All units under way lost their processes, by one of them: which, is seen one by one."""
        with self._started(1) as pool:
            try:
                return Outcome(unit, pool.submit(self._function, unit).result())
            except BrokenProcessPool as error:
                return Outcome(unit, error=_ended(error))
            except Exception as error:  # the caller decides
                return Outcome(unit, error=error)


def _ended(error: Exception) -> LgsError:
    found = LgsError(
        "a process ended before its work was done, perhaps for want of memory; "
        "what is written stays: run it again with fewer --workers"
    )
    found.__cause__ = error
    return found
