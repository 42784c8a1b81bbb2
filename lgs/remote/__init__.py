"""A dataset's folder behind a URL: published whole, worked on in a copy, sites owned by lease."""
