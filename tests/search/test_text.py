"""What is typed and what is written meet in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.plan import one_edit_apart
from app.search.text import fold, fold_with_offsets, joined, parts, runs, stem


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("ＡＰ２－７７３１", "ap2-7731"),
        ("X1 Pro", "x1 pro"),
        ("單側無聲", "单侧无声"),
        ("Café", "cafe"),
        ("ｶﾀｶﾅ", "カタカナ"),
    ],
)
def test_variants_fold_to_one_form(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(fold(once)) == fold(once)


@given(st.text())
def test_offsets_point_into_the_original(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert len(folded) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


def test_runs_and_parts_of_a_product_code() -> None:
    han, code = runs(fold("型号AP2-7731。"))
    assert (han.han, han.text) == (True, "型号")
    assert [part.text for part in parts(code)] == ["ap2", "7731"]
    assert joined(code) == "ap27731"


@pytest.mark.parametrize(
    ("family", "root"),
    [
        (("cancel", "cancels", "cancelled", "canceling", "cancellation"), "cancel"),
        (("delivery", "deliveries"), "delivery"),
        (("charge", "charges", "charged", "charging"), "charg"),
        (("install", "installs", "installed", "installation"), "instal"),
        (("address", "addresses"), "addres"),
    ],
)
def test_english_word_families_share_a_stem(family: tuple[str, ...], root: str) -> None:
    assert {stem(word) for word in family} == {root}


@pytest.mark.parametrize("word", ["this", "status", "bus", "red", "ring", "x1", "7731", "дом"])
def test_short_or_uninflected_words_stay(word: str) -> None:
    assert stem(word) == word


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", min_size=1, max_size=6))
def test_one_edit_apart_agrees_with_trying_every_edit(first: str, second: str) -> None:
    edits = {first[:at] + first[at + 1 :] for at in range(len(first))}
    edits |= {first[:at] + char + first[at:] for at in range(len(first) + 1) for char in "abc"}
    edits |= {first[:at] + char + first[at + 1 :] for at in range(len(first)) for char in "abc"}
    edits |= {first[:at] + first[at + 1] + first[at] + first[at + 2 :] for at in range(len(first) - 1)}
    assert one_edit_apart(first, second) == (second in edits and first != second)
