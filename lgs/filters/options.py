"""Options of filters: what a settings file may say of them, and running filters with them."""

from collections.abc import Callable, Iterable, Mapping
from inspect import Parameter, signature
from typing import Any

from lgs.errors import UsageError
from lgs.model import Row
from lgs.registry import Registry

Options = Mapping[str, Mapping[str, object]]  # filter to option to value, as in a settings file
Filter = Callable[..., Any]  # a row or a table, and options; gives bool or an array of them

ENABLED = "enabled"  # every filter has it: false leaves the filter out
_NONE: Mapping[str, object] = {}


def checked(options: Options, *registries: Registry[Filter]) -> Options:
    """The options if every filter, option and type is known.

    >>> from lgs.filters.image import IMAGE
    >>> checked({"too_smal": {}}, IMAGE)
    Traceback (most recent call last):
    lgs.errors.UsageError: no filter is named 'too_smal'; there are: odd_aspect, too_small
    """
    filters = dict(f for registry in registries for f in registry.items())
    for name, given in options.items():
        if name not in filters:
            raise UsageError(f"no filter is named {name!r}; there are: {_list(filters)}")
        if not isinstance(given, Mapping):
            raise UsageError(f"the options of filter {name} must be a table, not {given!r}")
        for option, value in given.items():
            _check(name, option, value, defaults_of(filters[name]))
    return options


def defaults_of(function: Callable[..., object]) -> dict[str, object]:
    """The options of a filter with their defaults.

    >>> def too_light(row, *, least_grams: int = 5): ...
    >>> defaults_of(too_light)
    {'enabled': True, 'least_grams': 5}
    """
    parameters = signature(function).parameters.values()
    return {ENABLED: True} | {
        p.name: p.default for p in parameters if p.kind is Parameter.KEYWORD_ONLY
    }


def failed(registry: Registry[Filter], row: Row, options: Options) -> tuple[str, ...]:
    """The names of the filters that find their fault in the row, sorted."""
    found = (
        name
        for name, filter_ in registry.items()
        if is_enabled(name, options) and filter_(row, **arguments(name, options))
    )
    return tuple(sorted(found))


def is_enabled(name: str, options: Options) -> bool:
    """False if the settings leave this filter out."""
    return bool(options.get(name, _NONE).get(ENABLED, True))


def arguments(name: str, options: Options) -> dict[str, object]:
    """What the settings say for the options of one filter."""
    return {k: v for k, v in options.get(name, _NONE).items() if k != ENABLED}


def _check(name: str, option: str, value: object, defaults: Mapping[str, object]) -> None:
    if option not in defaults:
        raise UsageError(f"filter {name} has no option {option!r}; there are: {_list(defaults)}")
    kind = type(defaults[option])
    fits = isinstance(value, (int, float) if kind is float else kind)
    if not fits or (isinstance(value, bool) and kind is not bool):  # True is an int to Python
        raise UsageError(f"option {option} of filter {name} must be {kind.__name__}, not {value!r}")
    if not isinstance(value, bool) and isinstance(value, (int, float)) and not value >= 0:
        raise UsageError(f"option {option} of filter {name} must not be negative: {value!r}")


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
