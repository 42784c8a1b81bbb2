"""Shards in order, hosts beside each other, every URL asked once for all rows that have it."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lgs.download import journal
from lgs.download.ask import Asker, Failed
from lgs.download.groups import Groups
from lgs.download.options import Order
from lgs.download.outcome import Outcome
from lgs.download.shard import Shard, finish, journal_of, name_of, nothing, read_note, reopen
from lgs.download.source import Source
from lgs.download.workers import Workers
from lgs.engine import WHOLE, Share
from lgs.urls import is_web, origin

OPEN_SHARDS = 2  # the next one's hosts are asked while the last rows of a slow one come in
Tell = Callable[[int, int, int], None]  # rows settled, of so many, images had
Final = tuple[int, Outcome, bytes]


@dataclass(slots=True)
class UnderWay:
    """A shard that waits for `left` URLs."""

    shard: Shard
    left: int = 0
    # What other shards' URLs bring while the journal is being opened; None once it is.
    held: list[Final] | None = field(default_factory=list)
    transient: dict[int, str] = field(default_factory=dict)
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Flow:
    """What one run keeps: queues of URLs by host, shards under way, URLs under way."""

    def __init__(
        self,
        order: Order,
        source: Source,
        groups: Groups,
        tell: Tell,
        share: Share = WHOLE,
    ) -> None:
        self._order = order
        self._source = source
        self._groups = groups
        self._tell = tell
        self._queues: dict[str, deque[tuple[int, str]]] = defaultdict(deque)
        self._busy: dict[str, int] = defaultdict(int)
        self._shards: dict[int, UnderWay] = {}
        # Shards whose journals are no concern of ours (any more): finished, or another process's.
        self._complete = {
            number
            for number in range(groups.shards)
            if not share.owns(name_of(number, order.layout))
        }
        self._mended: set[int] = set()
        self._waiting: dict[int, list[UnderWay]] = {}  # URL under way: who needs it
        self._failed: dict[int, str] = {}  # URL of several rows: why not for now
        self._settled = self._images = 0
        self.notes: dict[str, dict[str, Any]] = {}
        self.requests = 0

    async def run(self) -> None:
        """Open shards in order, a few at a time; finish each when its last URL is settled."""
        self._asker = Asker(self._order.manners)
        self._workers = Workers(self._order.manners.processes_count, self._order.picture)
        places = asyncio.Semaphore(OPEN_SHARDS)
        try:
            async with asyncio.TaskGroup() as self._tasks:
                for number, table in enumerate(self._source.shards()):
                    if number in self._complete:
                        continue
                    await places.acquire()
                    shard = Shard(number, self._order.output, self._order, table)
                    self._tasks.create_task(self._shard(shard, places))
        except BaseExceptionGroup as errors:
            raise errors.exceptions[0] from None
        finally:
            self.requests = self._asker.requests
            await self._asker.close()
            self._workers.close()

    async def _shard(self, shard: Shard, places: asyncio.Semaphore) -> None:
        note = await asyncio.to_thread(read_note, shard)
        if note and not note["open"] and note["digest"] == shard.digest():
            self._count(note["rows"], note["stats"]["successes"])
            shard.journal.unlink(missing_ok=True)
        else:
            note = await self._fetch(shard, has_files=bool(note))
        if not note["open"]:
            self._complete.add(shard.number)
        self.notes[shard.name] = note
        places.release()

    async def _fetch(self, shard: Shard, *, has_files: bool) -> dict[str, Any]:
        under_way = self._shards[shard.number] = UnderWay(shard)
        known = await asyncio.to_thread(_opened, shard, has_files)
        for final in under_way.held or ():
            if final[0] not in known:
                journal.append(shard.journal, *final)
                known[final[0]] = final[1]
        under_way.held = None
        self._mended.add(shard.number)
        self._count(len(known), sum(outcome.failure is None for outcome in known.values()))
        for row, url in enumerate(shard.table.column("url").to_pylist()):
            if row not in known:
                self._want(under_way, row, url or "")
        if under_way.left:
            await under_way.done.wait()
        del self._shards[shard.number]
        if not shard.journal.exists() and under_way.transient:
            return nothing(shard)
        return await asyncio.to_thread(finish, shard, under_way.transient)

    def _want(self, under_way: UnderWay, row: int, url: str) -> None:
        group = self._groups.of(under_way.shard.number, row)
        if group in self._failed:
            under_way.transient[row] = self._failed[group]
            self._count(1, 0)
        elif group not in self._waiting:
            under_way.left += 1
            self._waiting[group] = [under_way]
            self._enqueue(group, url)
        elif under_way not in self._waiting[group]:
            under_way.left += 1
            self._waiting[group].append(under_way)

    def _enqueue(self, group: int, url: str) -> None:
        host = origin(url) if is_web(url) else ""
        self._queues[host].append((group, url))
        if self._busy[host] < self._order.manners.host_concurrency:
            self._busy[host] += 1
            self._tasks.create_task(self._work(host))

    async def _work(self, host: str) -> None:
        """Ask for one URL of a host after the other, until there is none."""
        queue = self._queues[host]
        while queue:
            group, url = queue.popleft()
            self._settle(group, *await self._outcome(url))
        self._busy[host] -= 1

    async def _outcome(self, url: str) -> tuple[Outcome, bytes]:
        try:
            body = await self._asker.image(url)
        except Failed as error:
            return Outcome(error.failure, error.why), b""
        return await self._workers.write(body)

    def _settle(self, group: int, outcome: Outcome, image: bytes) -> None:
        """Give the outcome to all rows of the URL, those of later shards too."""
        is_open = outcome.failure == "transient"
        if is_open and self._groups.size(group) > 1:
            self._failed[group] = outcome.message or ""
        for number, row in self._groups.members(group):
            if is_open and number in self._shards:
                self._shards[number].transient[row] = outcome.message or ""
            elif not is_open and number not in self._complete:
                self._keep(number, (row, outcome, image))
            if number in self._shards:
                self._count(1, int(outcome.failure is None))
        for under_way in self._waiting.pop(group):
            under_way.left -= 1
            if not under_way.left:
                under_way.done.set()

    def _keep(self, number: int, final: Final) -> None:
        under_way = self._shards.get(number)
        if under_way is not None and under_way.held is not None:
            under_way.held.append(final)
            return
        path = journal_of(self._order.output, name_of(number, self._order.layout))
        if number not in self._mended:
            journal.mend(path)
            self._mended.add(number)
        journal.append(path, *final)

    def _count(self, rows: int, images: int) -> None:
        self._settled += rows
        self._images += images
        self._tell(min(self._settled, self._groups.rows), self._groups.rows, self._images)


def _opened(shard: Shard, has_files: bool) -> dict[int, Outcome]:
    """What is known of the shard's rows; of a finished one its files become the journal again."""
    if has_files:
        reopen(shard)
    journal.mend(shard.journal, whole=True)
    return {row: entry.outcome for row, entry in journal.read(shard.journal).items()}
