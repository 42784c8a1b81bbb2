"""Our short list of words that name the same kind of thing (near.txt)."""

from functools import cache
from importlib import resources

from lgs.taxonomy.words import words


@cache
def near_words() -> dict[str, tuple[str, ...]]:
    """For each word of the list the others of its groups, as singulars."""
    found: dict[str, dict[str, None]] = {}
    for group in _groups():
        for word in group:
            found.setdefault(word, {}).update(dict.fromkeys(w for w in group if w != word))
    return {word: tuple(others) for word, others in found.items()}


def _groups() -> list[tuple[str, ...]]:
    text = resources.files("lgs.taxonomy").joinpath("near.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [
        tuple(dict.fromkeys(w for part in line.split(",") for w in words(part))) for line in lines
    ]
