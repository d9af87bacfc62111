"""The arithmetic: folding, shingles, fingerprints, measures, pictures."""

import io

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from accountability.likeness import photos, prints, shingles
from accountability.likeness.census import CUSTOM, Census
from accountability.likeness.folding import bare, digest, fold
from accountability.likeness.measures import likenesses
from supervision.attachments import pictures
from tests.accountability.truth.conftest import OTHER, STORY
from tests.sample_files import picture


def alike(first: str, second: str, census: Census | None = None) -> tuple[float, float]:
    texts = [fold(first), fold(second)]
    cut = shingles.cut(texts)
    pair = np.array([0]), np.array([1])
    ((_place, found),) = likenesses(texts, cut, census or Census(), *pair, own=0.0)
    return found.whole, found.own


def test_width_punctuation_dates_and_figures_do_not_count() -> None:
    assert fold("３月１２日，抽查 18 份。") == fold("11月2日抽查四十份") == "0月0日抽查0份"
    assert bare("3月12日，抽查18份。") == "3月12日抽查18份"
    assert digest(fold("3月2日")) == digest(fold("4月9日"))


def test_a_window_does_not_reach_into_the_next_text() -> None:
    alone = shingles.cut(["甲乙丙丁"])
    beside = shingles.cut(["甲乙丙丁", "戊己庚辛", "", "壬"])
    assert alone.of(0).tolist() == beside.of(0).tolist()
    assert [len(beside.of(place)) for place in range(4)] == [2, 2, 0, 0]


def test_a_copy_is_alike_and_another_text_is_not() -> None:
    assert alike(STORY, STORY.replace("7月9日", "8月31日")) == (1.0, 1.0)
    moved = "。".join(reversed(STORY.split("。")))
    assert min(alike(STORY, moved)) > 0.9
    assert max(alike(STORY, OTHER)) < 0.5


def test_what_everybody_writes_counts_for_little() -> None:
    frame = "按照区纪委监委统一部署，本单位高度重视，召开专题会议研究落实，明确责任分工，"
    first, second = frame + STORY[:60], frame + OTHER[:60]
    census = Census()
    many = shingles.cut([fold(frame + str(place) * 3) for place in range(80)])
    census.add(many, np.ones(80, dtype=bool))
    whole, own = alike(first, second, census)
    assert own < 0.2 < whole
    assert alike(first, first, census) == (1.0, 1.0)


def test_a_census_survives_packing_and_does_not_overflow() -> None:
    census = Census()
    cut = shingles.cut(["甲乙丙丁"] * 400)
    census.add(cut, np.ones(400, dtype=bool))
    again = Census.unpacked(census.packed())
    assert set(again.of(cut.of(0)).tolist()) == {255}


def test_copies_share_a_band_and_strangers_do_not() -> None:
    texts = [fold(STORY), fold(STORY.replace("丁瑞芳", "童承平")), fold(OTHER), "短"]
    values, has = prints.signatures(shingles.cut(texts), Census())
    assert has.tolist() == [True, True, True, False]
    keys = prints.bands(values)
    assert set(keys[0]) & set(keys[1])
    assert not set(keys[0]) & set(keys[2])


def test_custom_alone_has_no_fingerprint() -> None:
    census = Census()
    cut = shingles.cut([fold(STORY)] * (CUSTOM + 1))
    census.add(cut, np.ones(CUSTOM + 1, dtype=bool))
    _values, has = prints.signatures(cut, census)
    assert not has.any()


@pytest.mark.parametrize("size", [2, 5, 200])
def test_pairs_of_a_group_name_the_earlier_place_first(size: int) -> None:
    keys = np.array([7] * size + [8, 9])
    first, second = prints.unpacked(prints.pairs_of(keys))
    assert (first < second).all()
    assert set(second.tolist()) == set(range(1, size))


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.resize((80, 80)),
        lambda image: ImageEnhance.Brightness(image).enhance(1.2),
        lambda image: image.crop((4, 4, 156, 156)),
        ImageOps.mirror,
    ],
    ids=["smaller", "brighter", "cropped", "mirrored"],
)
def test_a_picture_is_found_again(change: object) -> None:
    original = pictures.examine(io.BytesIO(picture(1)))
    again = pictures.examine(io.BytesIO(picture(1, change=change)))  # type: ignore[arg-type]
    hashes = np.array([original.picture_hash, again.picture_hash], dtype=np.int64)
    mirrors = np.array([original.mirror_hash, again.mirror_hash], dtype=np.int64)
    found = list(photos.near_pairs(hashes, mirrors, 12))
    assert [(int(one[0]), int(two[0])) for one, two, _bits in found] == [(0, 1)]
    assert photos.agreement(original.thumbnail, again.thumbnail) > 0.94


def test_another_picture_is_another_picture() -> None:
    first, second = (pictures.examine(io.BytesIO(picture(seed))) for seed in (1, 2))
    assert photos.agreement(first.thumbnail, second.thumbnail) < 0.6


def test_one_against_all_finds_what_all_against_all_finds() -> None:
    draw = np.random.default_rng(4)
    hashes = draw.integers(-(2**63), 2**63, 600, dtype=np.int64)
    hashes[500] = hashes[20] ^ 0b111
    mirrors = draw.integers(-(2**63), 2**63, 600, dtype=np.int64)
    whole = {
        (int(a), int(b))
        for first, second, _bits in photos.near_pairs(hashes, mirrors, 5)
        for a, b in zip(first, second, strict=True)
    }
    first, second, bits = photos.near_one(hashes, mirrors, 500, 5)
    assert whole == {(20, 500)} == {(int(first[0]), int(second[0]))}
    assert bits.tolist() == [3]


def test_a_plain_surface_has_no_pattern() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(buffer, "PNG")
    buffer.seek(0)
    assert pictures.examine(buffer).picture_hash is None
