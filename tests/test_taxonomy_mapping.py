from lgs.taxonomy.mapping import Mapped, mapped
from lgs.taxonomy.readers import read_entries
from lgs.taxonomy.tree import make_tree

OURS = make_tree("ours", read_entries("Home > Sofas | couch\nHome > Rugs\nHome > Zorbs\n"))
OTHER = make_tree(
    "other", read_entries("Living > Couches\nLiving > Rug Underlays\nLiving > Rugs\n")
)


def test_each_end_leaf_leads_to_the_likest_one_of_the_other_tree_or_nowhere():
    found = {one.path[-1]: one for one in mapped(OURS, OTHER)}
    assert found["Sofas"].other == ("Living", "Couches")
    assert found["Rugs"].other == ("Living", "Rugs")
    assert found["Rugs"].likeness == 1.0
    assert found["Zorbs"] == Mapped(("Home", "Zorbs"), (), 0.0)


def test_a_tree_leads_to_itself():
    assert [one.other for one in mapped(OTHER, OTHER)] == [one.path for one in mapped(OTHER, OTHER)]
