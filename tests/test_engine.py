import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lgs.engine import Outcome, run
from lgs.errors import LgsError


def half(number: int) -> tuple[int, int]:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number // 2, os.getpid()


@pytest.mark.parametrize("workers", [1, 2])
def test_outcomes_come_in_the_order_of_the_units_and_an_error_ends_its_unit_alone(workers):
    outcomes = list(run(range(12), half, workers=workers))
    assert [outcome.unit for outcome in outcomes] == list(range(12))
    assert [o.get()[0] for o in outcomes if o.error is None] == [0, 1, 2, 3, 4, 5]
    assert [str(o.error) for o in outcomes if o.error] == [f"{n} is odd" for n in range(1, 12, 2)]
    with pytest.raises(ValueError, match="3 is odd"):
        outcomes[3].get()


def fatal(number: int) -> int:
    if number in (3, 9):
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_unit_that_ends_its_process_ends_no_other():
    outcomes = list(run(range(14), fatal, workers=2))
    assert [o.unit for o in outcomes if o.error] == [3, 9]
    assert [o.result for o in outcomes if not o.error] == [n for n in range(14) if n not in (3, 9)]
    assert isinstance(outcomes[3].error, LgsError)
    assert "want of memory" in str(outcomes[3].error)


def after(unit: tuple[Path, int]) -> int:
    """The first unit ends when the second one has."""
    marker, number = unit
    if number == 1:
        marker.touch()
    deadline = time.monotonic() + 60
    while number == 0 and not marker.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return number


def test_outcomes_can_come_as_they_are_there(tmp_path):
    units = [(tmp_path / "marker", number) for number in range(6)]
    found = [outcome.get() for outcome in run(units, after, workers=2, in_order=False)]
    assert sorted(found) == list(range(6))
    assert found.index(0) > found.index(1)


@pytest.mark.parametrize(("units", "workers"), [(12, 1), (2, 1), (1, 4)])
def test_one_worker_or_one_unit_needs_no_process(units, workers):
    outcomes = run(range(0, 2 * units, 2), half, workers=workers)
    assert {outcome.get()[1] for outcome in outcomes} == {os.getpid()}


def test_several_units_are_worked_on_elsewhere():
    assert os.getpid() not in {o.get()[1] for o in run((0, 2), half, workers=2)}


def test_no_unit_gives_no_outcome():
    assert list(run((), half, workers=2)) == []


@pytest.mark.parametrize(("workers", "ahead"), [(1, 2), (2, 8)])
def test_units_are_read_as_they_are_needed(workers, ahead):
    read = []

    def units() -> Iterator[int]:
        for number in range(0, 1000, 2):
            read.append(number)
            yield number

    outcomes = run(units(), half, workers=workers)
    first = next(outcomes)
    assert first == Outcome(0, (0, first.get()[1]))
    assert len(read) <= ahead
    assert sum(1 for _ in outcomes) == 499
