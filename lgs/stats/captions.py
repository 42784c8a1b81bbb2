"""What `stats.json` says of a corpus of captions."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from lgs.stats import pos
from lgs.stats.ngrams import Counted, Ngrams, count_ngrams
from lgs.stats.sample import Sample
from lgs.stats.tagged import Tagged, share_of
from lgs.stats.words import describe

POS_SAMPLE = 100_000


class Caption(NamedTuple):
    """A caption and its language (BCP 47), where it is known."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """Captions that were tagged, of so many that could be; those in other languages were not."""

    tagged: Tagged
    of: int
    other: Mapping[str, int]
    model: str  # its name


def caption_statistics(
    captions: Iterable[str | Caption],
    *,
    min_count: int = 10,
    model: str | None = None,
    pos_sample: int | None = POS_SAMPLE,
    top: int = 20,
    workers: int = 1,
    seed: int = 0,
    scratch: Path | None = None,
) -> dict[str, object]:
    """Words, n-grams and parts of speech of captions that pass by once (keys: docs/statistics.md).

    `pos_sample` is how many captions are tagged: None for all, 0 for none. `scratch` is a folder
    for temporary files: 7 bytes a word, and the captions themselves where all are tagged.
    """
    name = pos.resolve_model(model) if pos_sample != 0 else None
    with ExitStack() as stack:
        chosen = _Chosen(name, pos_sample, seed, stack.enter_context(_spool(scratch)))
        passing = chosen.watch(captions)
        counted = count_ngrams(
            passing, min_count=min_count, top=top, workers=workers, folder=scratch
        )
        speech = None
        if name is not None:
            tagged = pos.tag(chosen.texts(), model=name, workers=workers)
            of = chosen.sample.offered + chosen.written
            speech = Speech(tagged, of, chosen.other, name)
    return summary(counted, speech, min_count=min_count, top=top)


def summary(
    counted: Counted, speech: Speech | None, *, min_count: int, top: int
) -> dict[str, object]:
    """What was counted of captions, by the keys of `stats.json`."""
    found: dict[str, object] = {
        "captions": counted.lengths.total() - counted.lengths[0],
        "empty": counted.lengths[0],
        "min_count": min_count,
        "words": describe(counted.lengths),
        "ngrams": {str(size): _ngrams(n) for size, n in counted.ngrams.items()},
    }
    return found if speech is None else found | _parts_of_speech(speech, min_count, top)


class _Chosen:
    """The captions to tag: a sample in memory, or all on disk; other languages are counted."""

    def __init__(self, model: str | None, size: int | None, seed: int, file: IO[str]) -> None:
        self.lang = pos.model_language(pos.load(model)) if model else None
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
            if lang and pos.language_of(lang) != self.lang:
                self.other[pos.language_of(lang)] += 1
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


def _parts_of_speech(speech: Speech, min_count: int, top: int) -> dict[str, object]:
    tagged = speech.tagged
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
            "of": speech.of,
            "tokens": tagged.tokens,
            "other_languages": dict(sorted(speech.other.items(), key=lambda e: (-e[1], e[0]))),
        },
        "model": pos.model_version(pos.load(speech.model)),
    }


def _ngrams(counted: Ngrams) -> dict[str, object]:
    return {
        "distinct": counted.distinct,
        "frequent": counted.frequent,
        "total": counted.total,
        "top": [[text, count] for text, count in counted.top],
    }


def _spool(folder: Path | None) -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", dir=folder)
