import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import product_page
from tables import built, row

from lgs.cli.explain import lines_of
from lgs.config import Settings
from lgs.consent.evidence import Evidence, evidence_for
from lgs.consent.robots import Robots
from lgs.dataset import Dataset
from lgs.errors import LgsError, UsageError
from lgs.explain import NOT_KEPT, explain
from lgs.filters import IMAGE, TEXT
from lgs.measures import MEASURES
from lgs.model import Page
from lgs.store.keep import PageKeeper
from lgs.store.place import shard_of, shard_path
from lgs.store.shard import Shard

ROBOTS = b"""# a shop
User-agent: otherbot
Disallow: /

User-agent: *
Disallow: /p/
Sitemap: https://shop.example/sitemap.xml
Allow: /p/c   # chairs
Disallow: /*.pdf$
"""
SHOP = "https://shop.example"


@pytest.mark.parametrize(
    ("path", "evidence"),
    [
        ("/", Evidence(True, "*")),
        ("/p/table", Evidence(False, "*", 6, "Disallow: /p/")),
        ("/p/chair", Evidence(True, "*", 8, "Allow: /p/c")),
        ("/a.pdf", Evidence(False, "*", 9, "Disallow: /*.pdf$")),
        ("/a.pdfs", Evidence(True, "*")),
    ],
)
def test_the_longest_rule_that_fits_decides_and_its_line_is_told(path, evidence):
    assert evidence_for(ROBOTS, SHOP + path) == evidence


@pytest.mark.parametrize(
    ("body", "evidence"),
    [
        (b"", Evidence(True)),
        (b"User-agent: otherbot\nDisallow: /", Evidence(True)),
        (b"User-agent: *\nDisallow: /\nUser-agent: lgs\nDisallow:", Evidence(True, "lgs")),
        (
            b"User-agent: LGS/2\nuser-agent: a\nDisallow: /p",
            Evidence(False, "lgs", 3, "Disallow: /p"),
        ),
        (b"User-agent: lgsbot\nDisallow: /\n", Evidence(True)),
        (b"Disallow: /\nUser-agent: *\nAllow: /p", Evidence(True, "*", 3, "Allow: /p")),
        (b"User-agent: *\nDisallow: /p\nAllow: /p", Evidence(True, "*", 3, "Allow: /p")),
        (b"\xef\xbb\xbfUser-agent: *\rDisallow: /p", Evidence(False, "*", 2, "Disallow: /p")),
    ],
)
def test_the_group_that_is_meant_for_us_speaks(body, evidence):
    assert evidence_for(body, SHOP + "/p/chair") == evidence


AGENTS = st.sampled_from(["*", "lgs", "lgs/1.0", "otherbot", "LGS", "lgsbot"])
PATHS = st.sampled_from(["/", "/p", "/p/", "/p/c", "/*c", "/p$", "", "/a"])
LINE = st.one_of(
    AGENTS.map("User-agent: {}".format),
    PATHS.map("Disallow: {}".format),
    PATHS.map("Allow: {}".format),
    st.sampled_from(["", "# note", "Sitemap: https://shop.example/s.xml", "Crawl-delay: 2"]),
)


@given(st.lists(LINE, max_size=12), st.sampled_from(["/", "/p", "/p/c", "/a/b"]))
def test_the_line_told_and_the_verdict_of_the_crawl_agree(lines, path):
    body = "\n".join(lines).encode()
    found = evidence_for(body, SHOP + path)
    assert found.allows is Robots("rules", body).allows(SHOP + path)
    if found.line is None:
        assert found.allows
    else:
        assert found.allows is (found.rule or "").startswith("Allow")
        assert lines[found.line - 1].strip().lower() == (found.rule or "").lower().strip()


# -- a row -----------------------------------------------------------------------------------------


def put_robots(dataset: Dataset, site: str = "shop.example") -> None:
    shard = Shard(shard_path(dataset.crawl, shard_of(site)))
    shard.put_robots(f"https://{site}", "rules", ROBOTS, 1_772_000_000.0, "")
    shard.close()


def test_a_clean_row_is_explained_from_page_to_label(tmp_path):
    chair = row(
        "chair",
        provenance={"title": "json-ld", "price": "json-ld"},
        consent={"policy": "strict", "robots": "allowed"},
        taxonomy=("Furniture", "Chairs"),
        end_leaf="Chairs",
        label_score=0.75,
        label_source="title",
        image_format="JPEG",
        image_mode="CMYK",
        image_alpha=True,
        image_sharpness=7.25,
    )
    dataset = built(tmp_path, [chair, row("table")])
    put_robots(dataset)
    found = explain(dataset, chair.key, Settings())
    assert found["is_pair"]
    assert found["table"] == "products/00000.parquet"
    assert found["page"]["url"] == chair.page_url == found["page"]["asked_for"]
    assert found["robots"]["line"] == 8
    assert found["robots"]["rule"] == "Allow: /p/c"
    assert found["robots"]["fetched_at"] == "2026-02-25T06:13:20+00:00"
    assert found["consent"] == {"policy": "strict", "robots": "allowed"}
    assert found["fields"]["price"] == {"value": "19.90", "from": "json-ld", "lost": None}
    assert found["losers"] == NOT_KEPT
    assert found["label"]["path"] == ["Furniture", "Chairs"]
    assert found["label"]["decided_by"] == "title"
    assert found["faults"] == []
    assert json.loads(json.dumps(found)) == found
    text = "\n".join(lines_of(found))
    assert "allows it: group *, line 8, Allow: /p/c" in text
    assert f"image    {chair.url}\n         640 x 480 px, JPEG, CMYK, alpha, sharp" in text
    assert f"         sha256 {chair.sha256}\n" in text
    assert "label    Furniture > Chairs" in text


def test_a_variant_is_told_by_its_options(tmp_path):
    chair = row(
        "chair",
        variant={"Color": "Red", "Size": "L"},
        provenance={"variants": "json-ld", "variants_complete": "markup"},
    )
    found = explain(built(tmp_path, [chair]), chair.key, Settings())
    assert found["fields"] == {
        "variants": {"value": "Color: Red, Size: L", "from": "json-ld", "lost": None}
    }


def test_what_lost_against_a_field_is_read_from_the_kept_page(tmp_path):
    chair = row("chair", provenance={"title": "json-ld"})
    dataset = built(tmp_path, [chair])
    more = '<meta property="og:type" content="product"><meta property="og:title" content="Seat">'
    shard = Shard(shard_path(dataset.crawl, shard_of("shop.example")))
    keeper = PageKeeper()
    keeper.keep(shard, Page(chair.page_url, product_page("chair of oak", more=more)))
    keeper.close()
    shard.close()
    found = explain(dataset, chair.key, Settings())
    assert found["losers"] == "from the kept page, read again"
    assert "Seat" in [lost["value"] for lost in found["fields"]["title"]["lost"]]
    assert found["signals"]
    assert any(line.strip().startswith("lost: Seat") for line in lines_of(found))


@pytest.mark.parametrize(
    ("values", "name", "measured", "thresholds"),
    [
        (
            {"width": 90, "height": 120},
            "too_small",
            {"shorter side in px": 90},
            {"least_side_px": 200},
        ),
        (
            {"width": 2000, "height": 400},
            "odd_aspect",
            {"ratio": 5.0, "width": 2000, "height": 400},
            {"most_ratio": 3.0},
        ),
        ({"price": Decimal(0)}, "no_price", {"price": "0.00"}, {}),
        ({"title": "-"}, "title_too_short", {"letters": 0}, {"least_letters": 2}),
        (
            {"title": "Oak", "description": None},
            "caption_too_short",
            {"words": 1},
            {"least_words": 3},
        ),
    ],
)
def test_a_fault_is_told_with_its_value_and_its_threshold(
    tmp_path, values, name, measured, thresholds
):
    odd = row("odd", **values)
    found = explain(built(tmp_path, [odd]), odd.key, Settings())
    assert not found["is_pair"]
    fault = next(fault for fault in found["faults"] if fault["name"] == name)
    assert (fault["measured"], fault["thresholds"]) == (measured, thresholds)
    assert fault["why"]


def test_a_threshold_of_the_settings_is_told_instead_of_the_default(tmp_path):
    settings = Settings(filters={"too_small": {"least_side_px": 1000}})
    small = row("small")
    found = explain(built(tmp_path, [small], settings), small.key, settings)
    assert found["faults"][0]["thresholds"] == {"least_side_px": 1000}


def test_a_fault_of_all_rows_is_told_with_its_count(tmp_path):
    same = [replace(row(f"t{n}"), caption="one for all of them") for n in range(12)]
    found = explain(built(tmp_path, same), same[0].key, Settings())
    (fault,) = found["faults"]
    assert fault["name"] == "boilerplate_caption"
    assert fault["measured"] == {"products with this caption": 12}
    assert fault["thresholds"] == {"most_products": 10}


def test_a_copy_is_told_with_the_rows_that_it_copies(tmp_path):
    first = row("chair")
    copy = row("chair two", title=first.title, sha256=first.sha256)
    found = {
        one.key: explain(built(tmp_path, [first, copy]), one.key, Settings())
        for one in (first, copy)
    }
    rejected = next(one for one in found.values() if one["faults"])
    (fault,) = rejected["faults"]
    other = {first.key, copy.key} - {rejected["key"]}
    assert fault["measured"] == {"other rows with this caption and image": [*other]}


def test_every_filter_of_one_row_is_measured():
    assert set(MEASURES) == set(TEXT) | set(IMAGE)


def test_a_key_that_is_none_or_not_there_is_answered(tmp_path):
    dataset = built(tmp_path, [row("chair")])
    with pytest.raises(UsageError, match="a key has 32 hex digits, not 'chair'"):
        explain(dataset, "chair", Settings())
    with pytest.raises(LgsError, match=f"no row of .* has the key {'0' * 32}"):
        explain(dataset, "0" * 32, Settings())
