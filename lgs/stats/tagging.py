"""Captions tagged once: the same captions and the same model have the same counts."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

from lgs.dataset import write_json
from lgs.stats import pos
from lgs.stats.tagged import Tagged

FORMAT = 1  # raise it when the way to tag or to count changes
KEPT = "tagged.json"


def tag_once(
    texts: Callable[[], Iterable[str]], *, model: str, workers: int, kept: Path | None
) -> Tagged:
    """Tag captions, or take what they came to last time from the folder `kept`."""
    if kept is None:
        return pos.tag(texts(), model=model, workers=workers)
    key = _key(texts(), model)
    found = _read(kept / KEPT, key)
    if found is None:
        found = pos.tag(texts(), model=model, workers=workers)
        noted = {field.name: getattr(found, field.name) for field in fields(found)}
        write_json(kept / KEPT, {"key": key, "tagged": noted})
    return found


def _key(texts: Iterable[str], model: str) -> str:
    """What stands for these captions in this order, the model, spaCy, and our way to count."""
    from spacy.about import __version__

    digest = sha256(f"{FORMAT} {__version__} {pos.model_version(pos.load(model))}".encode())
    for text in texts:
        digest.update(f"\n{len(text)} {text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _read(path: Path, key: str) -> Tagged | None:
    """What was kept under that key; None where it is not there or not whole."""
    try:
        noted = json.loads(path.read_text("utf-8"))
        if noted["key"] != key:
            return None
        found = noted["tagged"]
        words = {name: Counter(counts) for name, counts in found.pop("words").items()}
        squares, products = (Counter(found.pop(name)) for name in ("squares", "products"))
        return Tagged(words=words, squares=squares, products=products, **found)
    except (OSError, ValueError, KeyError, TypeError):
        return None
