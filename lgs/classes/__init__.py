"""Classification subsets: classes made of end leaves, and rows drawn for each class."""
