"""Scrapy lives here and in `lgs.pipelines`: one spider, its queue, downloader and settings."""
