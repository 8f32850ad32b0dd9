"""Maps of numbers: every CCG once, the title says of what and how many are known, the unknown stay unknown."""

from __future__ import annotations

from ccgdash.organisations.charts import Numbered, numbers_map
from ccgdash.organisations.queries import HexSpot

SPOTS = [HexSpot(code, f"NHS {code}", "Y56", (place * 2, 0)) for place, code in enumerate(("01A", "01B", "01C", "01D"))]
SMOKING = Numbered("smoking", "Smoking prevalence", "CCGs by smoking prevalence, %", "2019/20", "NHS Digital", 1, "%")


def test_the_title_names_the_measure_and_how_many_are_known() -> None:
    chart = numbers_map(SPOTS, {"01A": 14.1, "01B": 9.0, "01C": 20.5}, SMOKING)
    assert chart is not None
    assert chart.title == "Smoking prevalence, 2019/20: from 9.0% to 20.5%; known for 3 of 4 CCGs"
    assert [row[:2] for row in chart.table.rows] == [
        ("NHS 01A", "14.1%"), ("NHS 01B", "9.0%"), ("NHS 01C", "20.5%"), ("NHS 01D", "not known")
    ]  # fmt: skip


def test_of_a_question_about_some_only_those_count() -> None:
    chart = numbers_map(SPOTS, {"01A": 14.1, "01B": 9.0}, SMOKING, among={"01B", "01D"})
    assert chart is not None
    assert chart.title == "Smoking prevalence, 2019/20: from 9.0% to 9.0%; known for 1 of 2 CCGs"
    assert [row[0] for row in chart.table.rows] == ["NHS 01B", "NHS 01D"]


def test_without_figures_it_says_so_and_without_ccgs_there_is_no_map() -> None:
    chart = numbers_map(SPOTS, {}, SMOKING)
    assert chart is not None
    assert chart.title == "Smoking prevalence, 2019/20: known for 0 of 4 CCGs"
    assert numbers_map([], {}, SMOKING) is None
