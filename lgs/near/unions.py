"""Groups from pairs: whoever is joined by a chain of pairs is in one group."""

import numpy as np

from lgs.near.bits import Places


class Unions:
    """The smallest member of each one's group, kept while pairs come in; 8 bytes a member."""

    def __init__(self, count: int) -> None:
        self._parent = np.arange(count, dtype=np.int64)

    def join(self, left: Places, right: Places) -> None:
        """Put both of each pair into one group."""
        while True:
            one, other = self._root(left), self._root(right)
            apart = one != other
            if not apart.any():
                return
            left, right = one[apart], other[apart]
            np.minimum.at(self._parent, np.maximum(left, right), np.minimum(left, right))

    def groups(self) -> Places:
        """For each member, the smallest member of its group."""
        return self._root(np.arange(len(self._parent)))

    def _root(self, members: Places) -> Places:
        found = self._parent[members]
        while not np.array_equal(further := self._parent[found], found):
            found = further
        self._parent[members] = found
        return found
