"""Seeds that contradict one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from geo.checks import records_with_files, walk

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from tests.conftest import TwoTowns


class Fault(NamedTuple):
    """A text that stands once in a seed, what is put in its place, and what is found then."""

    claim: str
    file: str
    old: str
    new: str
    finding: str


FERRY = "seeds/sections/railway-ferry.toml"
FRONTIER = "seeds/frontiers/arland-borland.toml"
RAILWAY = "seeds/corridors/two-towns-railway.toml"
UNION = "seeds/blocs/two-towns-union.toml"
MARKET = "seeds/markets/upper-market.toml"

FAULTS = [
    Fault(
        "the atlas has the frontier that it is about",
        "seeds/atlas.toml",
        'frontier = "arland-borland"',
        'frontier = "arland-elsewhere"',
        "seeds/atlas.toml: frontier is 'arland-elsewhere'; seeds/frontiers has arland-borland",
    ),
    Fault(
        "a frontier's line is gathered",
        FRONTIER,
        '"frontier-land"',
        '"frontier-line"',
        f"{FRONTIER}: line names 'frontier-line'; there is none; did you mean 'frontier-land'?",
    ),
    Fault(
        "a frontier's line at sea is gathered",
        FRONTIER,
        '"frontier-sea"',
        '"xa"',
        f"{FRONTIER}: sea.line names 'xa'; there is none of that id",
    ),
    Fault(
        "a frontier's sides are known countries",
        FRONTIER,
        'right = "XB"',
        'right = "XC"',
        f"{FRONTIER}: right names 'XC'; seeds/atlas.toml has XA, XB",
    ),
    Fault(
        "districts meet in a country of the frontier",
        FRONTIER,
        'country = "XA"',
        'country = "XC"',
        f"{FRONTIER}: junctions[0].country is 'XC'; the frontier's sides are XA and XB",
    ),
    Fault(
        "a thing's countries are known",
        MARKET,
        '"XB"',
        '"XC"',
        f"{MARKET}: countries names 'XC'; seeds/atlas.toml has XA, XB",
    ),
    Fault(
        "a market stands at a crossing",
        MARKET,
        '"middle-gate"',
        '"lower-market"',
        f"{MARKET}: crossing names 'lower-market'; there is none of that id",
    ),
    Fault(
        "a section is part of a corridor",
        FERRY,
        '"two-towns-railway"',
        '"two-town-railway"',
        f"{FERRY}: corridor names 'two-town-railway'; "
        "there is none; did you mean 'two-towns-railway'?",
    ),
    Fault(
        "a route is made of sections",
        RAILWAY,
        '"railway-ferry"',
        '"railway-fairy"',
        f"{RAILWAY}: route names 'railway-fairy'; there is none; did you mean 'railway-ferry'?",
    ),
    Fault(
        "a step leads to a place",
        FERRY,
        '"east-port"',
        '"frontier-sea"',
        f"{FERRY}: path[2].place is 'frontier-sea'; there is none of that id",
    ),
    Fault(
        "a step crosses the frontier at a place",
        "seeds/sections/railway-south.toml",
        '{crossing = "rail-gate"}',
        '{crossing = "rail-gates"}',
        "seeds/sections/railway-south.toml: path[0].crossing is 'rail-gates'; "
        "there is none; did you mean 'rail-gate'?",
    ),
    Fault(
        "a step follows a line, not an area",
        "seeds/sections/railway-north.toml",
        '"rail-north"',
        '"xa"',
        "seeds/sections/railway-north.toml: path[0].line is 'xa'; there is none of that id",
    ),
    Fault(
        "a bloc's members are areas",
        UNION,
        '"xa", "xb"',
        '"xa", "frontier-land"',
        f"{UNION}: members names 'frontier-land'; there is none of that id",
    ),
    Fault(
        "a note's source is known",
        MARKET,
        'differently.", sources = ["morning-paper-2020"]',
        'differently.", sources = ["evening-post"]',
        f"{MARKET}: notes[0] names source 'evening-post'; there is none of that id",
    ),
    Fault(
        "a junction's source is known",
        FRONTIER,
        'precision_m = 500\nsource = "survey-2019-frontier"',
        'precision_m = 500\nsource = "tradition"',
        f"{FRONTIER}: junctions[0] names source 'tradition'; there is none of that id",
    ),
    Fault(
        "a control point's source is known",
        FERRY,
        'source = "morning-paper-2020", note',
        'source = "hearsay", note',
        f"{FERRY}: path[1] names source 'hearsay'; there is none of that id",
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.claim for fault in FAULTS])
def test_fault(fault: Fault, two_towns: TwoTowns) -> None:
    two_towns.edit(fault.file, fault.old, fault.new)
    assert two_towns.findings() == [fault.finding]


def test_a_blocs_members_are_countries_with_names(two_towns: TwoTowns) -> None:
    two_towns.edit("seeds/atlas.toml", 'code = "XB"', 'code = "XY"')
    finding = f"{UNION}: members names 'xb', and seeds/atlas.toml has no country 'XB'"
    assert finding in two_towns.findings()


@pytest.mark.parametrize(
    "name", ["seeds/sources/gazetteer.toml", "seeds/crossings/rail-gate.toml", FRONTIER]
)
def test_who_refers_to_a_file_that_cannot_be_read_is_not_blamed(
    name: str, two_towns: TwoTowns
) -> None:
    two_towns.append(name, "\nthis is not TOML\n")
    [finding] = two_towns.findings()
    assert finding.startswith(f"{name}: not TOML: ")


def test_every_thing_is_told_with_its_file(atlas: Atlas) -> None:
    files = {record.id: where for where, record in records_with_files(atlas)}
    assert files["upper-market"] == MARKET
    assert files["hill-town"] == "seeds/geometry/towns.geojson: hill-town"
    assert set(files) == {*atlas.things, *atlas.commitments}


def test_walking_a_record_names_every_record_inside_it(atlas: Atlas) -> None:
    paths = [path for path, _ in walk(atlas.things["lower-market"])]
    assert paths == ["", "name", "events[0]", "events[0].what", "position", "position.method"]
