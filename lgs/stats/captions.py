"""What `stats.json` says of a corpus of captions."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from lgs.stats import pos
from lgs.stats.ngrams import Counted, Ngrams, count_ngrams
from lgs.stats.sample import Sample
from lgs.stats.tagged import Tagged, share_of
from lgs.stats.tagging import tag_once
from lgs.stats.words import describe

POS_SAMPLE = 100_000
Count = Callable[[Iterator[str]], Counted]


class Caption(NamedTuple):
    """A caption and its language (BCP 47), where it is known."""

    text: str
    lang: str | None = None


def caption_statistics(  # noqa: PLR0913  # the options of `lgs stats`
    captions: Iterable[str | Caption],
    *,
    min_count: int = 10,
    model: str | None = None,
    pos_sample: int | None = POS_SAMPLE,
    top: int = 20,
    workers: int = 1,
    seed: int = 0,
    scratch: Path | None = None,
    count: Count | None = None,
    kept: Path | None = None,
) -> dict[str, object]:
    """Words, n-grams and parts of speech of captions that pass by once (keys: docs/statistics.md).

    `pos_sample` is how many captions are tagged: None for all, 0 for none. `scratch` is a folder
    for temporary files: 7 bytes a word, and the captions themselves where all are tagged.
    `count` counts the captions otherwise than by reading them; `kept` is the folder where tagged
    captions stay counted, until they are others.
    """
    name = pos.resolve_model(model) if pos_sample != 0 else None
    if count is None:
        count = partial(count_ngrams, min_count=min_count, top=top, workers=workers, folder=scratch)
    with ExitStack() as stack:
        chosen = _Chosen(name, pos_sample, seed, stack.enter_context(_spool(scratch)))
        counted = count(chosen.watch(captions))
        found: dict[str, object] = {
            "captions": counted.lengths.total() - counted.lengths[0],
            "empty": counted.lengths[0],
            "min_count": min_count,
            "words": describe(counted.lengths),
            "ngrams": {str(size): _ngrams(n) for size, n in counted.ngrams.items()},
        }
        if name is not None:
            tagged = tag_once(chosen.texts, model=name, workers=workers, kept=kept)
            found |= _parts_of_speech(tagged, chosen, name, min_count, top)
    return found


class _Chosen:
    """The captions to tag: a sample in memory, or all on disk; other languages are counted."""

    def __init__(self, model: str | None, size: int | None, seed: int, file: IO[str]) -> None:
        self.lang = _language(pos.load(model).lang or "en") if model else None
        self.sample: Sample[str] = Sample(size or 0, seed)
        self.file = file if size is None else None
        self.other = Counter[str]()
        self.written = 0

    def watch(self, captions: Iterable[str | Caption]) -> Iterator[str]:
        """The texts, each looked at as it passes."""
        for caption in captions:
            text, lang = caption if isinstance(caption, Caption) else (caption, None)
            yield text
            if self.lang is None:
                continue
            if lang and _language(lang) != self.lang:
                self.other[_language(lang)] += 1
            elif text.strip():
                self._take(text)

    def _take(self, text: str) -> None:
        if self.file is None:
            self.sample.offer(text)
        else:
            self.written += 1
            self.file.write(json.dumps(text) + "\n")

    def texts(self) -> Iterator[str]:
        """The captions to tag."""
        if self.file is None:
            yield from self.sample.kept
        else:
            self.file.seek(0)
            yield from map(json.loads, self.file)


def _parts_of_speech(
    tagged: Tagged, chosen: _Chosen, model: str, min_count: int, top: int
) -> dict[str, object]:
    classes = {}
    for name, words in tagged.words.items():
        share, error = share_of(tagged, name)
        classes[name] = {
            "distinct": len(words),
            "frequent": sum(count >= min_count for count in words.values()),
            "total": words.total(),
            "share": share,
            "share_standard_error": error,
            "top": sorted(words.items(), key=lambda e: (-e[1], e[0]))[:top],
        }
    return {
        "pos": classes,
        "pos_sample": {
            "tagged": tagged.captions,
            "of": chosen.sample.offered + chosen.written,
            "tokens": tagged.tokens,
            "other_languages": dict(sorted(chosen.other.items(), key=lambda e: (-e[1], e[0]))),
        },
        "model": pos.model_version(pos.load(model)),
    }


def _ngrams(counted: Ngrams) -> dict[str, object]:
    return {
        "distinct": counted.distinct,
        "frequent": counted.frequent,
        "total": counted.total,
        "top": [[text, count] for text, count in counted.top],
    }


def _language(tag: str) -> str:
    """The language of a BCP 47 tag, without script and region."""
    return tag.replace("_", "-").partition("-")[0].lower()


def _spool(folder: Path | None) -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", dir=folder)
