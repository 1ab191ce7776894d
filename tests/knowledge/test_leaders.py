import pytest

from onrecord.knowledge.leaders import leader_of


@pytest.mark.parametrize(
    ("name", "country"), [("Vladimir Putin", "RUS"), ("ERDOGAN", "TUR"), ("Erdoğan", "TUR"), ("Kofi Annan", None)]
)
def test_a_leader_is_known_by_name(name: str, country: str | None) -> None:
    leader = leader_of(name)
    assert leader is not None
    assert leader.country == country


def test_a_name_in_a_longer_name_is_nobody() -> None:
    assert leader_of("Putin Street") is None
