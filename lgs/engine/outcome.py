"""What every engine gives for a unit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

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


def attempt(function: Callable[[U], R], unit: U) -> Outcome[U, R]:
    """The outcome of a function here and now; an error is kept, so that it ends its unit alone."""
    try:
        return Outcome(unit, function(unit))
    except Exception as error:  # the caller decides what an error of one unit means
        return Outcome(unit, error=error)
