"""The dataset card, README.md of a release: YAML head and the sections of the Hub's template.

Every figure says which command counted it.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from lgs.export.facts import Story
from lgs.export.features import in_card
from lgs.export.licences import licence_of
from lgs.export.markdown import number, share, table, words, yaml
from lgs.filters.facts import FACTS

SIZES = ((1_000, "1K"), (10_000, "10K"), (100_000, "100K"), (1_000_000, "1M"), (10_000_000, "10M"))
MOST_LANGUAGES = 50
COMMONEST = 20


def card(story: Story) -> str:
    """The whole card."""
    sections = (_intro, _use, _structure, _funnel, _statistics, _collection, _consent, _limits)
    body = [line for section in (*sections, _removal, _citation) for line in section(story)]
    return "\n".join(["---", *yaml(head(story)), "---", "", *body]) + "\n"


def head(story: Story) -> dict[str, Any]:
    """The YAML head, keys in the order of the Hub's documentation."""
    facts, licence = story.facts, licence_of(story.release.license)
    splits = [
        {
            "name": split,
            "num_bytes": sum(f.unpacked for f in facts.files if f.split == split),
            "num_examples": sum(f.rows for f in facts.files if f.split == split),
        }
        for split in facts.splits
    ]
    files = [{"split": s, "path": f"data/{s}-*.parquet"} for s in facts.splits]
    return {
        "language": [code for code, _ in facts.languages[:MOST_LANGUAGES]] or ["und"],
        "license": licence.hub,
        "pretty_name": story.name,
        "tags": ["image-caption", "e-commerce", "web-crawl", "image", "mlcroissant", "lgs"],
        "annotations_creators": ["found", "machine-generated"],
        "language_creators": ["found"],
        "size_categories": [size_category(facts.rows)],
        "source_datasets": ["original"],
        "task_categories": ["image-to-text", "text-to-image", "zero-shot-image-classification"],
        "task_ids": ["image-captioning"],
        "configs": [{"config_name": "default", "data_files": files}],
        "dataset_info": {
            "features": in_card(facts.schema),
            "splits": splits,
            "download_size": sum(f.size for f in facts.files),
            "dataset_size": sum(f.unpacked for f in facts.files),
        },
    }


def size_category(rows: int) -> str:
    """The Hub's name for a size.

    >>> size_category(999), size_category(25_014), size_category(30_000_000)
    ('n<1K', '10K<n<100K', 'n>10M')
    """
    if rows < SIZES[0][0]:
        return "n<1K"
    for (low, low_name), (high, high_name) in pairwise(SIZES):
        if low <= rows < high:
            return f"{low_name}<n<{high_name}"
    return "n>10M"


def _intro(story: Story) -> Iterator[str]:
    facts = story.facts
    yield f"# {words(story.name)}"
    yield ""
    yield (
        f"{number(facts.rows)} image-caption pairs from "
        f"{number(facts.sites)} online shop{'' if facts.sites == 1 else 's'}, "
        f"version {story.version}, {story.date} (rows, sites: `lgs export --format hf`)."
    )
    yield ""
    yield f"Made by {words(story.creator)} with {words(story.written_by)}."
    if story.order.get("with_images"):
        yield "The pictures are inside; each keeps the terms of the shop it comes from."
    else:
        yield "Links, captions and metadata; the pictures are not redistributed."
    yield ""


def _use(story: Story) -> Iterator[str]:
    yield "## Uses"
    yield ""
    yield "Training and testing of models that join pictures and words: captioning, retrieval,"
    yield "classification by end leaf. Not for finding or judging persons, nor for price advice:"
    yield "prices are those of one day."
    yield ""
    yield "```python"
    yield "from datasets import load_dataset"
    yield ""
    yield f'pairs = load_dataset("{_place(story)}", split="{story.facts.splits[0]}")'
    yield "```"
    if not story.order.get("with_images"):
        yield ""
        yield "The pictures: `lgs download data/*.parquet`, or img2dataset with `--url_col url"
        yield "--caption_col caption --input_format parquet`; `sha256` tells if they are the same."
    yield ""


def _place(story: Story) -> str:
    """What `load_dataset` is given: the name on the Hub, else this folder."""
    name = story.url.removeprefix("https://huggingface.co/datasets/")
    return name if re.fullmatch(r"[\w.-]+/[\w.-]+", name) else "."


def _structure(story: Story) -> Iterator[str]:
    facts = story.facts
    yield "## Structure"
    yield ""
    rows = [
        [
            split,
            number(len(files)),
            number(sum(f.rows for f in files)),
            number(sum(f.size for f in files)),
        ]
        for split in facts.splits
        if (files := [f for f in facts.files if f.split == split])
    ]
    yield from table(["split", "files", "rows", "bytes"], rows)
    yield ""
    yield "Counted by `lgs export --format hf` from the files themselves; their sha256 stand in"
    yield "`croissant.json`. Variants of a product share `group_key`."
    if split := story.order.get("split"):
        by = "site" if story.order.get("split_by") == "site" else "product, image or near-duplicate"
        yield f"Split `{words(split)}`: no {by} is in two splits."
    if where := story.order.get("where"):
        yield f"Only pairs with `{str(where).replace('`', '')}`."
    caption = story.order.get("caption", "both")
    yield f"The column `caption` was made by `--caption {str(caption).replace('`', '')}`."
    yield ""


def _funnel(story: Story) -> Iterator[str]:
    found = story.run.get("filter") or {}
    yield "## From pages to pairs"
    yield ""
    if not found:
        yield "Not recorded: `lgs filter` was not run."
        yield ""
        return
    sites = story.run.get("crawl", {}).get("sites")
    stages = [["rows found", number(found["rows"])], ["clean pairs", number(found["pairs"])]]
    if isinstance(sites, list):
        pages = [["pages read", sum(s["pages"] for s in sites)]]
        pages.append(["product pages", sum(s["product_pages"] for s in sites)])
        stages = [*([n, number(c)] for n, c in pages), *stages]
    yield from table(["stage", "count"], stages)
    yield ""
    yield "Pages: `lgs crawl`; rows, pairs and faults: `lgs filter` (both in run.json)."
    yield "A row may have several faults; *alone* counts rows that had no other."
    yield ""
    alone: Mapping[str, int] = found.get("alone", {})
    yield from table(
        ["fault", "rows", "share", "alone"],
        [
            [f"`{n}`", number(c), share(c, found["rows"]), number(alone.get(n, 0))]
            for n, c in found.get("faults", {}).items()
        ],
    )
    yield ""


def _statistics(story: Story) -> Iterator[str]:
    yield "## Statistics"
    yield ""
    facts, stats = story.facts, story.stats
    labelled = [
        ["rows with an end leaf", number(facts.labelled), share(facts.labelled, facts.rows)]
    ]
    labelled.append(["distinct end leaves", number(facts.leaves), ""])
    yield from table(["labels", "count", "share"], labelled)
    yield ""
    yield "Counted by `lgs export --format hf` over the released rows."
    yield ""
    if not stats:
        yield "Captions were not counted: `lgs stats` was not run."
        yield ""
        return
    lengths = stats.get("words", {})
    names = ("min", "median", "mean", "max", "skew")
    cells = [number(lengths.get(name)) for name in names]
    yield from table(
        ["captions", "count", *names], [["words", number(stats.get("captions")), *cells]]
    )
    yield ""
    for size, grams in stats.get("ngrams", {}).items():
        top = ", ".join(
            f"{words(gram)} ({number(n)})" for gram, n in grams.get("top", [])[:COMMONEST]
        )
        yield (
            f"- {size}-grams: {number(grams.get('distinct'))} distinct, "
            f"{number(grams.get('frequent'))} frequent; {top}"
        )
    yield ""
    leaves = stats.get("leaves", {}).get("top", [])[:COMMONEST]
    if leaves:
        yield from table(["end leaf", "rows"], [[words(leaf), number(n)] for leaf, n in leaves])
        yield ""
    yield "Counted by `lgs stats` over all clean pairs (stats.json); n-grams are of captions."
    yield ""


def _collection(story: Story) -> Iterator[str]:
    facts = story.facts
    span = f"{facts.first:%Y-%m-%d} to {facts.last:%Y-%m-%d}" if facts.first and facts.last else "–"
    yield "## Collection and processing"
    yield ""
    yield f"- When: {span} (`fetched_at`, counted by `lgs export`)."
    yield f"- By: {words(story.written_by)}; settings in run.json and in each file's metadata."
    yield "- A page is a product page by its markup, never by its address alone; a field is taken"
    yield "  from the most trusted signal that states it (`provenance`)."
    yield "- Rows with any fault are left out; the faults and their counts stand above."
    tree = story.run.get("settings", {}).get("taxonomy", "default")
    yield f"- Labels: taxonomy {words(tree)},"
    yield "  a path from root to end leaf with its score, or none where nothing was sure enough."
    yield "- Languages: " + (
        ", ".join(f"{code} ({number(n)})" for code, n in facts.languages[:COMMONEST])
        or "not stated"
    )
    yield ""


def _consent(story: Story) -> Iterator[str]:
    policy = story.run.get("settings", {}).get("crawl", {}).get("consent", "strict")
    yield "## Consent"
    yield ""
    yield "robots.txt (RFC 9309) was obeyed by the token `lgs`; what each channel said stands in"
    if policy == "strict":
        yield "`consent`. Reservations by X-Robots-Tag, meta robots, TDM reservation,"
        yield "Content-Signal, Content-Usage and ai.txt were obeyed too."
    else:
        yield "`consent`. Reservations other than robots.txt were recorded, but not obeyed."
    yield ""


def _limits(story: Story) -> Iterator[str]:
    refused = (story.run.get("filter") or {}).get("faults", {})
    facts = [n for n in refused if n in FACTS]
    yield "## Bias, risks and limitations"
    yield ""
    yield "- The shops are those that were listed, not a sample of all: their languages, goods and"
    yield "  prices weigh as they came. Shops that need a script to show a product are missing."
    yield "- Captions are written by sellers: they praise, some are wrong, none was rewritten."
    yield "- Pictures may show persons who wear or hold a product; nobody tried to name them."
    yield "- Links go stale; a picture behind a link may have changed (`sha256` tells)."
    yield "- Labels are a machine's; see `label_score` and `label_source`."
    if facts:
        names = ", ".join(f"`{name}`" for name in facts)
        yield f"- Pictures that could not be had bias the rest: {names}."
    yield ""


def _removal(story: Story) -> Iterator[str]:
    yield "## How to be taken out"
    yield ""
    where = (
        f"Write to {words(story.contact)}" if story.contact else "Write to those who publish this"
    )
    yield f"{where}, naming the site, the page, the row's `key` or the picture's `sha256`."
    yield "The rows are then removed by `lgs forget`, which raises the version of this dataset,"
    yield "keeps a note so that no later crawl asks for them again, and rewrites the files."
    yield ""


def _citation(story: Story) -> Iterator[str]:
    licence = licence_of(story.release.license)
    yield "## Licence and citation"
    yield ""
    yield f"{licence.name} ({licence.url}) on links, captions and metadata."
    yield "Pictures and the words of the shops belong to their owners and keep their own terms."
    yield ""
    yield "```bibtex"
    yield "@misc{dataset,"
    yield f"  title = {{{story.name}, version {story.version}}},"
    yield f"  author = {{{story.creator}}},"
    yield f"  year = {{{story.date[:4]}}},"
    yield f"  url = {{{story.url}}}"
    yield "}"
    yield "```"
