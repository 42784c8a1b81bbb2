import pytest

from lgs.extract.versions import filled, large, named, of_set

LARGEST = [
    ({"data-zoom-image": "/z.jpg", "data-large": "/l.jpg"}, "/z.jpg"),
    ({"data-zoom": "true"}, ""),
    ({"data-sizes": '{"/a_300.jpg": [300, 200], "/a_1500.jpg": [1500, 1000]}'}, "/a_1500.jpg"),
    (
        {
            "data-list": '{"lg": {"src": "/lg.jpg", "size": {"width": 1200}},'
            ' "xs": {"src": "/xs.jpg", "size": {"width": 40}}}'
        },
        "/lg.jpg",
    ),
    ({"data-img": '{"small": "/s.jpg", "big": "/b.jpg"}'}, "/b.jpg"),
    ({"data-img": '["/first.jpg", "/second.jpg"]'}, "/first.jpg"),
    ({"data-options": '{"loop": true, "speed": 0.5}'}, ""),
    ({"data-img": f'{{"/a.jpg": [1{"0" * 400}, 1], "/b.jpg": [50, 50]}}'}, "/b.jpg"),
    ({"data-broken": '{"/a.jpg'}, ""),
    ({"title": '{"a": "/a.jpg"}'}, ""),
    ({"src": "/a.jpg"}, ""),
]


@pytest.mark.parametrize(("attrs", "wanted"), LARGEST)
def test_the_largest_stated_version_is_named_or_listed(
    attrs: dict[str, str | None], wanted: str
) -> None:
    assert large(attrs) == wanted


def test_a_list_is_no_name() -> None:
    assert named({"data-list": '{"a": "/a.jpg"}'}) == ""
    assert named({"data-full": " /f.jpg "}) == "/f.jpg"


def test_a_set_has_a_largest_candidate_and_a_template_a_width() -> None:
    assert of_set("//c/a_180.jpg 180w, //c/a_900.jpg 900w") == "//c/a_900.jpg"
    assert of_set("/a.jpg, /a@2x.jpg 2x") == "/a@2x.jpg"
    assert filled("/a_{width}x.jpg", {}) == "/a_{width}x.jpg"
    assert filled("/a_{width}x.jpg", {"data-widths": "[180,360]"}) == "/a_360x.jpg"
