"""Numbers, masks, names and queries, without a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.people.enums import KinLine, KinRelation
from supervision.people.rules import identity, kin, masks, names, queries
from supervision.people.rules.identity import BadNumber
from supervision.people.rules.queries import QueryKind
from tests.people.conftest import number

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2026, 11, 22))
NUMBERS = st.builds(number, st.integers(1, 999), DAYS)


@given(NUMBERS)
def test_a_number_with_its_check_digit_is_taken_and_says_day_and_gender(found: str) -> None:
    assert identity.checked(found) == found
    assert f"{identity.born_on(found):%Y%m%d}" == found[6:14]
    assert identity.is_male(found) == (int(found[16]) % 2 == 1)


@given(NUMBERS, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_digit_is_always_noticed(found: str, place: int, digit: str) -> None:
    wrong = found[:place] + digit + found[place + 1 :]
    if wrong != found:
        with pytest.raises(BadNumber):
            identity.checked(wrong)


@given(st.builds(number, st.integers(1, 999), st.dates(dt.date(1900, 1, 1), dt.date(1999, 12, 31))))
def test_fifteen_digits_become_the_number_of_eighteen(found: str) -> None:
    short = found[:6] + found[8:17]
    assert identity.checked(short) == found
    assert identity.short_form(short) == short
    assert identity.short_form(found) == ""


@given(NUMBERS, st.sampled_from([" ", "-", "　"]), st.integers(1, 16))
def test_separators_and_full_width_digits_do_not_matter(found: str, mark: str, at: int) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in found[:at])
    assert identity.checked(wide + mark + found[at:].lower()) == found


@given(NUMBERS)
def test_a_mask_hides_the_day_of_birth_and_finds_the_number_again(found: str) -> None:
    shown = masks.id_number(found)
    assert len(shown) == 18 and found[6:14] not in shown and shown.count("*") == 8
    for typed in (shown, f"{found[:6]}…{found[-4:]}", f"{found[:6]}***{found[-4:]}"):
        assert queries.read(typed) == queries.Query(QueryKind.MASKED_ID, shown)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_phone_keeps_seven_digits(found: str) -> None:
    shown = masks.phone(found)
    assert shown == f"{found[:3]}****{found[-4:]}"
    assert queries.read(found).kind == QueryKind.PHONE
    assert queries.read(f"+86 {found[:3]} {found[3:7]} {found[7:]}").value == found


@given(st.text(max_size=40))
def test_no_mask_shows_everything(text: str) -> None:
    for mask in (masks.id_number, masks.phone, masks.residence):
        shown = mask(text)
        assert shown == text == "" or set(shown) & {"*"}


@given(st.text(max_size=80))
def test_any_text_can_be_read_as_a_query(text: str) -> None:
    asked = queries.read(text)
    digits = sum(sign.isdigit() for sign in identity.compact(text))
    assert asked.is_secret == (digits >= 5)


def test_names_are_masked_behind_the_surname() -> None:
    assert masks.name("张伟") == "张*"
    assert masks.name("欧阳明华") == "欧阳**"
    assert masks.name("欧阳") == "欧*"
    assert masks.name("阿依古丽·买买提") == "阿依古丽·***"


@pytest.mark.parametrize(
    ("name", "right", "also"),
    [
        ("单雄信", "shan xiong xin", "danxiongxin"),
        ("解缙", "xie jin", "jiejin"),
        ("仇英", "qiu ying", "chouying"),
        ("曾国藩", "zeng guo fan", "zgf"),
        ("查良镛", "zha liang yong", "chaliangyong"),
        ("尉迟敬德", "yu chi jing de", "weichijingde"),
        ("吕布", "lv bu", "lb"),
        ("王昇喆", "wang sheng zhe", "wsz"),
        ("赵珺堃", "zhao jun kun", "kun"),
        ("任乐山", "ren le shan", "renyueshan"),
    ],
)
def test_a_surname_is_read_as_one_and_found_by_both_readings(
    name: str, right: str, also: str
) -> None:
    assert names.pinyin(name) == right
    words = names.search_keys(name).split()
    assert also in words and right.replace(" ", "") in words and name[1:] in words


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("shan xiong", QueryKind.PINYIN, "shanxiong"),
        ("Lǚ Bù", QueryKind.PINYIN, "lvbu"),
        ("LYU", QueryKind.PINYIN, "lv"),
        (" 单 雄信 ", QueryKind.NAME, "单雄信"),
        ("", QueryKind.NOTHING, ""),
        ("12", QueryKind.NOTHING, ""),
        ("530197800305001", QueryKind.ID_NUMBER, number()),
    ],
)
def test_what_is_typed_is_understood(typed: str, kind: QueryKind, value: str) -> None:
    assert queries.read(typed) == queries.Query(kind, value)


def test_each_relation_and_its_inverse_agree() -> None:
    for relation in KinRelation:
        back = kin.inverse(relation)
        assert kin.inverse(back) == relation
        assert kin.line(back) == kin.line(relation)
        assert kin.degree(back) == kin.degree(relation)
        assert kin.is_near(relation) == (kin.line(relation) != KinLine.OTHER)
        assert kin.degree(relation) <= 3
