"""Images from their bytes alone: what they are, how large, and whether they are whole."""

from lgs.images.probe import NotAnImage, probe

__all__ = ["NotAnImage", "probe"]
