import pytest

from onrecord.reconcile.victims import in_words, victim_class


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param("people", "people", id="anyone"),
        pytest.param("", "people", id="nobody named"),
        pytest.param("other victims", "people", id="a generic word at the end"),
        pytest.param("Dead.", "people", id="with a full stop"),
        pytest.param("boxes", "people", id="a word that names no sector"),
        pytest.param("civilians", "CVL", id="civilians"),
        pytest.param("journalists", "CVL", id="a civil trade"),
        pytest.param("refugees", "CVL", id="refugees"),
        pytest.param("soldiers", "MIL", id="soldiers"),
        pytest.param("policemen", "COP", id="police"),
        pytest.param("rebels", "REB", id="rebels"),
        pytest.param("militiamen", "REB", id="militias count with rebels"),
    ],
)
def test_the_words_of_a_toll_name_a_class_of_people(of: str, expected: str) -> None:
    assert victim_class(of) == expected


def test_a_class_is_called_by_words_and_not_by_its_code() -> None:
    assert [in_words(victim_class(of)) for of in ("villagers", "troops", "people")] == [
        "civilians",
        "soldiers",
        "people",
    ]
    assert in_words("XYZ") == "XYZ"
