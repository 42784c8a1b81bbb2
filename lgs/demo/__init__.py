"""A small shop that comes with the package: to see the pipeline run, and to test it end to end."""
