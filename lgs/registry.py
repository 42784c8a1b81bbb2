"""Functions under names: filters, signals, formats. The name is what options and reports show."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from lgs.errors import UsageError

F = TypeVar("F", bound=Callable[..., object])


class Registry(Generic[F]):
    """Named functions of one kind, in the order in which they were added.

    >>> shapes = Registry("shape")
    >>> @shapes.add
    ... def round_one() -> str: return "o"
    >>> shapes["round_one"]()
    'o'
    >>> shapes["square"]
    Traceback (most recent call last):
    lgs.errors.UsageError: no shape is named 'square'; there are: round_one
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._functions: dict[str, F] = {}

    def add(self, function: F) -> F:
        """Register a function under its own name, without underscores at its end."""
        self._functions[function.__name__.rstrip("_")] = function
        return function

    def __getitem__(self, name: str) -> F:
        if name not in self._functions:
            there = ", ".join(sorted(self._functions))
            raise UsageError(f"no {self.kind} is named {name!r}; there are: {there}")
        return self._functions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._functions)

    def items(self) -> list[tuple[str, F]]:
        """All names with their functions."""
        return list(self._functions.items())
