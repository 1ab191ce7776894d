import pytest

from onrecord.read import Unreadable
from onrecord.read.language import identify, is_english, settle_language

ENGLISH = "The army said on Friday that its troops had retaken the town after two days of fighting with the rebels."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ENGLISH, id="a report"),
        pytest.param(ENGLISH.upper(), id="upper-case wire copy"),
        pytest.param("Rebels shell Tarsana.", id="a headline"),
        pytest.param("Injured: 74", id="a fragment"),
        pytest.param("Soldiers loyal to Abu Tarsani stormed Al-Qalat.", id="foreign names"),
    ],
)
def test_english_passes(text: str) -> None:
    assert settle_language(text, None, force=False) in {"en", None}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "L’armée a annoncé vendredi que ses soldats avaient repris la ville après deux jours de combats.",
            "French (fr)",
            id="French",
        ),
        pytest.param(
            "Jeshi lilisema siku ya Ijumaa kwamba wanajeshi wake waliuteka tena mji huo baada ya siku mbili.",
            "Swahili (sw)",
            id="Swahili",
        ),
        pytest.param(
            "Rundunar soji ta ce a ranar Juma’a dakarunta sun sake kwace garin bayan kwana biyu ana fafatawa.",
            "Hausa (ha)",
            id="Hausa",
        ),
        pytest.param("ሠራዊቱ ዓርብ ዕለት ወታደሮቹ ከሁለት ቀናት ውጊያ በኋላ ከተማዋን መልሰው መያዛቸውን አስታወቀ።", "Amharic (am)", id="Amharic"),
    ],
)
def test_other_languages_are_refused_by_name_with_the_way_to_force_it(text: str, name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        settle_language(text, None, force=False)
    assert caught.value.reason.startswith(f"it is in {name} (")
    assert "% sure" in caught.value.reason
    assert "--language en" in str(caught.value.advice)
    assert "--force" in str(caught.value.advice)
    assert caught.value.left_out
    assert settle_language(text, None, force=True) == identify(text).language


def test_a_stated_language_is_trusted() -> None:
    assert settle_language("Le président a parlé.", "en-GB", force=False) == "en-GB"
    with pytest.raises(Unreadable, match=r"said to be in French \(fr\)"):
        settle_language(ENGLISH, "fr", force=False)
    assert settle_language(ENGLISH, "fr", force=True) == "fr"


@pytest.mark.parametrize(
    ("stated", "english"),
    [("en", True), ("EN_us", True), ("eng", True), ("English", True), ("fr", False), ("enm", False)],
)
def test_english_goes_by_several_names(stated: str, english: bool) -> None:
    assert is_english(stated) is english
