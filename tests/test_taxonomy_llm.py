"""The labeller that asks a model, against a real server on loopback."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from lgs.errors import LgsError
from lgs.model import Label
from lgs.taxonomy.chat import Choice, choices
from lgs.taxonomy.llm import LlmLabeller, LlmSettings
from lgs.taxonomy.menu import Menus
from lgs.taxonomy.tree import load_tree, make_tree

TREE = make_tree("small", [(("Home", name), ()) for name in ("Lamps", "Chairs", "Rugs")])
LAMP, CHAIR, ODD = (("A lamp", "Shines.", "Aria", ("Lights",)), ("Chair", None, None, ()),
                    ("Odd", None, None, ()))  # fmt: skip


@dataclass(slots=True)
class Model:
    """A chat server: what it answers to the user's message, and all that it was asked."""

    answer: Callable[[str], str]
    statuses: list[int] = field(default_factory=list)
    asked: list[dict[str, object]] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(model: Model) -> Iterator[Model]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
            status = model.statuses.pop(0) if model.statuses else 200
            text = model.answer(body["messages"][1]["content"])
            content = json.dumps({"choices": [{"message": {"content": text}}]}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()


def by_title(text: str) -> str:
    """Choose the entry whose last name is in the product's title; 80 sure."""
    menu, products = text.split("\n\nPRODUCTS\n")
    entries = dict(re.findall(r"^(\d+)\. .*?(\w+)s$", menu, re.M))
    found = {}
    for number, told in re.findall(r"^(\d+)\. (\{.*\})$", products, re.M):
        title = json.loads(told)["title"].lower()
        hit = next((int(n) for n, name in entries.items() if name.lower() in title), None)
        found[number] = [hit, 80]
    return f"Here you are:\n```json\n{json.dumps(found)}\n```"


def labeller(model, tmp_path, tree=TREE, **options):
    settings = LlmSettings(model.url, "tiny", tmp_path / "cache" / "llm.sqlite", **options)
    return LlmLabeller(tree, settings)


def test_a_product_gets_the_path_that_the_model_picks(tmp_path):
    with serving(Model(by_title)) as model:
        found = labeller(model, tmp_path).label_all([LAMP, CHAIR, ODD])
    assert found == [
        Label(("Home", "Lamps"), 0.8, "llm"), Label(("Home", "Chairs"), 0.8, "llm"), Label(),
    ]  # fmt: skip
    (asked,) = model.asked
    assert (asked["path"], asked["model"]) == ("/v1/chat/completions", "tiny")


def test_what_was_answered_is_not_asked_again(tmp_path):
    with serving(Model(by_title)) as model:
        first = labeller(model, tmp_path).label_all([LAMP, CHAIR])
        again = labeller(model, tmp_path).label_all([CHAIR, LAMP])
    assert again == first[::-1]
    assert len(model.asked) == 1


def test_products_are_asked_in_batches_and_equal_ones_once(tmp_path):
    with serving(Model(by_title)) as model:
        many = [(f"Lamp {n % 7}", None, None, ()) for n in range(20)]
        found = labeller(model, tmp_path, batch=3).label_all(many)
    assert {label.path for label in found} == {("Home", "Lamps")}
    assert len(model.asked) == 3  # of three, three and one


def test_an_answer_outside_the_menu_gives_no_label_and_is_asked_again(tmp_path):
    with serving(Model(lambda _: '{"1": [17, 99]}')) as model:
        assert labeller(model, tmp_path).label_all([LAMP]) == [Label()]
        model.answer = by_title
        assert labeller(model, tmp_path).label_all([LAMP])[0].path == ("Home", "Lamps")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"1": [2, 90], "2": [null, 0]}', [Choice(1, 0.9), Choice(None, 0.0)]),
        ('well: {"1": [1, 100]}', [Choice(0, 1.0), None]),
        ('{"1": [0, 90], "2": [4, 90]}', [None, None]),
        ('{"1": [true, 90], "2": [1, 101]}', [None, None]),
        ('{"1": 1, "2": ["1", 90]}', [None, None]),
        ("[[1, 90]]", [None, None]),
        ("no idea {", [None, None]),
    ],
)
def test_only_numbers_of_the_menu_are_taken(text, found):
    assert choices(text, products=2, entries=3) == found


def test_a_large_tree_is_walked_by_small_menus(tmp_path):
    names = [(f"Top {a}", f"Mid {a}{b}", f"Leaf {a}{b}{c}") for a in "abc" for b in "def"
             for c in "ghi"]  # fmt: skip
    tree = make_tree("large", [(name, ()) for name in names])
    menus = Menus(tree, entries=10)
    ends = [place for place in range(len(tree.nodes)) if menus.is_leaf(place)]
    assert len(menus.below(-1)) == 9
    assert sorted(n for place in menus.below(-1) for n in menus.below(place)) == sorted(ends)
    whole = load_tree()
    walk = Menus(whole)
    assert all(len(walk.below(n)) <= 150 for n in (-1, *walk.below(-1)))


def test_a_busy_server_is_asked_again_and_a_refusal_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("LGS_LLM_API_KEY", "secret")
    with serving(Model(by_title, statuses=[503, 429])) as model:
        assert labeller(model, tmp_path).label_all([LAMP])[0].path == ("Home", "Lamps")
        assert {asked["key"] for asked in model.asked} == {"Bearer secret"}
        model.statuses = [404]
        with pytest.raises(LgsError, match="answered 404"):
            labeller(model, tmp_path).label_all([CHAIR])


def test_a_server_that_is_silent_is_told(tmp_path):
    import socket

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        model = Model(by_title, url=f"http://127.0.0.1:{closed.getsockname()[1]}/v1")
        with pytest.raises(LgsError, match="cannot be asked"):
            labeller(model, tmp_path, timeout_s=1.0).label_all([LAMP])
