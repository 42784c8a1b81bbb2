"""Who may ask a shard's sites: a lease with an expiry, and a fencing token that only grows.

A lease is an object TOKEN under the shard's name. Whoever creates the next token has it: of many
who try, a store lets one create an object. Its holder writes a later expiry into it while it works.
A holder that cannot stops before it expires; who comes next waits until it has expired, and longer
by the difference that clocks may have. What a holder stores of the shard stands under its token, so
that what a late one writes is never read (Kleppmann, "How to do distributed locking", 2016).
"""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from socket import gethostname
from uuid import uuid4

from lgs.errors import LgsError
from lgs.remote.store import Store

LEASE_S = 60.0
CLOCKS_S = 10.0  # by which the clocks of two machines may differ; NTP keeps them within one
Clock = Callable[[], float]  # seconds since 1970


@dataclass(frozen=True, slots=True)
class Lease:
    """A shard that is ours until `expires`, in seconds since 1970."""

    store: Store
    shard: str
    token: int
    owner: str
    expires: float

    def renewed(self, *, clock: Clock = time.time) -> "Lease":
        """The lease with a later expiry; an error where another has taken the shard meanwhile."""
        if self.expires <= clock():
            raise Lost(f"the lease of {self.shard} expired before it was renewed")
        if newest(self.store, self.shard) > self.token:
            raise Lost(f"another process has taken {self.shard}")
        later = Lease(self.store, self.shard, self.token, self.owner, clock() + LEASE_S)
        self.store.write(place_of(self.shard, self.token), later.content())
        return later

    def release(self) -> None:
        """Let the shard go, at once."""
        gone = Lease(self.store, self.shard, self.token, self.owner, 0.0)
        self.store.write(place_of(self.shard, self.token), gone.content())

    def content(self) -> bytes:
        """The object's bytes."""
        return json.dumps({"owner": self.owner, "expires": self.expires}).encode()


class Lost(LgsError):
    """The shard may be another's by now."""


def take(
    store: Store,
    shard: str,
    *,
    wait_s: float = 0.0,
    clock: Clock = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Lease:
    """The lease of a shard; where another holds it, wait for it, at most so long."""
    owner = f"{gethostname()} {os.getpid()} {uuid4().hex[:12]}"
    deadline = clock() + wait_s
    seen: dict[int, float] = {}
    while True:
        token = newest(store, shard)
        held = _expiry(store, shard, token, seen, clock() + LEASE_S) if token else None
        if held is None or held[1] + CLOCKS_S * bool(held[1]) <= clock():
            lease = Lease(store, shard, token + 1, owner, clock() + LEASE_S)
            if store.create(place_of(shard, token + 1), lease.content()):
                return lease
            continue
        if clock() >= deadline:
            raise LgsError(f"{shard} is being worked on by {held[0]}; no site may have two owners")
        sleep(min(1.0, max(0.05, held[1] + CLOCKS_S - clock())))


def newest(store: Store, shard: str) -> int:
    """The highest token given so far; 0 where there is none."""
    return max((int(name.rpartition("/")[2]) for name in store.tags(f"{shard}/lease")), default=0)


def place_of(shard: str, token: int) -> str:
    """Where a lease stands."""
    return f"{shard}/lease/{token:010d}"


def _expiry(
    store: Store, shard: str, token: int, seen: dict[int, float], later: float
) -> tuple[str, float] | None:
    """Who holds a lease, and until when; one that is still being written counts from now."""
    content = store.read(place_of(shard, token))
    try:
        found = json.loads(content or b"")
        return str(found["owner"]), float(found["expires"])
    except (ValueError, KeyError, TypeError):
        return "another process", seen.setdefault(token, later)
