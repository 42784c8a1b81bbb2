"""Scrapy's settings for a crawl: what is not needed is off, what can lead outside is off."""

from typing import Any

from lgs.config import Settings


def scrapy_settings(settings: Settings) -> dict[str, Any]:
    """The settings of one crawl process."""
    crawl = settings.crawl
    return {
        "BOT_NAME": "lgs",
        "USER_AGENT": settings.user_agent(),
        "SCHEDULER": "lgs.spiders.queue.Queue",
        "DOWNLOADER": "lgs.spiders.downloader.Downloader",
        "ITEM_PIPELINES": {
            "lgs.pipelines.quality.QualityPipeline": 100,
            "lgs.pipelines.image.ImagePipeline": 200,
            "lgs.pipelines.taxonomy.TaxonomyPipeline": 300,
            "lgs.pipelines.statistics.StatisticsPipeline": 400,
            "lgs.pipelines.store.StorePipeline": 500,
        },
        "LGS_ALLOW_PRIVATE": crawl.allow_private,
        "CONCURRENT_REQUESTS": crawl.concurrency,
        "CONCURRENT_ITEMS": 1,  # as many tasks start for every response; a page has one item
        "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 256 * 1024 * 1024,
        "DOWNLOAD_TIMEOUT": crawl.timeout_s,
        "DOWNLOAD_MAXSIZE": crawl.max_page_bytes,
        # robots.txt, redirects, retries, cookies and referrers are ours, or are not wanted.
        "ROBOTSTXT_OBEY": False,
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "DOWNLOAD_HANDLERS_BASE": {},
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_LEVEL": "WARNING",
        "STATS_DUMP": False,
    }
