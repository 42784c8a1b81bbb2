"""What a download is asked to do: the names and defaults of img2dataset, and ours beside them."""

import json
import re
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from lgs.errors import UsageError

RESIZE_MODES = ("no", "border", "keep_ratio", "keep_ratio_largest", "center_crop")
OUTPUT_FORMATS = ("webdataset", "files")
# Suffix in the shards, and Pillow's name of the format.
ENCODE_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
HASHES = ("md5", "sha256", "sha512")
# PNG's "quality" is zlib's level; the others' is what their encoders call quality.
MOST_QUALITY = {"jpg": 100, "png": 9, "webp": 100}
USUAL_QUALITY = {"jpg": 95, "png": 6, "webp": 95}


@dataclass(frozen=True, slots=True)
class Picture:
    """How an image is written: sides in pixels, `encode_quality` in the format's own unit."""

    image_size: int = 256
    resize_mode: str = "border"
    resize_only_if_bigger: bool = False
    encode_format: str = "jpg"
    encode_quality: int = 95
    skip_reencode: bool = False
    disable_all_reencoding: bool = False
    min_image_size: int = 0
    max_image_area: float = float("inf")
    max_aspect_ratio: float = float("inf")
    hashes: tuple[str, ...] = ("sha256",)


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows become files."""

    output_format: str = "webdataset"
    number_sample_per_shard: int = 10_000
    oom_shard_count: int = 5
    url_col: str | None = None
    caption_col: str | None = None
    save_additional_columns: tuple[str, ...] = ()
    compute_hash: str | None = "sha256"
    verify_hash: tuple[str, str] | None = None  # a column of the input, and the hash it holds
    keep_mismatched: bool = False


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are asked; none of it decides the bytes of an image."""

    agent: str
    thread_count: int = 64  # requests under way
    host_concurrency: int = 6  # as browsers have it
    delay_s: float = 0.0
    max_delay_s: float = 60.0  # of Retry-After and Crawl-delay; a host that asks for more is left
    retries: int = 2
    timeout_s: float = 30.0  # for a whole answer
    max_image_bytes: int = 32 * 1024 * 1024
    allow_private: bool = False
    user_agent_token: str | None = None
    disallowed_header_directives: tuple[str, ...] | None = None  # None: all that lgs knows
    obey_robots: bool = True
    processes_count: int = 1
    sharers: int = 1  # processes that ask the same hosts at once: each keeps so much more distance


@dataclass(frozen=True, slots=True)
class Order:
    """One whole download."""

    source: Path
    output: Path
    picture: Picture
    layout: Layout
    manners: Manners
    input_format: str | None = None

    def digest(self) -> str:
        """Hex that changes when an option does that decides the bytes of the shards."""
        manners = self.manners
        decisive = [
            asdict(self.picture),
            asdict(self.layout),
            manners.user_agent_token,
            manners.disallowed_header_directives,
            manners.max_image_bytes,
        ]
        return sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()[:16]


def checked(order: Order) -> Order:
    """The order as it is, or a UsageError that says what an option may be."""
    picture, layout = order.picture, order.layout
    _one_of("--resize-mode", picture.resize_mode, RESIZE_MODES)
    _one_of("--encode-format", picture.encode_format, tuple(ENCODE_FORMATS))
    _one_of("--output-format", layout.output_format, OUTPUT_FORMATS)
    if layout.compute_hash is not None:
        _one_of("--compute-hash", layout.compute_hash, (*HASHES, "none"))
    if layout.verify_hash is not None:
        _one_of("--verify-hash", layout.verify_hash[1], HASHES)
    most = MOST_QUALITY[picture.encode_format]
    if not 0 <= picture.encode_quality <= most:
        raise UsageError(
            f"--encode-quality of {picture.encode_format} is 0 to {most}, "
            f"not {picture.encode_quality}"
        )
    return order


def words_of(text: str | None) -> tuple[str, ...]:
    """A list as img2dataset's users write it: JSON, or words between commas.

    >>> words_of('["a","b"]'), words_of("[a, b]"), words_of("a,b"), words_of("[]"), words_of(None)
    (('a', 'b'), ('a', 'b'), ('a', 'b'), (), ())
    """
    return tuple(word for word in re.split(r"[\s,\[\]\"']+", text or "") if word)


def _one_of(option: str, value: str, there: tuple[str, ...]) -> None:
    if value not in there:
        raise UsageError(f"{option} is one of {', '.join(there)}; not {value!r}")
