"""What a product is: a tree of things that shops sell, and the leaf that a product belongs to."""
