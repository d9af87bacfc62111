"""Words of two characters: no trigram serves them, and what is found stays exact and in scope."""

from typing import Any

import pytest

from accountability.models import Duty
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.titles import bearing


def found(user: Any, word: str) -> set[int]:
    """Return the duties the account finds by the word."""
    return set(duties_visible_to(user).filter(bearing(word)).values_list("pk", flat=True))


@pytest.fixture
def renamed(monthly: Any) -> Duty:
    """Return a duty that bears another title than its item does today."""
    Duty.objects.filter(pk=monthly.pk).update(title="50%的Kpi会议")
    return Duty.objects.get(pk=monthly.pk)


@pytest.mark.parametrize("word", ["会议", "的K", "kp", "0%", "Kpi", "ZR", "zr"])
def test_a_short_word_finds_the_title_as_the_duty_bears_it(
    word: str, renamed: Duty, clerk: Any, office: Any, other_clerk: Any, stranger: Any
) -> None:
    assert renamed.pk in found(clerk, word)
    assert renamed.pk in found(office, word)
    assert renamed.pk not in found(other_clerk, word) | found(stranger, word)


@pytest.mark.parametrize("word", ["会仪", "_议", "%%", "\\议", "kk", "R-", "'\""])
def test_a_short_word_that_stands_nowhere_finds_nothing(
    word: str, renamed: Duty, office: Any, stranger: Any
) -> None:
    assert renamed.pk not in found(office, word) | found(stranger, word)


def test_short_and_long_words_agree_on_the_same_titles(
    renamed: Duty, monthly: Any, office: Any, stranger: Any
) -> None:
    title = Duty.objects.exclude(pk=renamed.pk).values_list("title", flat=True)[0]
    for word in (title[:2], title[1:3], title[-2:]):
        plain = duties_visible_to(office).filter(title__icontains=word)
        assert found(office, word) == set(plain.values_list("pk", flat=True))
        assert not found(stranger, word)
