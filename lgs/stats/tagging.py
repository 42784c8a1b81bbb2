"""The captions of a dataset's shards to tag: which could be, which are drawn, what each came to.

What the tagger found in a caption stays in a file, under the caption's digest: a caption is tagged
once, however often rows come and go beside it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from lgs.dataset import write_table
from lgs.stats import pos
from lgs.stats.columns import batches_of
from lgs.stats.sample import rank_of
from lgs.stats.tagged import CLASSES, Spoken, Tagged, tagged_of

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 2  # raise it when the way to tag or to count changes
KEY = b"lgs_tagged_with"


@dataclass(frozen=True, slots=True)
class Tagger:
    """A spaCy model: its name, its language, and what stands for it, spaCy and our way to tag."""

    model: str
    lang: str
    key: str

    @classmethod
    def named(cls, name: str | None) -> "Tagger":
        """The model of that name, else the first that is installed."""
        from spacy.about import __version__

        model = pos.resolve_model(name)
        nlp = pos.load(model)
        key = f"lgs {FORMAT}, spaCy {__version__}, {pos.model_version(nlp)}"
        return cls(model, pos.model_language(nlp), key)


@dataclass(frozen=True, slots=True)
class Part:
    """The captions of a shard to tag: the `take` first of its `there` by rank, one slice of them.

    Equal captions are in the same slice.
    """

    take: int
    there: int
    slice: int = 0
    slices: int = 1
    seed: int = 0


def taggable(path: Path, lang: str) -> tuple[int, Counter[str]]:
    """How many of a shard's captions could be tagged, and those in other languages, by language."""
    import pyarrow.compute as pc

    number, other = 0, Counter[str]()
    for batch in batches_of(path, ["caption", "lang"]):
        number += pc.sum(_is_taggable(batch, lang)).as_py() or 0
        for tag in pc.value_counts(batch["lang"]).to_pylist():
            if tag["values"] and pos.language_of(tag["values"]) != lang:
                other[pos.language_of(tag["values"])] += tag["counts"]
    return number, other


def tag_part(path: Path, part: Part, tagger: Tagger, place: Path) -> Tagged:
    """Tag a part of a shard but for those captions that `place` has; it keeps what they came to."""
    texts = Counter(map(pos.readable, _chosen(path, part, tagger.lang)))
    digests = {text: _digest(text) for text in texts}
    known = _read(place, tagger.key)
    new = [text for text in texts if digests[text] not in known]
    for start in range(0, len(new), pos.UNIT):
        some = new[start : start + pos.UNIT]
        found = pos.spoken_of(some, model=tagger.model)
        known.update(zip(map(digests.__getitem__, some), found, strict=True))
    if new or len(texts) != len(known):
        known = {digest: known[digest] for digest in digests.values()}
        _write(place, tagger.key, known)
    return tagged_of((known[digests[text]], times) for text, times in texts.items())


def _chosen(path: Path, part: Part, lang: str) -> Iterator[str]:
    """The captions of a part; which they are depends on the rows' keys, not on their order."""
    rows = _rows(path, lang)
    if part.take < part.there:
        ranked = sorted((rank_of(key, part.seed), text) for key, text in rows)
        texts = (text for _, text in ranked[: part.take])
    else:
        texts = (text for _, text in rows)
    return (t for t in texts if crc32(t.encode("utf-8")) % part.slices == part.slice)


def _rows(path: Path, lang: str) -> Iterator[tuple[str, str]]:
    """Key and caption of the rows that could be tagged."""
    for batch in batches_of(path, ["key", "caption", "lang"]):
        there = batch.filter(_is_taggable(batch, lang))
        yield from zip(there["key"].to_pylist(), there["caption"].to_pylist(), strict=True)


def _is_taggable(batch: "pa.RecordBatch", lang: str) -> "pa.BooleanArray":
    """Which rows have a caption that is not blank, in that language or in none that is known."""
    import pyarrow.compute as pc

    texts, tags = batch["caption"], batch["lang"]
    ours = [tag for tag in pc.unique(tags).to_pylist() if not tag or pos.language_of(tag) == lang]
    is_blank = pc.fill_null(pc.or_(pc.utf8_is_space(texts), pc.equal(texts, "")), True)
    return pc.and_(pc.is_in(tags, _array(ours)), pc.invert(is_blank))


def _array(texts: list[str]) -> "pa.Array":
    import pyarrow as pa

    return pa.array(texts, pa.string())


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8"), digest_size=16).digest()


def _read(place: Path, key: str) -> dict[bytes, Spoken]:
    """What captions came to; nothing where it is not there, not whole, or of another tagger."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(place).read()
    except (pa.ArrowException, OSError):
        return {}
    if (table.schema.metadata or {}).get(KEY) != key.encode():
        return {}
    names = list(CLASSES.values())
    digests, tokens, *words = (table[n].to_pylist() for n in ("caption", "tokens", *names))
    return {
        digest: Spoken(number, dict(zip(names, found, strict=True)))
        for digest, number, *found in zip(digests, tokens, *words, strict=True)
    }


def _write(place: Path, key: str, found: dict[bytes, Spoken]) -> None:
    import pyarrow as pa

    ones = found.values()
    columns = {
        "caption": pa.array(list(found), pa.binary(16)),
        "tokens": pa.array([one.tokens for one in ones], pa.int32()),
        **{
            name: pa.array([one.words[name] for one in ones], pa.list_(pa.string()))
            for name in CLASSES.values()
        },
    }
    write_table(place, pa.table(columns).replace_schema_metadata({KEY: key.encode()}))
