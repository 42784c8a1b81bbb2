"""Fetch the images of a pairs table into shards that readers of img2dataset's output read."""
