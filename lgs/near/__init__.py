"""Near-duplicate images: hashes that differ in few bits, at scale, and splits that do not leak."""
