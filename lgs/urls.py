"""URLs made comparable: canonical form, registrable domain, row keys."""
