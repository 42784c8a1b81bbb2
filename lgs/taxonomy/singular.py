"""English plurals to singulars by rule: enough for the nouns that shops use.

Why no library does it stands, with what was counted, in docs/taxonomy.md.
"""

from functools import lru_cache

from lgs.taxonomy.wordlist import word_set

IRREGULAR = {
    "men": "man", "mens": "man", "women": "woman", "womens": "woman",
    "ladies": "woman", "lady": "woman",
    "children": "child", "childrens": "child", "kids": "kid", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "people": "person", "lenses": "lens", "buses": "bus",
    "gases": "gas", "canvases": "canvas", "atlases": "atlas", "irises": "iris", "cacti": "cactus",
    "axes": "axe", "dies": "die", "chillies": "chilli", "chilies": "chili",
    "quizzes": "quiz", "vertebrae": "vertebra", "antennae": "antenna", "algae": "alga",
    "fungi": "fungus", "lice": "louse", "trellises": "trellis", "rhinoceroses": "rhinoceros",
    "thermoses": "thermos", "gasses": "gas",
    "jewellery": "jewelry", "jewelery": "jewelry", "tyre": "tire", "tyres": "tire",
    "colour": "color", "colours": "color", "coloured": "colored", "colouring": "coloring",
    "grey": "gray", "pyjama": "pajama", "pyjamas": "pajama", "moulding": "molding", "mould": "mold",
    "moulds": "mold", "mouldings": "molding", "modelling": "modeling", "fibre": "fiber",
    "aluminium": "aluminum", "moisturiser": "moisturizer", "moisturisers": "moisturizer",
    "tvs": "tv", "cds": "cd", "pcs": "pc",
}  # fmt: skip
"""Plurals without a rule, and British spellings folded into American ones, so that both meet."""

ALREADY_SINGULAR = word_set(
    "bass brass canvas christmas gas lens atlas bias series species chess tennis always plus "
    "texas kansas vegas dallas news athletics ps gps dvs ups abs sos mars paris wireless less "
    "swiss us this his has was is as its yes express cordless stainless seamless "
    "forceps diabetes rhinoceros rooibos thermos molasses schnapps biceps triceps herpes pampas "
    "cosmos pathos asbestos"
)
F_WORDS = word_set("kni wi li shel bookshel penkni scar lea loa hal cal wol el hoo thie sel")
"""Stems whose plural in -ves comes from -f or -fe: knives, shelves, scarves."""
FE_WORDS = word_set("kni penkni wi li")
IE_WORDS = word_set(
    "tie necktie bowtie pie movie cookie brownie hoodie beanie smoothie selfie zombie calorie "
    "genie onesie bootie wellie nightie birdie boogie hoagie eerie rookie collie cutie foodie "
    "goalie junkie magpie pixie prairie veggie walkie talkie goodie "
    "koozie townie rotisserie sweetie patisserie menagerie bourgeoisie reverie coterie"
)
I_WORDS = word_set(
    "kiwi ski bikini tankini burkini sari taxi safari zucchini emoji khaki jacuzzi mini maxi midi "
    "yeti alibi chilli tatami obi kepi panini sushi rabbi"
)
"""Words whose plural in -is is no Latin or Greek singular: kiwis, but pelvis."""
CHE_WORDS = word_set(
    "ache cloche quiche douche brioche niche creche gouache moustache mustache cache pastiche "
    "cliche avalanche psyche cartouche barouche porsche panache"
)
USE_WORDS = word_set("fuse muse excuse ruse cruse recluse refuse abuse use hypotenuse")
"""Nouns in -use; all others in -uses lost no more than -es: callus, stylus, cactus."""
O_ES = word_set("potato tomato hero mango torpedo echo volcano domino mosquito tornado")


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The singular of one lower-case word; a singular comes back unchanged.

    >>> [singular(w) for w in ("watches", "knives", "vases", "berries", "hoodies", "dress")]
    ['watch', 'knife', 'vase', 'berry', 'hoodie', 'dress']
    >>> [singular(w) for w in ("styluses", "blouses", "cloches", "kiwis", "pelvis")]
    ['stylus', 'blouse', 'cloche', 'kiwi', 'pelvis']
    """
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or word in ALREADY_SINGULAR or not _looks_plural(word):
        return word
    if word.endswith("ies"):
        return word[:-1] if word[:-1] in IE_WORDS else word[:-3] + "y"
    if word.endswith("ves") and word[:-3] in F_WORDS:
        return word[:-3] + ("fe" if word[:-3] in FE_WORDS else "f")
    return word[:-2] if _adds_es(word) else word[:-1]


def _looks_plural(word: str) -> bool:
    if word.endswith("is"):
        return word[:-1] in I_WORDS
    return word.endswith("s") and not word.endswith(("ss", "us"))


def _adds_es(word: str) -> bool:
    """Whether the plural was made with -es: boxes and dishes, not vases and headaches."""
    if word.endswith("oes"):
        return word[:-2] in O_ES
    if word.endswith("uses"):
        return not word.endswith(("ouses", "auses")) and word[:-1] not in USE_WORDS
    if word.endswith("ches"):
        return word[:-1] not in CHE_WORDS and not word.endswith("daches")
    return word.endswith(("sses", "xes", "shes"))
