"""`lgs label` as a person calls it."""

import json

import pytest
from tables import built, bytes_of, row
from typer.testing import CliRunner

from lgs.bands import Band, Judged, judged_bands, score_bands
from lgs.cli.app import app
from lgs.dataset import read_rows
from lgs.errors import LgsError, UsageError

LAMPS = [
    row(f"zorbina {n}", title=f"Zorbina {n}", breadcrumbs=("Lighting", "Table Lamps"))
    for n in range(12)
]
MUGS = [
    row(f"plonka {n}", title=f"Plonka {n}", breadcrumbs=("Tableware", "Mugs")) for n in range(12)
]
BARE = row("bare", title="Zorbina plain")


def lgs(*words):
    """What is printed, and on stderr; the error where there is one."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


@pytest.fixture
def dataset(tmp_path):
    return built(tmp_path / "data", [*LAMPS, *MUGS, BARE])


def leaf_of(dataset, one):
    rows = read_rows(dataset.products / "00000.parquet")
    return next(r.end_leaf for r in rows if r.key == one.key)


def test_the_rows_teach_each_other(dataset):
    lgs("label", "--data", dataset.root, "--min-score", 0)
    assert leaf_of(dataset, BARE) is None
    out, _ = lgs("label", "--data", dataset.root, "--learn", "--min-score", 0)
    assert leaf_of(dataset, BARE) == "Table Lamps"
    assert out.startswith("25 of 25 rows labelled (100%)")


def test_the_rows_of_a_file_teach_each_other(tmp_path):
    file = tmp_path / "rows.jsonl"
    given = [{"title": r.title, "breadcrumbs": list(r.breadcrumbs)} for r in [*LAMPS, *MUGS, BARE]]
    file.write_text("".join(json.dumps(one) + "\n" for one in given))
    plain, learnt = (
        [json.loads(line)["end_leaf"] for line in _answers(file, *more)]
        for more in ((), ("--learn",))
    )
    assert (len(plain), plain[-1]) == (25, None)
    assert (len(learnt), learnt[-1]) == (25, "Table Lamps")


def test_any_number_of_processes_gives_the_same_answers(tmp_path):
    file = tmp_path / "rows.jsonl"
    titles = (f"Oak {thing} {n}" for n in range(3000) for thing in ("table lamp", "mug", "x"))
    file.write_text("".join(json.dumps({"title": title}) + "\n" for title in titles))
    one, two = (lgs("label", file, "--workers", n)[0] for n in (1, 2))
    assert one == two
    assert len(one.splitlines()) == 9000


def test_a_persons_labels_teach_paths_of_their_own(dataset, tmp_path):
    labels = tmp_path / "labels.csv"
    rows = [f"Zorbina {n},Things > Glowing" for n in range(30)]
    rows += [f"Plonka {n},Things > Hollow" for n in range(30, 60)]
    labels.write_text("title,path\n" + "\n".join(rows) + "\n")
    out, told = lgs("label", "--data", dataset.root, "--train", labels)
    assert leaf_of(dataset, BARE) == "Glowing"
    assert "trained on 60 products of 2 paths" in told
    assert "100.0% right of" in told
    before = bytes_of(dataset.products, dataset.pairs)
    lgs("label", "--data", dataset.root, "--train", labels, "--workers", 2)
    assert bytes_of(dataset.products, dataset.pairs) == before
    assert "expected" in out


def test_labels_outside_a_named_tree_are_left_out_and_told(dataset, tmp_path):
    tree, labels = tmp_path / "tree.txt", tmp_path / "labels.csv"
    tree.write_text("Things > Glowing\nThings > Hollow\n")
    labels.write_text("title,path\nA,Things > Glowing\nB,Things > Hollow\nC,Things > Odd\n")
    _, told = lgs("label", "--data", dataset.root, "--train", labels, "--taxonomy", tree)
    assert "1 left out: their paths are not in the taxonomy" in told
    labels.write_text("title,path\nA,Else > Glowing\nB,Else > Hollow\n")
    with pytest.raises(LgsError, match="has no two paths of the taxonomy"):
        lgs("label", "--data", dataset.root, "--train", labels, "--taxonomy", tree)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--labeller", "magic"), "no labeller is named 'magic'; there are: words, llm"),
        (("--labeller", "llm"), "needs --llm-url and --llm-model"),
        (("--llm-model", "x"), "belong to --labeller llm"),
        (("--learn", "--train", "x.csv"), "choose one of them"),
        (("--labeller", "llm", "--llm-url", "ftp://x", "--llm-model", "x"), "is an address like"),
    ],
)
def test_options_that_do_not_go_together_are_told(words, said):
    with pytest.raises(UsageError, match=said):
        lgs("label", *words)


def test_score_bands_count_rows_and_say_what_to_expect(dataset):
    lgs("label", "--data", dataset.root, "--min-score", 0)
    bands = score_bands([dataset.products / "00000.parquet"])
    assert sum(band.rows for band in bands) == 24
    assert bands[-1].coverage == 0.96
    assert all(band.least <= band.expected for band in bands)


def test_bands_of_judged_labels_say_what_is_right():
    judged = [Judged(0.95, True), Judged(0.9, False), Judged(0.1, True), Judged(0.75, True)]
    assert judged_bands(judged) == (
        Band(0.9, 2, 0.5, 0.925, 0.5),
        Band(0.7, 1, 0.75, 0.75, 1.0),
        Band(0.0, 1, 1.0, 0.1, 1.0),
    )


def _answers(file, *more):
    return lgs("label", file, "--min-score", 0, *more)[0].splitlines()


def test_a_map_has_a_line_for_each_leaf_and_labels_nothing(tmp_path):
    file = tmp_path / "other.txt"
    file.write_text("Living > Sofas\nLiving > Rugs\n", "utf-8")
    lines, _ = lgs("label", "--map", file, "--taxonomy", file)
    assert lines == "Living > Sofas\tLiving > Sofas\t1.0\nLiving > Rugs\tLiving > Rugs\t1.0\n"


def test_a_map_needs_the_tree_to_lead_to():
    with pytest.raises(UsageError, match="--taxonomy"):
        lgs("label", "--map", "default")
