"""Fetch the first listed image of every clean row through the crawl's own engine, and probe it."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import Request

from lgs.consent.directives import wishes_of_headers
from lgs.filters import faults_of_image
from lgs.images.errors import NotAnImage
from lgs.images.probe import probe
from lgs.model import Image, Row
from lgs.net.fetcher import FetchFailed
from lgs.pipelines.item import PageItem
from lgs.pipelines.work import WorkPipeline
from lgs.spiders.downloader import headers_of, location_of, retry_after
from lgs.store.codec import image_from_text, image_to_text
from lgs.store.frontier import LONGEST_SLEEP_S
from lgs.urls import absolute, is_web

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from lgs.store.frontier import Site

REDIRECTS = (301, 302, 303, 307, 308)
MAX_REDIRECTS = 5
TRIES, RETRY_S = 3, 1.0
PROBERS = 2  # Pillow decodes outside the interpreter's lock
NOTHING = Image(0, 0, "", "", "", 0.0)


class ImagePipeline(WorkPipeline):
    """Original bytes, never trusted by their name, decoded off the event loop."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._probers = ThreadPoolExecutor(PROBERS, thread_name_prefix="probe")
        self._under_way: dict[str, asyncio.Future[Image]] = {}

    async def process_item(self, item: PageItem) -> PageItem:
        """The item with what is known of each row's image."""
        if not self.work.settings.crawl.images or not item.harvest.rows:
            return item
        objection = item.harvest.wishes.no_image
        rows = [
            await self._with_image(row, item.ticket.site, objection) for row in item.harvest.rows
        ]
        return replace(item, harvest=replace(item.harvest, rows=tuple(rows)))

    async def _with_image(self, row: Row, site: "Site", objection: str | None) -> Row:
        if row.faults or not row.url:
            return row
        if objection:
            return replace(row, faults=("image_opted_out",))
        image = await self._image(row.url, site)
        if not image.format:
            return replace(row, faults=image.faults)
        row = replace(
            row,
            width=image.width,
            height=image.height,
            image_format=image.format,
            sha256=image.sha256,
            image_phash=image.phash,
            image_background=image.background,
            image_mode=image.mode or None,
            image_orientation=image.orientation,
            image_animated=image.animated,
            image_alpha=image.alpha,
            image_sharpness=image.sharpness,
        )
        faults = {*image.faults, *faults_of_image(row, self.work.settings.filters)}
        return replace(row, faults=tuple(sorted(faults)))

    async def _image(self, url: str, site: "Site") -> Image:
        """What is known of an image; each URL is asked for once, by however many rows."""
        if known := site.shard.image(url):
            return image_from_text(known)
        if url not in self._under_way:
            self._under_way[url] = asyncio.ensure_future(self._fetch(url, site))
        try:
            image = await asyncio.shield(self._under_way[url])
        finally:
            self._under_way.pop(url, None)
        site.shard.put_image(url, image_to_text(image))
        return image

    async def _fetch(self, url: str, site: "Site") -> Image:
        for attempt in range(TRIES):
            if attempt:
                await asyncio.sleep(RETRY_S * 2**attempt)
            try:
                return await self._follow(url, site)
            except FetchFailed as error:
                if error.final:
                    return replace(NOTHING, faults=(_fault(error),))
        return replace(NOTHING, faults=("image_unreachable",))

    async def _follow(self, url: str, site: "Site") -> Image:
        engine, crawl = self.crawler.engine, self.work.settings.crawl
        assert engine is not None
        for _ in range(MAX_REDIRECTS + 1):
            if fault := await self._objection(url, site):
                return replace(NOTHING, faults=(fault,))
            most = {"max_bytes": crawl.max_image_bytes}
            answer = await engine.download_async(Request(url, meta=most))
            self.work.requests += 1
            if answer.status in REDIRECTS:
                url = absolute(url, location_of(answer)) or ""
                continue
            if answer.status == 429 or answer.status >= 500:
                self._rest(url, retry_after(answer))
                raise FetchFailed(f"status {answer.status}")
            if answer.status != 200:
                fault = "image_refused" if answer.status in (401, 403) else "image_unreachable"
                return replace(NOTHING, faults=(fault,))
            if wishes_of_headers(headers_of(answer), strict=self._strict).no_image:
                return replace(NOTHING, faults=("image_opted_out",))
            return await self._probe(answer.body)
        return replace(NOTHING, faults=("image_unreachable",))

    async def _objection(self, url: str, site: "Site") -> str | None:
        """The fault of an image that may not be asked for; else its host's turn is taken."""
        courtesy = self.work.courtesy
        assert courtesy is not None
        if not is_web(url) or site.shard.forgotten.forbids(url):
            return "image_refused"
        robots = await courtesy.robots(url, site)
        if not robots.allows(url):
            return "image_refused"
        if self._strict and self.work.frontier.doors.reservation(site.shard, url):
            return "image_opted_out"
        await courtesy.turn(url, robots)
        return None

    def _rest(self, url: str, seconds: float | None) -> None:
        """Let the host be for as long as it asks."""
        if seconds and self.work.courtesy:
            self.work.courtesy.rest(url, min(seconds, LONGEST_SLEEP_S))

    @property
    def _strict(self) -> bool:
        return self.work.settings.crawl.consent == "strict"

    async def _probe(self, body: bytes) -> Image:
        loop = asyncio.get_running_loop()
        try:
            image = await loop.run_in_executor(self._probers, probe, body)
        except NotAnImage as error:
            return replace(NOTHING, faults=(error.fault,))
        if self.work.settings.crawl.keep_images:
            await loop.run_in_executor(self._probers, _keep, self.work.folder, image, body)
        return image

    def close_spider(self) -> None:
        """End the probing threads."""
        self._probers.shutdown()


def _fault(error: FetchFailed) -> str:
    return "image_too_large" if error.too_large else "image_refused"


def _keep(folder: Path, image: Image, body: bytes) -> None:
    """Keep the original bytes under their own hash: whole, or not at all."""
    place = folder / "images" / image.sha256[:2] / image.sha256
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f"_{place.name}.{os.getpid()}")
        beside.write_bytes(body)
        beside.replace(place)
