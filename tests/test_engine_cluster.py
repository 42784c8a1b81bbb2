"""The stages on a real Ray cluster of three nodes on this machine; one of them is killed."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from server import Web
from stages import (
    FETCH,
    LATER,
    LOOSE,
    bytes_below,
    crawl_words,
    images_in,
    report_of,
    rows_of,
    run,
    shops,
)

from lgs.engine import Cluster, Engine
from lgs.engine import cluster as module
from lgs.errors import LgsError
from lgs.remote.mirror import mirror_of

SHOPS, PRODUCTS, DELAY_S = 4, 5, 0.25


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Any]:
    """A head and two more nodes with one processor each; nothing is told to anybody."""
    patch = pytest.MonkeyPatch()
    patch.setenv("RAY_gcs_server_port_wait_time_s", "60")  # a busy machine takes its time
    patch.setenv("LGS_WORK", str(tmp_path_factory.mktemp("nodes")))
    # Units of this file are known on all nodes.
    patch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    import ray
    from ray.cluster_utils import Cluster as Nodes

    memory = {"object_store_memory": 80 * 1024 * 1024, "node_ip_address": "127.0.0.1"}
    head = {"num_cpus": 1, "include_dashboard": False, **memory}
    nodes = Nodes(initialize_head=True, head_node_args=head)
    for _ in range(2):
        nodes.add_node(num_cpus=1, **memory)
    nodes.wait_for_nodes()
    yield nodes
    ray.shutdown()
    nodes.shutdown()
    patch.undo()


def half(number: int) -> tuple[int, int]:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number // 2, os.getpid()


def fatal(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_outcomes_come_in_order_and_an_error_ends_its_unit_alone(cluster):
    outcomes = list(Engine(cluster=Cluster(cluster.address)).run(range(40), half))
    assert [outcome.unit for outcome in outcomes] == list(range(40))
    assert [o.get()[0] for o in outcomes if not o.error] == list(range(20))
    assert [str(o.error) for o in outcomes if o.error] == [f"{n} is odd" for n in range(1, 40, 2)]
    assert os.getpid() not in {o.get()[1] for o in outcomes if not o.error}


def test_a_unit_that_ends_its_process_is_tried_again_and_then_ends_alone(cluster, monkeypatch):
    monkeypatch.setattr(module, "RETRIES", 1)  # each takes a new process
    outcomes = list(Engine(cluster=Cluster(cluster.address)).run(range(5), fatal))
    assert [o.result for o in outcomes] == [0, 1, 2, None, 4]
    assert isinstance(outcomes[3].error, LgsError)


def test_a_crawl_goes_on_when_a_node_is_killed_in_the_middle(cluster, tmp_path):
    with shops("127.4.2", SHOPS, PRODUCTS) as web:
        words = [*crawl_words(tmp_path, web, tmp_path / "one"), "--delay", 0.0]
        assert run(*words)
        alone = {host: sorted(web.asked(host)) for host in web.hosts}
        web.log.clear()
        words = [*crawl_words(tmp_path, web, tmp_path / "ray"), "--delay", DELAY_S]
        words += ["--engine", "ray", "--ray-address", cluster.address]
        killed = threading.Thread(target=_kill_when_busy, args=(cluster, web))
        killed.start()
        assert run(*words)
        killed.join()
        assert rows_of(tmp_path / "ray") == rows_of(tmp_path / "one")
        assert rows_of(tmp_path / "ray", "pairs") == rows_of(tmp_path / "one", "pairs")
        assert _sites(tmp_path / "ray") == _sites(tmp_path / "one")
        assert len(cluster.worker_nodes) == 1
        for host, asked in alone.items():
            again = sorted(web.asked(host))
            assert set(again) == set(asked)
            # What was under way or not yet committed when the node died is asked for once more.
            assert len(again) - len(asked) <= 2
            gaps = [b - a for a, b in pairwise(web.times(host))]
            assert min(gaps) >= DELAY_S * 0.99


def _kill_when_busy(cluster: Any, web: Web) -> None:
    """Kill a node, not the one that this process hangs on, in the middle of a crawl."""
    from ray._private.worker import global_worker

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and len(web.log) < SHOPS * PRODUCTS:
        time.sleep(0.02)
    ours = global_worker.node._raylet_socket_name
    node = next(n for n in cluster.worker_nodes if n._raylet_socket_name != ours)
    cluster.remove_node(node, allow_graceful=False)


def _sites(data: Path) -> list[dict[str, Any]]:
    return report_of(data)["crawl"]["sites"]


def test_all_later_stages_give_the_bytes_of_one_process(cluster, tmp_path):
    one, ray = tmp_path / "one" / "set", tmp_path / "ray" / "set"
    on = ("--engine", "ray", "--ray-address", cluster.address)
    (tmp_path / "loose.toml").write_text(LOOSE)
    other = ("filter", "--config", tmp_path / "loose.toml")
    with shops("127.4.3", 4, 4) as web:
        assert run(*crawl_words(tmp_path, web, one))
        shutil.copytree(one, ray)
        for words in (other, *LATER, ("label", "--learn"), FETCH):
            assert run(*words, "--data", one)
            assert run(*words, "--data", ray, *on)
    assert bytes_below(ray) == bytes_below(one)
    assert len(images_in(ray)) == 7 * 3  # tables of 5, 5, 5 and 1 rows, shards of four
    assert images_in(ray) == images_in(one)
    assert report_of(ray) == report_of(one)


def test_a_dataset_behind_a_url_needs_no_folder_that_all_nodes_see(cluster, tmp_path):
    """Every process works in a copy of its own; two groups of sites are crawled at once."""
    mirror_of.cache_clear()
    url = f"file://{tmp_path}/store/set"
    on = ("--engine", "ray", "--ray-address", cluster.address)
    (tmp_path / "loose.toml").write_text(LOOSE)
    later = (("filter", "--config", tmp_path / "loose.toml"), *LATER[1:5])
    with shops("127.4.7", 3, 4) as web:
        assert run(*crawl_words(tmp_path, web, tmp_path / "set"))
        assert run(*crawl_words(tmp_path, web, url), *on)
    there = mirror_of(url).root
    assert rows_of(there) == rows_of(tmp_path / "set")
    assert report_of(there) == report_of(tmp_path / "set")
    shutil.rmtree(tmp_path / "set")
    shutil.copytree(there, tmp_path / "set")
    (tmp_path / "set" / "_url").unlink()
    for words in later:
        assert run(*words, "--data", tmp_path / "set")
        assert run(*words, "--data", url, *on)
    assert bytes_below(there) == bytes_below(tmp_path / "set")
