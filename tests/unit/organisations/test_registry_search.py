"""Search on a handful of CCGs."""

from __future__ import annotations

import pytest

from ccgdash.organisations.calc.search import Entry, Hit, Index, Kind, plain

ENTRIES = [
    Entry("07N", ("E38000011",), ("NHS Bexley CCG",)),
    Entry("05N", ("E38000147",), ("NHS Shropshire CCG",)),
    Entry("M2L0M", ("E38000257",), ("NHS Shropshire, Telford and Wrekin CCG",)),
    Entry("05X", ("E38000183",), ("NHS Telford and Wrekin CCG",)),
    Entry("01H", ("E38000041", "E38000215"), ("NHS North Cumbria CCG", "NHS Cumbria CCG")),
    Entry("03F", ("E38000085",), ("NHS Hull CCG",)),
    Entry("05P", ("E38000149",), ("NHS Solihull CCG",)),
    Entry("99C", ("E38000127",), ("NHS North Tyneside CCG",)),
    Entry("08Y", ("E38000202",), ("NHS West London CCG", "NHS West London (Kensington, Queen's Park) CCG")),
    Entry("13P", ("E38000012",), ("NHS Birmingham CrossCity CCG",)),
]
INDEX = Index(ENTRIES)


def found(text: str) -> list[str]:
    return [hit.ods_code for hit in INDEX.find(text)]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("05N", ["05N"]),
        ("05n", ["05N"]),
        (" 05 N ", ["05N"]),
        ("m2l0m", ["M2L0M"]),
        ("E38000215", ["01H"]),
        ("e38000041", ["01H"]),
        ("bexley", ["07N"]),
        ("BEXLEY", ["07N"]),
        ("NHS Bexley CCG", ["07N"]),
        ("nhs bexley clinical commissioning group", ["07N"]),
        ("bexly", ["07N"]),
        ("bexely", ["07N"]),
        ("bxley", ["07N"]),
        ("bexleyy", ["07N"]),
        ("cumbria", ["01H"]),
        ("north cumbria", ["01H"]),
        ("cumbria north", ["01H"]),
        ("telford & wrekin", ["05X", "M2L0M"]),
        ("telford and wrekin", ["05X", "M2L0M"]),
        ("telfordandwrekin", ["05X", "M2L0M"]),
        ("wrekin", ["M2L0M", "05X"]),
        ("shropshire", ["05N", "M2L0M"]),
        ("shropshire, telford & wrekin", ["M2L0M"]),
        ("hull", ["03F", "05P"]),
        ("queens park", ["08Y"]),
        ("queen’s park", ["08Y"]),
        ("brimingham", ["13P"]),
        ("birmingam", ["13P"]),
        ("brimingh", ["13P"]),
        ("north tynside", ["99C"]),
        ("E380001", ["99C", "05N", "05P", "05X"]),
        ("m2l", ["M2L0M"]),
    ],
)
def test_what_people_type_finds_what_they_mean(typed: str, codes: list[str]) -> None:
    assert found(typed) == codes


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "NHS",
        "ccg",
        "&",
        "the",
        "()",
        "qwerty",
        "zzzz",
        "banana",
        "\x00",
        "'; DROP TABLE",
        "x" * 100_000,
        "bexley hull",
    ],
)
def test_nonsense_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_short_words_allow_no_slips() -> None:
    assert found("hul") == ["03F", "05P"]
    assert found("hol") == []


def test_two_slips_are_forgiven_in_long_words_alone() -> None:
    assert found("brimingam") == ["13P"]
    assert found("bxly") == found("bxlyey") == found("hxxl") == []


def test_a_slip_in_a_whole_word_comes_before_one_in_the_start_of_a_word() -> None:
    names = ("NHS Surrounds CCG", "NHS Surrey CCG")
    index = Index(Entry(f"0{at}A", (), (name,)) for at, name in enumerate(names))
    assert [(hit.name, hit.slips) for hit in index.find("surry")] == [("NHS Surrey CCG", 1), ("NHS Surrounds CCG", 2)]


def test_a_whole_code_comes_alone_and_says_that_it_is_one() -> None:
    assert INDEX.find("05N") == [Hit(Kind.CODE, 0, False, "NHS Shropshire CCG", "05N")]


def test_a_former_name_says_which_it_was_and_comes_after_a_present_one() -> None:
    index = Index([Entry("B", (), ("NHS Cumbria CCG",)), Entry("A", (), ("NHS North Cumbria CCG", "NHS Cumbria CCG"))])
    assert [(hit.ods_code, hit.name, hit.former) for hit in index.find("cumbria")] == [
        ("B", "NHS Cumbria CCG", False),
        ("A", "NHS Cumbria CCG", True),
    ]


def test_the_order_depends_on_the_query_alone() -> None:
    backwards = Index(reversed(ENTRIES))
    for typed in ("s", "north", "wrekin", "hull", "E38", "shropshir"):
        assert backwards.find(typed) == INDEX.find(typed)


def test_many_words_are_answered_with_nothing_and_quickly_refused() -> None:
    assert found("bexly " * 16) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("NHS Bath & North East Somerset CCG", "bath and north east somerset"),
        ("St. Helen's", "st helens"),
        ("Crosscity—Birmingham", "crosscity birmingham"),
        ("Café", "cafe"),
    ],
)
def test_spelling_is_levelled(text: str, said: str) -> None:
    assert plain(text) == said
