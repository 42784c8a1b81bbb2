"""Scrapy item pipelines, thin: quality, image, taxonomy, statistics, store."""
