"""What a site allows: robots.txt, page and image directives. Deny wins."""
