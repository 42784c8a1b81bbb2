"""The probe beside what everyone does: Image.open, load, and sha256 of the same bytes.

    python benchmarks/probe.py FOLDER

Every file below FOLDER is judged by both, in turns, five times; the least CPU time of each counts.
Verdicts may differ where the probe is stricter: bombs, and formats that no shop shows.
"""

import argparse
import json
import time
import warnings
from collections import Counter
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

from lgs.images import NotAnImage, probe

TURNS = 5


def by_pillow(body: bytes) -> str:
    sha256(body).hexdigest()
    try:
        with Image.open(BytesIO(body)) as image:
            image.load()
    except Exception:  # foreign bytes: it raises some twenty kinds
        return "not an image"
    return "ok"


def by_probe(body: bytes) -> str:
    try:
        probe(body)
    except NotAnImage as error:
        return error.fault
    return "ok"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    bodies = [p.read_bytes() for p in sorted(parser.parse_args().folder.rglob("*")) if p.is_file()]
    warnings.simplefilter("ignore")
    found = {by_pillow: 0.0, by_probe: 0.0}
    verdicts = Counter((by_pillow(body), by_probe(body)) for body in bodies)
    whole = [body for body in bodies if by_pillow(body) == by_probe(body) == "ok"]
    for judge in found:
        found[judge] = sum(min(seconds(judge, body) for _ in range(TURNS)) for body in whole)
    print(
        json.dumps(
            {
                "images": len(whole),
                "ms by Pillow": round(1000 * found[by_pillow] / len(whole), 3),
                "ms by probe": round(1000 * found[by_probe] / len(whole), 3),
                "ratio": round(found[by_pillow] / found[by_probe], 2),
                "verdicts": {f"{one} / {other}": n for (one, other), n in verdicts.items()},
            },
            indent=1,
        )
    )


def seconds(judge, body: bytes) -> float:
    begin = time.process_time()
    judge(body)
    return time.process_time() - begin


if __name__ == "__main__":
    main()
