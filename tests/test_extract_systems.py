# ruff: noqa: E501 - a product in one line is easier to read than broken lines
"""Product pages in the shape in which shop systems render them: the whole product of each.

The pages are written for these tests, after the systems' own templates; all names are made up.
"""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from lgs.extract import open_page, read, read_document
from lgs.extract.links import links_of
from lgs.model import Page, Product, Reading, Variant

FOLDER = Path(__file__).with_name("storefronts")
_CANONICAL = re.compile(rb'rel="canonical" href="([^"]+)"')


def reading(system: str) -> Reading:
    body = (FOLDER / f"{system}.html").read_bytes()
    stated = _CANONICAL.search(body)
    assert stated is not None, f"{system}.html states no canonical address"
    return read(Page(stated[1].decode(), body))


def variant(
    options: str, sku: str | None = None, price: str | None = None, regular: str | None = None,
    currency: str | None = None, state: str | None = None, image: str | None = None, **more: str,
) -> Variant:  # fmt: skip
    """A variant, its options as "Size: M, Colour: Red"."""
    pairs = tuple(tuple(pair.split(": ")) for pair in options.split(", ")) if options else ()
    return Variant(
        options=pairs, sku=sku, price=money(price), regular_price=money(regular),
        currency=currency, availability=state, image_url=image, **more,
    )  # type: ignore[arg-type]  # fmt: skip


def money(said: str | None) -> Decimal | None:
    return Decimal(said) if said else None


def product(  # noqa: PLR0917
    title: str, price: str, regular: str | None, currency: str | None, state: str | None,
    sku: str | None, brand: str | None, images: str, crumbs: str, description: str,
    *variants: Variant, **more: object,
) -> Product:  # fmt: skip
    made = Product(
        title=title, price=money(price), regular_price=money(regular), currency=currency,
        availability=state, sku=sku, brand=brand, image_urls=tuple(images.split()),
        breadcrumbs=tuple(filter(None, crumbs.split(" > "))), description=description,
        variants=variants,
    )  # type: ignore[arg-type]  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


IN, OUT = "InStock", "OutOfStock"

PRODUCTS = {
    "bigcartel": product(
        "Owls Riso Print", "22", None, "USD", IN, None, None,
        "https://assets.bigcartel.example/owls.jpg?auto=format&fit=max&w=2000", "",
        "Two colours, an edition of fifty, signed on the back.",
        variant("Paper: White", sku="101", price="22", state=IN),
        variant("Paper: Cream", sku="102", price="24", state=OUT),
    ),
    "bitrix": product(
        "Рюкзак Север 40", "6990", "8500", "RUB", IN, "SV-40", "Север",
        "https://shop.example/upload/iblock/1/sever.jpg", "Главная > Рюкзаки",
        "Сорок литров для похода на неделю, спинка из войлока не скользит.",
        variant("", sku="chernyy", price="6990", currency="RUB", state=IN),
        variant("", sku="khaki", price="7290", currency="RUB", state=OUT),
        bullets=("Производитель: Север",),
    ),
    "cafe24": product(
        "린넨 셔츠", "39000", "45000", "KRW", IN, "P00000BN", "바람",
        "https://wind.example/web/product/big/linen.jpg", "홈 > 상의",
        "유럽산 린넨으로 짠 원단을 두 번 씻어 부드럽고 여름 내내 시원합니다.",
        variant("사이즈: M"),
        variant("사이즈: L", state=OUT),
        bullets=("브랜드: 바람",),
    ),
    "cscart": product(
        "Harbour Masters", "45.5", "59", None, IN, "HM-2025", "Quayside",
        "https://play.example/images/detailed/harbour.jpg", "Home > Games",
        "Steer the tide, load the holds and be gone before the fog comes in.",
        variant("Edition: English", price="45.5"),
        variant("Edition: German", price="48.5"),
    ),
    "ecwid": product(
        "Linen Apron", "38", None, "USD", IN, "AP-77", None,
        "https://images.mill.example/9/apron-800.jpg", "Store > Aprons",
        "Stonewashed linen with one deep pocket across the front.",
        variant("Colour: Flax"),
        variant("Colour: Ink"),
    ),
    "epages": product(
        "Teekanne Emil", "74", None, "EUR", OUT, "EM-3", None,
        "https://shop.example/WebRoot/Shops/nord/emil.jpg", "Startseite > Kannen",
        "Fasst einen Liter und tropft nicht, auch nicht beim zweiten Aufguss.",
        variant("Glasur: Weiß"),
        variant("Glasur: Blau"),
    ),
    "gambio": product(
        "Eichenbrett Frieda", "39.9", None, "EUR", IN, "HB-204", None,
        "https://shop.example/images/product_images/original_images/frieda.jpg", "Startseite > Küche",
        "Aus einem Stück geölter Eiche, mit Saftrille und Griffmulde.",
        variant("Größe: 30 cm"),
        variant("Größe: 40 cm"),
    ),
    "hybris": product(
        "Field Torch 800", "58.46", None, "USD", IN, "1934796", None,
        "https://shop.example/medias/torch-1200.jpg", "Home > Torches",
        "Eight hundred lumens from one cell, sealed to ten metres. The ring switch works with gloves.",
        variant("Beam: Wide"),
        variant("Beam: Spot"),
        bullets=("Weight: 140 g",),
    ),
    "hydrogen": product(
        "Alder Mug", "34", None, "USD", IN, "AM-SEA", "Slow Kiln",
        "https://cdn.shopify.example/alder.jpg", "",
        "Holds a slow coffee and fits under the machine.",
        variant("Glaze: Sea", sku="AM-SEA", price="34", currency="USD", state=IN, image="https://cdn.shopify.example/alder.jpg"),
        variant("Glaze: Soot", sku="AM-SOOT", price="36", regular="40", currency="USD", state=OUT),
    ),
    "hyva": product(
        "Wool Runner Rug", "85", "110", "EUR", IN, "LM-RUN", None,
        "https://loom.example/media/catalog/product/cache/1/rug.jpg", "Home > Rugs",
        "Woven flat in two widths and bound by hand at both ends.",
        variant("Length: 2 m", sku="LM-RUN-2", price="85", regular="110", state=IN, image="https://loom.example/media/rug-2-full.jpg"),
        variant("Length: 3 m", sku="LM-RUN-3", price="150", state=OUT),
    ),
    "idosell": product(
        "Buty trekkingowe Gran", "399", "499", "PLN", IN, "GRAN-7", "Szlak",
        "https://shop.example/hpeciai/gran_1.jpg", "Strona główna > Obuwie",
        "Podeszwa trzyma na mokrym granicie, a język nie przepuszcza kamyków.",
        variant("Rozmiar: 42"),
        variant("Rozmiar: 43", state=OUT),
    ),
    "insales": product(
        "Чайник Вереск", "2400", "3000", "RUB", IN, "VR-08", None,
        "https://static.insales-cdn.example/original/chaynik.jpg", "Главная > Посуда",
        "Чугунный чайник с ситом, долго держит тепло и не боится огня.",
        variant("Объём: 0,8 л", sku="VR-08", price="2400", regular="3000", state=IN),
        variant("Объём: 1,2 л", sku="VR-12", price="2900", state=OUT),
    ),
    "jimdo": product(
        "Honig Lindenblüte", "8.5", None, "EUR", IN, None, None,
        "https://image.jimcdn.example/app/cms/image/honig-grand.jpg", "",
        "Hell, leicht minzig und spät im Jahr geschleudert.",
        variant("Glas: 500 g"),
        variant("Glas: 250 g"),
    ),
    "kibo": product(
        "Harbour Rain Jacket", "119", "149", "USD", IN, "TRN-4410", "Tern",
        "https://cdn.tern.example/cms/4410/front", "Home > Jackets",
        "Three layers that keep the weather out and let the work breathe.",
        variant("Color: Navy, Size: M", sku="TRN-4410-NM", state=IN, gtin="4006381333931"),
        variant("Color: Rust, Size: L", sku="TRN-4410-RL", state=OUT),
    ),
    "lightspeed": product(
        "Natte Pad Regenlaars Polder", "59.95", "79.95", "EUR", IN, "RL-40", "Natte Pad",
        "https://cdn.webshopapp.example/1/300x250x2/image.jpg", "Home > Laarzen",
        "Hoge laars van natuurrubber, gemaakt voor klei die niet loslaat.",
        variant("Maat: 40", price="59.95", currency="EUR"),
        variant("Maat: 41", price="59.95", currency="EUR"),
        variant("Maat: 42", price="64.95", currency="EUR"),
        mpn="RL-40",
    ),
    "next_app": product(
        "Canvas Tote", "45", None, "USD", OUT, None, None,
        "https://cdn.tote.example/tote.jpg", "",
        "Washed canvas with a base that stands by itself.",
        variant("Colour: Sand", sku="T-S", price="45", currency="USD", state=OUT),
        variant("Colour: Coal", sku="T-C", price="45", currency="USD", state=OUT),
    ),
    "nopcommerce": product(
        "Studio Stool", "180", "210", None, OUT, "BB_ST_1", "Beam",
        "https://bench.example/images/0000031_stool.jpeg", "Home > Seating",
        "Three legs, one ring, no wobble: built to be climbed on.",
        variant("Wood: Ash", price="180"),
        variant("Wood: Walnut", price="220"),
        gtin="4006381333931",
    ),
    "nuxt3": product(
        "Flokatiteppich Aris", "189", "229", "EUR", IN, "FL-12", "Aris",
        "https://api.aris.example/flokati-1.jpg", "",
        "Aus langer Schurwolle, von Hand gewaschen.",
        variant("Größe: 120 x 60", sku="FL-12-S", price="189", currency="EUR", state=IN),
        variant("Größe: 200 x 140", sku="FL-12-L", price="289", currency="EUR", state=OUT),
    ),
    "odoo": product(
        "Corner Desk", "1320", "1450", "USD", IN, None, None,
        "https://shop.example/web/image/product.product/21/image_1920/desk", "All products > Desks",
        "A wide top that turns the corner and a rail that hides every cable.",
        variant("Legs: Steel", price="1320", currency="USD"),
        variant("Legs: Aluminium", price="1370.4", currency="USD"),
    ),
    "opencart": product(
        "Corkscrew Deluxe", "25", "32", None, IN, "CS-9", "Vinoline",
        "https://cellar.example/image/cache/corkscrew-500x500.jpg", "Bar",
        "Two stages, one smooth pull, and a knife that stays sharp.",
        variant("Handle: Olive", price="25"),
        variant("Handle: Steel", price="30"),
    ),
    "prestashop8": product(
        "Affiche Marée basse", "24.5", None, "EUR", OUT, "aff_3", "Estran",
        "https://estran.example/3-large_default/affiche.jpg", "Accueil > Art",
        "Impression pigmentaire sur papier mat.\n\nLe sable retiré jusqu'à l'horizon, imprimé en quatre passages d'encre.",
        variant("Dimension: 40x60cm"),
        variant("Dimension: 60x90cm"),
        variants_complete=False,
    ),
    "react_router": product(
        "Heron Poster", "28", None, "CAD", IN, "HP-3", "Marsh Press",
        "https://cdn.shopify.example/heron.jpg", "",
        "Letterpress in three greys on a heavy cotton sheet.",
        variant("Sheet: A3", sku="HP-3", price="28", currency="CAD", state=IN),
        variant("Sheet: A2", sku="HP-2", price="44", currency="CAD", state=OUT),
    ),
    "sfra": product(
        "Pleated Skirt", "90", "120", "GBP", IN, "25518", None,
        "https://vale.example/on/demandware.static/-/Sites-master/default/large/skirt.jpg", "Womens > Skirts",
        "Forty knife pleats that fall straight from a smooth yoke.",
        variant("Color: Slate, Size: 4", state=IN),
        variant("Color: Slate, Size: 6", state=OUT),
        variants_complete=False,
    ),
    "shoptet": product(
        "Vlněná deka Horal", "1690", "1890", "CZK", IN, "710", "Beránek",
        "https://cdn.myshoptet.example/usr/deka.jpg?1", "Domů > Deky",
        "Hustě tkaná deka z vlny valašek, praná jen ve studené vodě z potoka.",
        variant("Barva: Šedá"),
        variant("Barva: Béžová"),
        bullets=("Kategorie: Deky",),
    ),
    "shopware5": product(
        "Wollmütze Sturm", "29.95", "39.95", "EUR", IN, "SW10042", "Schafstall",
        "https://shop.example/media/image/sturm.jpg", "Kopfbedeckung > Mützen",
        "Gestrickt aus der Wolle der eigenen Herde und dicht gegen jeden Wind.",
        variant("Farbe: Grau"),
        variant("Farbe: Moos"),
    ),
    "shopware6": product(
        "Trail Lantern", "64", "80", "EUR", OUT, "NIGHT-7", "Duskworks",
        "https://dusk.example/media/lantern.jpg", "Camp > Light",
        "Folds flat, burns for forty hours and hangs from any branch.",
        variant("Colour: Amber"),
        variant("Colour: Blue"),
        gtin="4006381333931",
    ),
    "squarespace": product(
        "Moss Candle", "32", None, "GBP", IN, None, None,
        "https://images.squarespace.example/content/moss.jpg", "Shop",
        "Green, quiet, a little wet: a soy candle for long evenings.",
        variant("Size: Small", sku="SQ1", price="18", currency="GBP", state=OUT),
        variant("Size: Large", sku="SQ2", price="32", currency="GBP", state=IN),
    ),
    "sylius": product(
        "Loose white designer T-Shirt", "58.9", None, None, IN, None, "Celsius Small",
        "https://moda.example/media/cache/resolve/sylius_shop_product_original/shirt.jpg", "Home > T-shirts",
        "Cut from one width of cotton so that the seams fall behind the shoulder. It is washed once before it leaves the mill.",
        variant("Variant: S", price="58.9"),
        variant("Variant: M", price="61.4"),
        bullets=("Brand: Celsius Small",),
    ),
    "tiendanube": product(
        "Mate Torpedo", "24500", "30000", "ARS", IN, None, None,
        "https://dcdn.tienda.example/stores/mate-negro-1024-1024.jpg", "Inicio > Mates",
        "Calabaza forrada en cuero vacuno, con virola de alpaca cincelada.",
        variant("Color: Negro", sku="MT-N", price="24500", regular="30000", state=IN, image="https://dcdn.tienda.example/stores/mate-negro-1024-1024.jpg"),
        variant("Color: Rojo", sku="MT-R", price="26000", state=OUT, image="https://dcdn.tienda.example/stores/mate-rojo-1024-1024.jpg"),
    ),
    "tilda": product(
        "Кресло «Бук»", "18900", "21500", "RUB", IN, "KR-18", "Лес",
        "https://static.tildacdn.example/kreslo.jpg", "Главная > Кресла",
        "Гнутый бук, съёмный чехол и спинка, которая помнит форму.",
        variant("Обивка: Лён"),
        variant("Обивка: Шерсть"),
    ),
    "vtex_io": product(
        "Travessa Serra", "129.9", "159.9", "BRL", IN, None, "Serrana",
        "https://serra.vteximg.example/arquivos/ids/0-1200-auto/travessa.jpg", "Casa > Mesa",
        "Esmaltada por dentro e por fora, vai do forno à mesa.",
        variant("Tamanho: Pequena", sku="70", price="129.9", regular="159.9", state=IN, image="https://serra.vteximg.example/arquivos/ids/0/travessa.jpg", title="Travessa Serra Pequena"),
        variant("Tamanho: Grande", sku="71", price="179.9", state=OUT, image="https://serra.vteximg.example/arquivos/ids/1/travessa.jpg", title="Travessa Serra Grande"),
    ),
    "webflow": product(
        "Glass Vase", "64", "80", "USD", IN, None, None,
        "https://uploads.webflow.example/vase.jpeg", "",
        "Blown in smoke grey with a foot heavy enough for branches. Each one is signed under the base by the hand that made it.",
        variant("Height: 20 cm"),
        variant("Height: 35 cm"),
    ),
    "wix": product(
        "Speckled Bowl", "42", None, "USD", IN, "MUD-5", "Mudlark",
        "https://static.wixstatic.example/media/bowl.jpg", "Home",
        "Thrown on the wheel and speckled with river iron.",
        variant("Size: Small", sku="MUD-5S", price="42", state=IN),
        variant("Size: Large", sku="MUD-5L", price="58", regular="64", state=OUT),
    ),
    "woocommerce_blocks": product(
        "Clay Teapot", "39", "48", "GBP", IN, "POT", None,
        "https://kiln.example/wp-content/uploads/teapot.jpg", "Home > Tea",
        "The clay comes from the valley below the workshop and keeps the heat for an hour. Each pot pours without a drip.",
        variant("Glaze: Celadon", sku="POT-C", price="39", regular="48", state=IN),
        variant("Glaze: Iron", sku="POT-I", price="42", regular="48", state=OUT),
    ),
    "zencart": product(
        "Brass Ship Bell", "55.2", "64.95", None, IN, "BELL-15", "Northolt",
        "https://shop.example/images/bell_LRG.jpg", "Home > Deck Fittings",
        "Cast in one piece, with a woven lanyard and a clear, long tone.",
        variant("Mount: Bracket", price="55.2"),
        variant("Mount: Rope", price="59.2"),
        bullets=("Manufactured by: Northolt",),
    ),
    "bigcommerce": product(
        "Slate Cheese Board", "35", "42", "AUD", IN, "SCB", "Larder",
        "https://cdn11.bigcommerce.example/s/images/stencil/1280x1280/products/80/board.jpg?c=2", "Home > Serving",
        "Split by hand along its grain and soft underneath, so that the table stays whole.",
        variant("Size: Small"),
        variant("Size: Large", state=OUT),
    ),
    "eccube": product(
        "ならの丸椅子", "19800", "22000", "JPY", IN, "nara-12", None,
        "https://shop.example/html/upload/save_image/stool_1.jpg", "",
        "脚の先まで国産のなら材を使い、座面は手のひらのように少しだけくぼませました。毎日使うほどに色が深くなっていきます。",
        variant("Option: オイル仕上げ"),
        variant("Option: ソープ仕上げ", state=OUT),
    ),
    "horoshop": product(
        "Термос Полонина 1 л", "1190", "1450", "UAH", OUT, "PL-100", "Полонина",
        "https://shop.example/content/images/1/1200x1200/termos.jpg", "Головна > Термоси",
        "Тримає чай гарячим цілу добу навіть на вершині, а кришка стає чашкою на двох.",
        bullets=("Бренд: Полонина",),
    ),
    "jtl": product(
        "Gießkanne Ahoi", "34.9", "44.9", "EUR", IN, "GA-5", "Meier",
        "https://shop.example/media/image/product/9/lg/ahoi.webp", "Startseite > Garten",
        "Aus feuerverzinktem Blech, mit einer Brause, die sanft regnet und nicht verkalkt.",
        variant("Farbe: Zink"),
        variant("Farbe: Rot"),
        gtin="4006381333931",
    ),
    "magento2": product(
        "Laufhose Tempo", "59.9", "79.9", "EUR", IN, "LT-1", "Schrittmacher",
        "https://shop.example/media/catalog/product/cache/full/tempo.jpg", "",
        "Leicht wie ein Taschentuch und trotzdem mit einer Tasche, in der kein Schlüssel klappert.",
        variant("Größe: S", price="59.9", regular="79.9", state=IN, image="https://shop.example/media/s-full.jpg"),
        variant("Größe: M", price="64.9", regular="79.9", state=IN),
    ),
    "oxid": product(
        "Kiteboard Nordwind", "399", "499", "EUR", OUT, "1202", None,
        "https://shop.example/out/pictures/master/product/1/nordwind.jpg", "Kiten > Boards",
        "Steif genug für große Sprünge und breit genug, um bei wenig Wind noch Höhe zu laufen.",
        variant("Länge: 135 cm"),
        variant("Länge: 142 cm"),
    ),
    "shopify_dawn": product(
        "Wax Jacket", "180", "240", "GBP", IN, "HW-OS", "Heath",
        "https://heath.example/cdn/shop/files/wax.jpg?v=1&width=1946", "",
        "Waxed twice by hand, lined with brushed cotton and made to be waxed again.",
        variant("Size: S", sku="HW-OS", price="180", currency="GBP", state=IN, image="https://heath.example/cdn/shop/files/wax.jpg?v=1&width=1920", url="https://shop.example/products/wax-jacket?variant=701", title="Wax Jacket - S"),
        variant("Size: M", sku="HW-OM", price="180", currency="GBP", state=OUT, url="https://shop.example/products/wax-jacket?variant=702", title="Wax Jacket - M"),
    ),
    "ticimax": product(
        "Keten Gömlek", "899.9", "1299", "TRY", IN, "KG-34", "Kıyı",
        "https://shop.example/Uploads/UrunResimleri/buyuk/keten.jpg", "Ana Sayfa > Erkek > Gömlek",
        "Ege kıyısında yetişen ketenden dokundu, yıkandıkça yumuşar ve yazın teri hemen verir.",
        variant("Beden: M"),
        variant("Beden: L", state=OUT),
    ),
    "lojaintegrada": product(
        "Rede de Varanda Caju", "289.9", "349.9", "BRL", IN, "RD-CJ", "Sertão",
        "https://cdn.awsli.example/600x450/caju.jpg", "Início > Redes",
        "Tecida em tear de madeira com fios tingidos à mão, varanda de crochê e punho reforçado.",
        variant("Tamanho: Casal"),
        variant("Tamanho: Solteiro"),
    ),
    "prestashop16": product(
        "Candelabro Faro", "64", "80", "EUR", IN, "FR-8", None,
        "https://shop.example/20-large_default/faro.jpg", "Inicio > Candelabros",
        "Hierro forjado a mano, con la punta torcida por el viento del cabo y un plato ancho que recoge la cera.",
        variant("Altura: 30 cm"),
        variant("Altura: 45 cm"),
    ),
    "pwa_kit": product(
        "Alpine Shell", "259", None, "EUR", IN, None, "Vale",
        "https://img.vale.example/large/shell.jpg", "Mens > Jackets",
        "Sealed seams, a hood that turns with the head and pockets above the harness.",
        variant("Colour: Chilli, Size: Small", sku="88-1-S", price="249", state=OUT),
        variant("Colour: Chilli, Size: Medium", sku="88-1-M", price="259", state=IN),
    ),
    "snipcart": product(
        "Cedar Soap", "9.5", None, "CAD", IN, None, None,
        "https://shop.example/img/cedar-large.jpg", "",
        "Cold pressed with cedar oil from fallen trees, cured for six weeks and wrapped in paper. It smells like the path behind the house.",
        variant("Scent: Cedar"),
        variant("Scent: Fir"),
    ),
    "spartacus": product(
        "Stativ Fjell", "1890", None, "NOK", IN, "300938", "Fjell",
        "https://media.fjell.example/medias/stativ-300.jpg", "Hjem > Foto",
        "Tre bein av karbon og et kulehode som låser med én hånd, også med votter på.",
    ),
    "unas": product(
        "Kerámia tál Zsófi", "5490", "6990", "HUF", OUT, "ZS-7", None,
        "https://shop.example/img/1/ZS-7/ZS-7.jpg", "Főkategória > Tálak",
        "Korongon készült, kívül nyers agyag, belül mély mázú tál, amely a sütőt is jól bírja.",
        variant("Szín: Kék"),
        variant("Szín: Zöld"),
    ),
    "woocommerce": product(
        "Katoenen hangmat", "79", None, "EUR", IN, "HM", None,
        "https://shop.example/wp-content/uploads/hangmat.jpg", "Home > Tuin",
        "Met de hand geknoopt van dik katoen, met franjes aan beide kanten. Draagt twee mensen en een hond.",
        variant("Maat: Enkel", sku="HM-1", price="59", regular="69", state=OUT, image="https://shop.example/wp-content/uploads/enkel.jpg"),
        variant("Maat: Dubbel", sku="HM-2", price="79", state=IN, image="https://shop.example/wp-content/uploads/hangmat.jpg"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", PRODUCTS)
def test_the_product_page_of_a_shop_system_is_read(system: str) -> None:
    found = reading(system)
    # of the images the first tells all: it is the one that goes into a dataset
    seen = replace(found.product, image_urls=found.product.image_urls[:1])
    assert (found.verdict, seen) == ("product", PRODUCTS[system])


def test_every_page_of_a_shop_system_is_looked_at() -> None:
    assert sorted(PRODUCTS) == sorted(path.stem for path in FOLDER.glob("*.html"))


# What changes on the page of each system where nothing is left of the product.
GONE: dict[str, tuple[tuple[str, str], ...]] = {
    "shopify_dawn": (
        ("http:\\/\\/schema.org\\/InStock", "http:\\/\\/schema.org\\/OutOfStock"),
        ('"available":true', '"available":false'),
        ('class="product-form__submit button button--full-width button--secondary"><span>Add to cart', 'class="product-form__submit button" disabled><span>Sold out'),
        ("price--on-sale", "price--sold-out"),
    ),
    "squarespace": (
        ("&quot;unlimited&quot;:true", "&quot;unlimited&quot;:false"),
        ('content="instock"', 'content="oos"'),
        ('<div class="sqs-add-to-cart-button-inner">Add To Cart</div>', '<div class="sqs-add-to-cart-button-inner">Sold Out</div>'),
        ('<div class="product-price">from £18.00</div>', '<div class="product-price">from £18.00</div><div class="product-mark sold-out">sold out</div>'),
    ),
    "wix": (
        ('"status":"in_stock","quantity":3', '"status":"out_of_stock","quantity":0'),
        ('"isInStock":true', '"isInStock":false'),
        ('data-hook="add-to-cart" class="sE4"><span class="sF5">Add to Cart', 'data-hook="add-to-cart" class="sE4" disabled aria-disabled="true"><span class="sF5">Out of Stock'),
    ),
    "opencart": (("Availability: 2-3 Days", "Availability: Out Of Stock"),),
    "zencart": (
        ('<input type="image" src="includes/templates/responsive_classic/buttons/english/button_in_cart.gif" alt="Add to Cart" title=" Add to Cart ">', '<img src="includes/templates/responsive_classic/buttons/english/button_sold_out.gif" alt="Sold Out" title=" Sold Out ">'),
        ("7 Units in Stock", "0 Units in Stock"),
        ('<span class="qty-text">Add to Cart: </span>', ""),
    ),
    "cscart": (
        ('<span id="in_stock_info_93" class="ty-qty-in-stock ty-control-group__item">In stock</span>', '<span class="ty-qty-out-of-stock ty-control-group__item" id="out_of_stock_info_93">Out of stock</span>'),
        ('<button id="button_cart_93" class="ty-btn__primary ty-btn__big ty-btn__add-to-cart cm-form-dialog-closer ty-btn" type="submit" name="dispatch[checkout.add..93]">Add to cart</button>', '<label><input type="checkbox"> Notify me when this product is back in stock</label>'),
    ),
    "tiendanube": (
        ("&quot;stock&quot;:3", "&quot;stock&quot;:0"),
        ("&quot;available&quot;:true", "&quot;available&quot;:false"),
        ('class="js-addtocart js-prod-submit-form btn btn-primary btn-block mb-4 cart" value="Agregar al carrito"', 'class="js-addtocart js-prod-submit-form btn btn-primary btn-block mb-4 nostock" value="Sin stock" disabled'),
    ),
    "cafe24": (
        ('<a href="#none" class="btnSubmit sizeL" onclick="product_submit(1)"><span id="btnBuy">바로구매하기</span></a><button type="button" class="btnNormal sizeL" onclick="product_submit(2)">장바구니 담기</button>', ""),
        ('class="displaynone btnEm sizeL"', 'class="btnEm sizeL"'),
        ('<option value="P00A">M</option>', '<option value="P00A" disabled>M [품절]</option>'),
    ),
    "ecwid": (
        ("http://schema.org/InStock", "http://schema.org/OutOfStock"),
        ("<span>In stock</span>", "<span>Sold out</span>"),
        ("Add to Bag", "Notify me when available"),
    ),
    "sfra": (
        ('data-available="true"', 'data-available="false"'),
        ("Select Styles for Availability", "Out of Stock"),
        ('value="/Product-Variation?dwvar_25518_size=004" data-attr-value="004"', 'value="/Product-Variation?dwvar_25518_size=004" data-attr-value="004" disabled'),
    ),
    "hyva": (
        ('class="flex items-center stock available" title="Availability"><span>In stock', 'class="flex items-center stock unavailable" title="Availability"><span>Out of stock'),
        ('"salable":{"93":{"4":["101"]}}', '"salable":{"93":{"4":[]}}'),
    ),
    "shoptet": (
        ("https://schema.org/InStock", "https://schema.org/OutOfStock"),
        ("Skladem", "Momentálně nedostupné"),
    ),
    "woocommerce": (
        ("&quot;is_in_stock&quot;:true", "&quot;is_in_stock&quot;:false"),
    ),
    "gambio": (
        ("https://schema.org/InStock", "https://schema.org/OutOfStock"),
        ('alt="ca. 3-4 Tage"', 'alt="ausverkauft"'),
        (" ca. 3-4 Tage ", " ausverkauft "),
    ),
    "lojaintegrada": (
        ("http://schema.org/InStock", "http://schema.org/OutOfStock"),
        ('<a href="/carrinho/produto/123/adicionar" class="botao botao-comprar principal grande">Comprar</a><span class="cor-secundaria disponibilidade-produto"><b class="cor-principal">Estoque: </b>Disponível</span>', '<div class="avise-me"><h3>Avise-me quando disponível</h3><input type="email"></div>'),
    ),
    "ticimax": (("Stokta var", "Tükendi"), ('value="SEPETE EKLE" class="Addtobasket button"', 'value="GELİNCE HABER VER" class="button"')),
    "eccube": (
        ('content="in stock"', 'content="out of stock"'),
        ('<button type="submit" class="ec-blockBtn--action add-cart" data-cartid="12">カートに入れる</button>', '<button type="button" class="ec-blockBtn--action" disabled="disabled">ただいま品切れ中です。</button>'),
        ("オイル仕上げ", "オイル仕上げ (品切れ中)"),
    ),
    "bigcartel": (
        ('"sold_out":false', '"sold_out":true'),
        ('data-adding-text="Adding...">Add to cart', 'data-adding-text="Adding..." disabled>Sold out'),
        ('"status":"active"', '"status":"sold-out"'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", GONE)
def test_a_product_of_which_nothing_is_left_is_out_of_stock(system: str) -> None:
    html = (FOLDER / f"{system}.html").read_text("utf-8")
    for there, gone in GONE[system]:
        assert there in html, f"{system}.html has no {there!r}"
        html = html.replace(there, gone)
    found = read(Page(reading(system).url, html.encode()))
    assert (found.verdict, found.product.availability) == ("product", "OutOfStock")


@pytest.mark.parametrize("system", sorted(path.stem for path in FOLDER.glob("*.html")))
@pytest.mark.parametrize(
    "broken", [b"http://[1/a?b=c", b"//[", b"?dwvar_1_color=%zz", b"http://a:b:c/"]
)
def test_no_broken_reference_breaks_the_reading(system: str, broken: bytes) -> None:
    body = (FOLDER / f"{system}.html").read_bytes()
    body = re.sub(
        rb"""\b(href|src|srcset|value|data-[\w-]+)=(["'])[^"'<>]*\2""", rb'\1="%b"' % broken, body
    )
    document = open_page(Page("https://shop.example/p/1", body))
    found = read_document(document)
    links = [link.url for link in links_of(document, found)]
    assert not [url for url in (*found.product.image_urls, *links) if "[" in url or "b:c" in url]
