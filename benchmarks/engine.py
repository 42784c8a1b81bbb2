"""What the engine adds to a bare ProcessPoolExecutor on many tiny units.

    python benchmarks/engine.py [--units 1000] [--rounds 7] [--workers 2]

Both start their processes (spawn), run the units and end; they take turns, and the best round of
each counts, since other work on the machine only adds. CPU seconds are of this process and its
children together.
"""

import argparse
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from lgs.engine import Engine


def tiny(number: int) -> int:
    """As little as there can be."""
    return number + 1


def bare(units: int, workers: int) -> None:
    """Everything submitted at once, results in order."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(tiny, number) for number in range(units)]
        assert [future.result() for future in futures] == list(range(1, units + 1))


def ours(units: int, workers: int) -> None:
    """The engine, results in order."""
    outcomes = Engine(workers).run(range(units), tiny)
    assert [outcome.get() for outcome in outcomes] == list(range(1, units + 1))


def spent(function: Callable[[int, int], None], units: int, workers: int) -> tuple[float, float]:
    """Wall and CPU seconds of one round."""
    began, before = time.perf_counter(), sum(os.times()[:4])
    function(units, workers)
    return time.perf_counter() - began, sum(os.times()[:4]) - before


def main() -> None:
    """Print the best rounds and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    rounds = [
        [spent(function, args.units, args.workers) for function in (bare, ours)]
        for _ in range(args.rounds)
    ]
    for place, name in enumerate(("wall", "CPU")):
        theirs, own = (min(one[which][place] for one in rounds) for which in (0, 1))
        print(f"{name}: bare {theirs:.3f} s, engine {own:.3f} s, ratio {own / theirs:.3f}")


if __name__ == "__main__":
    main()
