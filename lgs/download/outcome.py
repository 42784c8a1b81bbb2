"""What became of one image: fetched and written, or why not."""

from dataclasses import dataclass
from typing import Any, Final

# Failures by their kind. Only the transient are asked again, in this run or a later one.
FAILURES: Final[dict[str, str]] = {
    "gone": "the host has no such image (404, 410 and the like)",
    "refused": "the host or its robots.txt refused it (401, 403, 451)",
    "opted_out": "the answer's headers reserve the image from such use",
    "transient": "no answer, 429, 408 or a server error: it may come later",
    "blocked": "our own guard: a private address, no web address, too many bytes or redirects",
    "not_an_image": "the bytes do not decode to a whole image",
    "mismatch": "the bytes are not those that were recorded",
    "unwanted": "too small, too large or too narrow by the options given",
}
# img2dataset's statuses: what failed after the bytes were there, is a failure to resize.
RESIZING = ("not_an_image", "unwanted")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The facts of one image, or its failure; sizes in pixels, after EXIF orientation."""

    failure: str | None = None
    message: str | None = None
    width: int | None = None
    height: int | None = None
    original_width: int | None = None
    original_height: int | None = None
    exif: str | None = None
    hashes: tuple[tuple[str, str], ...] = ()
    orientation: int | None = None
    icc: str | None = None
    alpha: bool | None = None
    matches: bool | None = None

    @property
    def status(self) -> str:
        """The word that img2dataset has for it."""
        if self.failure is None:
            return "success"
        return "failed_to_resize" if self.failure in RESIZING else "failed_to_download"

    @property
    def error_message(self) -> str | None:
        """The failure's kind and its reason, as one text."""
        return f"{self.failure}: {self.message}" if self.failure else None

    def hash(self, name: str) -> str | None:
        """One hash of the original bytes, as hex."""
        return dict(self.hashes).get(name)

    def as_dict(self) -> dict[str, Any]:
        """All that is not None, for a journal."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value for name, value in values if value not in (None, ())}


def outcome_from(found: dict[str, Any]) -> Outcome:
    """The outcome that `as_dict` gave, after JSON."""
    hashes = tuple((name, value) for name, value in found.pop("hashes", ()))
    return Outcome(hashes=hashes, **found)
