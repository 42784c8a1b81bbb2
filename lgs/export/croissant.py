"""croissant.json of a release: Croissant 1.1 with the fields of its RAI vocabulary 1.0.

Traps of the readers: `encodingFormat` must be application/x-parquet, or nothing can be loaded; an
image is read by a transform out of its struct; a missing `url` or `creator` is not reported though
the specification requires both, so `lgs validate` asks for them itself.
"""

from typing import TYPE_CHECKING, Any

from lgs.export.facts import Story
from lgs.export.features import is_image
from lgs.export.licences import licence_of
from lgs.filters.facts import FACTS

if TYPE_CHECKING:
    import pyarrow as pa

CROISSANT = "http://mlcommons.org/croissant/1.1"
RAI = "http://mlcommons.org/croissant/RAI/1.0"
PARQUET = "application/x-parquet"
FILES = "parquet-files"
RECORDS = "pairs"

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}

DESCRIPTIONS = {
    "key": "made from the canonical page URL and the variant: the same in every run",
    "url": "URL of the first listed image",
    "caption": "the caption",
    "page_url": "canonical URL of the product page",
    "site": "registrable domain of the shop",
    "price": "lowest price to pay on the day of the crawl",
    "currency": "ISO 4217",
    "group_key": "key of the product that the variant belongs to",
    "sha256": "of the image's original bytes",
    "image_phash": "64-bit perceptual hash as 16 hex digits",
    "image_background": "share of the image's border that is one plain colour",
    "image_mode": "Pillow's name of the image's colour mode",
    "image_orientation": "EXIF orientation of the file, 1 to 8; width and height are upright",
    "image_animated": "whether the file holds an animation, of which the first picture counts",
    "image_alpha": "whether the image has transparency",
    "image_sharpness": "standard deviation of the Laplacian at 64 x 64 px, in grey levels",
    "lang": "BCP 47, from the page",
    "taxonomy": "path from root to end leaf",
    "end_leaf": "last step of the taxonomy path",
    "label_score": "how sure the label is, 0 to 1",
    "label_source": "what decided the label",
    "fetched_at": "when the page was read",
    "image": "the image, original bytes",
}


def croissant(story: Story) -> dict[str, Any]:
    """The whole of croissant.json."""
    licence, facts = licence_of(story.release.license), story.facts
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": [CROISSANT, RAI],
        "name": story.name,
        "description": (
            f"{facts.rows} image-caption pairs from {facts.sites} online shops, "
            f"crawled and tested by {story.written_by}."
        ),
        "license": licence.url,
        "url": story.url,
        "creator": {"@type": "sc:Organization", "name": story.creator},
        "publisher": {"@type": "sc:Organization", "name": story.creator},
        "datePublished": story.date,
        "version": story.version,
        "keywords": ["image-caption", "e-commerce", "web crawl", "vision-language"],
        "inLanguage": [code for code, _ in facts.languages],
        "sdLicense": licence.url,
        "isLiveDataset": False,
        "citeAs": f"{story.creator}: {story.name}, version {story.version}, {story.date[:4]}. "
        f"{story.url}",
        **_responsible(story),
        "distribution": [*_files(story), _file_set()],
        "recordSet": [_records(facts.schema)],
    }


def _files(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "@type": "cr:FileObject",
            "@id": file.path,
            "name": file.path.rpartition("/")[2],
            "description": f"{file.rows} rows of the split {file.split}.",
            "contentUrl": file.path,
            "contentSize": f"{file.size} B",
            "encodingFormat": PARQUET,
            "sha256": file.sha256,
        }
        for file in story.facts.files
    ]


def _file_set() -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": FILES,
        "name": FILES,
        "description": "All data files.",
        "encodingFormat": PARQUET,
        "includes": "data/*.parquet",
    }


def _records(schema: "pa.Schema") -> dict[str, Any]:
    fields = [found for field in schema if (found := _field(field))]
    return {
        "@type": "cr:RecordSet",
        "@id": RECORDS,
        "name": RECORDS,
        "description": "One record a pair.",
        "key": {"@id": f"{RECORDS}/key"},
        "field": fields,
    }


def _field(field: "pa.Field") -> dict[str, Any] | None:
    """One column; lists of key and value are left to Parquet's own readers."""
    import pyarrow as pa

    kind = field.type
    repeated = pa.types.is_list(kind)
    if repeated and pa.types.is_struct(kind.value_type):
        return None
    source: dict[str, Any] = {"fileSet": {"@id": FILES}, "extract": {"column": field.name}}
    if is_image(field):
        source["transform"] = {"jsonPath": "bytes"}
    return {
        "@type": "cr:Field",
        "@id": f"{RECORDS}/{field.name}",
        "name": field.name,
        "description": DESCRIPTIONS.get(field.name, field.name.replace("_", " ")),
        "dataType": "sc:ImageObject" if is_image(field) else _data_type(kind),
        **({"repeated": True} if repeated else {}),
        "source": source,
    }


def _data_type(kind: "pa.DataType") -> str:
    import pyarrow as pa

    if pa.types.is_list(kind):
        kind = kind.value_type
    if pa.types.is_timestamp(kind):
        return "sc:DateTime"
    if pa.types.is_integer(kind):
        return "sc:Integer"
    is_number = pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    return "sc:Float" if is_number else "sc:Text"


def _responsible(story: Story) -> dict[str, Any]:
    """The RAI fields, from what ran."""
    facts, run = story.facts, story.run
    settings = run.get("settings", {})
    crawl = settings.get("crawl", {})
    span = [m.strftime("%Y-%m-%dT%H:%M:%SZ") for m in (facts.first, facts.last) if m]
    faults = (run.get("filter") or {}).get("faults", {})
    lost = ", ".join(f"{name} {n}" for name, n in faults.items() if name in FACTS)
    tested = ", ".join(f"{name} {n}" for name, n in faults.items() if name not in FACTS)
    obeyed = "robots.txt and all reservations against training that lgs reads"
    if crawl.get("consent") == "robots-only":
        obeyed = "robots.txt; other reservations are recorded and not obeyed"
    with_images = bool(story.order.get("with_images"))
    return {
        "rai:dataCollection": (
            f"{facts.sites} listed online shops were crawled by {story.written_by} under its own "
            f"name, at most {crawl.get('max_pages_per_site', 'a set number of')} pages a shop with "
            f"{crawl.get('delay_s', 1.0)} s between requests; obeyed: {obeyed}."
        ),
        "rai:dataCollectionType": ["Web Scraping"],
        "rai:dataCollectionTimeframe": span,
        "rai:dataCollectionRawData": "HTML product pages, and the first listed image of each.",
        "rai:dataCollectionMissingData": (
            "Shops that forbid it, pages that need a script, and rows whose page or image could "
            f"not be had ({lost or 'none recorded'}) are missing; a field that a page does not "
            "state is null, never a guess."
        ),
        "rai:dataPreprocessingProtocol": [
            "Text: entities decoded, markup removed, NFC, white space folded.",
            f"Rows left out, by fault: {tested or 'none recorded'}.",
            "Images: probed by their bytes, original bytes hashed"
            + (
                " and stored as they came." if with_images else "; pixels are not part of the data."
            ),
        ],
        "rai:dataAnnotationProtocol": (
            "Captions are the sellers' words. Taxonomy paths are a machine's, by title, "
            f"description, brand and breadcrumbs; {facts.labelled} of {facts.rows} rows have one."
        ),
        "rai:machineAnnotationTools": [
            f"{story.written_by}, taxonomy {settings.get('taxonomy', 'default')}"
        ],
        "rai:personalSensitiveInformation": [
            "Pictures may show persons who wear or hold a product; names of persons may stand in "
            "product names (authors, designers). No accounts, reviews or addresses are read."
        ],
        "rai:dataBiases": (
            "The shops are those that were listed; languages by rows: "
            + (", ".join(f"{code} {n}" for code, n in facts.languages[:10]) or "not stated")
            + ". Sellers praise what they sell."
        ),
        "rai:dataLimitations": (
            "Prices and availability are of one day; links go stale; captions may be wrong; labels "
            "are a machine's."
        ),
        "rai:dataUseCases": [
            "Training and testing of image captioning, image-text retrieval and classification. "
            "Not for recognising persons."
        ],
        "rai:dataSocialImpact": (
            "Models that know goods and their words; sellers can ask to be taken out"
            + (f": {story.contact}." if story.contact else ".")
        ),
        "rai:dataReleaseMaintenancePlan": (
            "Rows are taken out on request (`lgs forget`), which raises the version; "
            f"this is version {story.version}."
        ),
    }
