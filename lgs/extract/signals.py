"""The signals: each reads one kind of evidence off a page and claims fields of `Product`.

A new signal is one function in one file, registered with `@SIGNALS.add` and imported in
`lgs.extract`; its name is the `source` of its claims (where it is a proper name, as in
"json-ld", as that is written) and what `provenance` shows.
"""

from collections.abc import Callable, Iterable

from lgs.extract.document import Document
from lgs.model import Claim
from lgs.registry import Registry

Signal = Callable[[Document], Iterable[Claim]]
SIGNALS: Registry[Signal] = Registry("signal")
