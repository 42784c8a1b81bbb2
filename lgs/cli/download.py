"""`lgs download`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from lgs.cli.options import (
    CORES,
    DATA,
    Data,
    Json,
    Quiet,
    need_folder,
    on_engine,
    say,
)
from lgs.config import CrawlSettings, Settings
from lgs.dataset import Dataset, shards
from lgs.download.options import (
    USUAL_QUALITY,
    Layout,
    Manners,
    Order,
    Picture,
    checked,
    words_of,
)
from lgs.engine import ONE, Engine
from lgs.errors import UsageError
from lgs.remote.mirror import opened


@on_engine
def download(
    url_list: Annotated[
        Path | None,
        typer.Option(help="A table, or a folder of tables.", show_default="the dataset's pairs"),
    ] = None,
    output_folder: Annotated[
        Path | None, typer.Option(help="Where the images go.", show_default="DATA/download")
    ] = None,
    input_format: Annotated[
        str | None, typer.Option(help="parquet, jsonl, csv, tsv or txt.", show_default="by name")
    ] = None,
    output_format: Annotated[str, typer.Option(help="webdataset or files.")] = "webdataset",
    url_col: Annotated[
        str | None, typer.Option(help="Its column of URLs.", show_default="url")
    ] = None,
    caption_col: Annotated[
        str | None, typer.Option(help="Its column of captions.", show_default="caption, TEXT, alt")
    ] = None,
    save_additional_columns: Annotated[
        str | None, typer.Option(help="More columns to keep: a,b or a JSON list.")
    ] = None,
    image_size: Annotated[int, typer.Option(min=1, help="The side in pixels.")] = 256,
    resize_mode: Annotated[
        str, typer.Option(help="no, border, keep_ratio, keep_ratio_largest or center_crop.")
    ] = "border",
    resize_only_if_bigger: Annotated[
        bool, typer.Option(help="Leave smaller images as they are.")
    ] = False,
    encode_format: Annotated[str, typer.Option(help="jpg, png or webp.")] = "jpg",
    encode_quality: Annotated[
        int | None, typer.Option(help="0 to 100; png: 0 to 9.", show_default="95; png: 6")
    ] = None,
    skip_reencode: Annotated[
        bool, typer.Option(help="Keep the original bytes of what need not change.")
    ] = False,
    disable_all_reencoding: Annotated[
        bool, typer.Option(help="Keep the original bytes of all images.")
    ] = False,
    min_image_size: Annotated[int, typer.Option(min=0, help="Least side in pixels.")] = 0,
    max_image_area: Annotated[float, typer.Option(help="Most pixels.")] = float("inf"),
    max_aspect_ratio: Annotated[float, typer.Option(help="Most long by short.")] = float("inf"),
    number_sample_per_shard: Annotated[int, typer.Option(min=1, help="Rows a shard.")] = 10_000,
    oom_shard_count: Annotated[int, typer.Option(min=1, help="Digits of a shard's name.")] = 5,
    compute_hash: Annotated[str, typer.Option(help="md5, sha256, sha512 or none.")] = "sha256",
    verify_hash: Annotated[
        str | None,
        typer.Option(help="A column and its hash: sha256,sha256.", show_default="sha256, if there"),
    ] = None,
    keep_mismatched: Annotated[
        bool, typer.Option(help="Keep images that are not those recorded.")
    ] = False,
    processes_count: Annotated[
        int, typer.Option(min=1, help="Processes that decode.", show_default="the cores")
    ] = CORES,
    thread_count: Annotated[int, typer.Option(min=1, help="Requests under way.")] = 64,
    host_concurrency: Annotated[int, typer.Option(min=1, help="Of these, to one host.")] = 6,
    delay: Annotated[float, typer.Option(min=0, help="Seconds between requests to a host.")] = 0.0,
    retries: Annotated[
        int, typer.Option(min=0, help="Times to ask again what may come later.")
    ] = 2,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds for a whole answer.")] = 30.0,
    user_agent_token: Annotated[
        str | None, typer.Option(help="A second name for headers that opt out.")
    ] = None,
    disallowed_header_directives: Annotated[
        str | None, typer.Option(help="Words that opt out: a,b.", show_default="all known")
    ] = None,
    contact: Annotated[
        str, typer.Option(help="URL or mail where a site's owner reaches you.")
    ] = "",
    success_floor: Annotated[
        float | None, typer.Option(min=0, max=1, help="Exit with 3 below this share of images.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow loopback and private addresses.")
    ] = False,
    data: Data = DATA,
    engine: Engine = ONE,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Fetch the images of a table of pairs; verify each against its recorded sha256.

    Example: lgs download --image-size 256 --resize-mode keep_ratio
    """
    from lgs.cli.bar import DownloadProgress
    from lgs.download.report import need_floor
    from lgs.download.run import download as run_download
    from lgs.lean import arrow_without_pandas, keep_memory

    arrow_without_pandas()
    keep_memory()
    verify = words_of(verify_hash)
    if verify_hash is not None and len(verify) != 2:
        raise UsageError(f"--verify-hash is a column and a hash, not {verify_hash!r}")
    hashes = {compute_hash, verify[1] if verify else "sha256"} - {"none"}
    quality = USUAL_QUALITY.get(encode_format, 95) if encode_quality is None else encode_quality
    if output_folder is None:
        need_folder(data, "lgs download without --output-folder")
    with opened(data, reads=() if url_list else ("pairs/", "export/parquet/")):
        pass  # the table alone: images go into a folder
    order = Order(
        source=url_list or _table_of(Dataset(data)),
        output=output_folder or data / "download",
        input_format=input_format,
        picture=Picture(
            image_size=image_size,
            resize_mode=resize_mode,
            resize_only_if_bigger=resize_only_if_bigger,
            encode_format=encode_format,
            encode_quality=quality,
            skip_reencode=skip_reencode,
            disable_all_reencoding=disable_all_reencoding,
            min_image_size=min_image_size,
            max_image_area=max_image_area,
            max_aspect_ratio=max_aspect_ratio,
            hashes=tuple(sorted(hashes)),
        ),
        layout=Layout(
            output_format=output_format,
            number_sample_per_shard=number_sample_per_shard,
            oom_shard_count=oom_shard_count,
            url_col=url_col,
            caption_col=caption_col,
            save_additional_columns=words_of(save_additional_columns),
            compute_hash=compute_hash,
            verify_hash=(verify[0], verify[1]) if verify else None,
            keep_mismatched=keep_mismatched,
        ),
        manners=Manners(
            agent=_agent(contact, user_agent_token),
            thread_count=thread_count,
            host_concurrency=host_concurrency,
            delay_s=delay,
            retries=retries,
            timeout_s=timeout,
            allow_private=allow_private,
            user_agent_token=user_agent_token,
            disallowed_header_directives=(
                None
                if disallowed_header_directives is None
                else words_of(disallowed_header_directives)
            ),
            processes_count=processes_count,
        ),
    )
    with DownloadProgress(quiet=quiet or as_json) as progress:
        report = run_download(checked(order), progress.show, engine=engine)
    if as_json:
        typer.echo(json.dumps(report.public(), indent=1))
    elif not quiet:
        typer.echo(f"{report.successes} of {report.rows} images in {order.output}")
        for name, count in report.failures.items():
            typer.echo(f"{count:8}  {name}")
        if report.mismatch_rate is not None:
            typer.echo(
                f"{report.hashes_mismatched} of {report.hashes_checked} differ from their "
                f"recorded hash ({report.mismatch_rate:.1%})"
            )
    if report.failures.get("transient"):
        say("run it again to ask for the transient ones", quiet=quiet)
    need_floor(report, success_floor)


def _table_of(dataset: Dataset) -> Path:
    """The export of the dataset, or its pairs."""
    export = dataset.export("parquet")
    if shards(export):
        return export
    dataset.need_pairs()
    return dataset.pairs


def _agent(contact: str, token: str | None) -> str:
    own = Settings(crawl=CrawlSettings(contact=contact)).user_agent()
    return f"{own} {token}" if token else own
