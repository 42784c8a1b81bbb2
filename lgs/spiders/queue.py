"""Scrapy's scheduler is a plain queue here: the frontier decides what is asked for and when."""

from collections import deque

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler


class Queue(BaseScheduler):
    """First in, first out, in memory; everything in it also waits in the frontier's files."""

    def __init__(self) -> None:
        self._waiting: deque[Request] = deque()

    def has_pending_requests(self) -> bool:
        """True while requests wait."""
        return bool(self._waiting)

    def enqueue_request(self, request: Request) -> bool:
        """Take a request."""
        self._waiting.append(request)
        return True

    def next_request(self) -> Request | None:
        """Give the oldest request."""
        return self._waiting.popleft() if self._waiting else None
