"""The crawl's own state: SQLite files, one a shard of sites, and what is asked of them."""
