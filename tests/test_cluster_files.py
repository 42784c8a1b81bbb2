"""The files of configs/cluster/ do what they say."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from stages import bytes_below, shops
from tables import built, row

from lgs.remote.store import Store
from lgs.sites import start_of
from lgs.store.place import shard_of

FILES = Path(__file__).parent.parent / "configs" / "cluster"
BIN = Path(sys.executable).parent


def test_slurm_s_array_does_a_stage_together(tmp_path):
    rows = [row(f"chair {n}") for n in range(3)]
    one, many = (built(tmp_path / name, rows).root for name in ("one", "many"))
    subprocess.run([BIN / "lgs", "label", "--quiet", "--data", one], check=True)
    said = []
    for index in range(2):
        told = {"SLURM_ARRAY_TASK_ID": str(index), "SLURM_ARRAY_TASK_COUNT": "2",
                "SLURM_ARRAY_TASK_MIN": "0", "SLURM_CPUS_PER_TASK": "1",
                "LGS": str(BIN / "lgs"), "LGS_DATA": str(many)}  # fmt: skip
        done = subprocess.run(
            ["bash", FILES / "slurm.sh", "label", "--quiet"],
            env=os.environ | told, capture_output=True, text=True, check=True,
        )  # fmt: skip
        said.append("units are done" in done.stderr)
    assert False in said  # one of them ended the stage
    assert bytes_below(many) == bytes_below(one)


def test_kubernetes_job_crawls_its_index_into_a_url(tmp_path):
    job = yaml.safe_load((FILES / "kubernetes.yaml").read_text())
    spec, container = job["spec"], job["spec"]["template"]["spec"]["containers"][0]
    told = {entry["name"]: str(entry["value"]) for entry in container["env"]}
    assert spec["completionMode"] == "Indexed"
    assert int(told["LGS_NUM_SHARDS"]) == spec["completions"] == spec["parallelism"]
    assert told["LGS_WORK"] in {mount["mountPath"] for mount in container["volumeMounts"]}
    url = f"file://{tmp_path}/set"
    with shops("127.4.8", 1, 2) as web:
        (root,) = (web.root(host) for host in web.hosts)
        (tmp_path / "sites.txt").write_text(f"{root}\n")
        told |= {"LGS_DATA": url, "LGS_WORK": str(tmp_path / "work")}
        told["JOB_COMPLETION_INDEX"] = str(_index_of(root, spec["completions"]))
        args = [_filled(word, told, tmp_path) for word in container["args"]]
        command = [BIN / container["command"][0], *container["command"][1:], *args]
        extra = ["--allow-private", "--delay", "0"]
        subprocess.run([*command, *extra], env=os.environ | told, check=True, timeout=100)
    assert "products/00000.parquet" in Store(url).tags("products")


def _index_of(root: str, number: int) -> int:
    from lgs.crawl import shard_name
    from lgs.engine import Share

    start = start_of(root)
    assert start
    unit = shard_name(shard_of(start.site))
    return next(index for index in range(number) if Share(index, number).owns(unit))


def _filled(word: str, told: dict[str, str], folder: Path) -> str:
    word = word.replace("/sites/", f"{folder}/")
    for name, value in told.items():
        word = word.replace(f"$({name})", value)
    return word


def test_ray_takes_the_cluster_s_file():
    from ray.autoscaler._private.util import prepare_config, validate_config

    config: dict[str, Any] = yaml.safe_load((FILES / "ray.yaml").read_text())
    validate_config(prepare_config(config))
    assert all("RAY_USAGE_STATS_ENABLED=0" in config[f"{kind}_start_ray_commands"][-1]
               for kind in ("head", "worker"))  # fmt: skip
