"""Search keys and the order of Vietnamese names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.text import LETTERS, fold, name_key, nfc

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
TONED = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
ALPHABET = "".join(TONED) + "bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX " + "".join(TONED).upper()
vietnamese = st.text(alphabet=ALPHABET, max_size=40)
anything = st.text(max_size=40)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đảng bộ  Sở Ngoại vụ", "dang bo so ngoai vu"),
        ("THI ĐUA, KHEN THƯỞNG", "thi dua, khen thuong"),
        ("Đồng chí Nguyễn Văn Ơn", "dong chi nguyen van on"),
        ("a\u00a0b\tc\nd", "a b c d"),
        ("", ""),
    ],
)
def test_fold_drops_accents_case_and_spare_spaces(text: str, key: str) -> None:
    assert fold(text) == key


def test_fold_maps_every_vietnamese_letter_to_a_plain_one() -> None:
    assert {fold(letter) for letter in TONED} == set("aeiouy")
    assert set(fold("".join(TONED) + "đĐ")) == set("aeiouyd")


@given(anything)
def test_fold_is_stable_and_blind_to_the_form_of_its_input(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_fold_of_vietnamese_is_plain_letters(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text.upper()) == fold(text.lower())


@given(anything)
def test_nfc_is_stable_and_knows_no_hard_space(text: str) -> None:
    once = nfc(text)
    assert nfc(once) == once
    assert "\u00a0" not in once


def test_nfc_drops_what_prints_nothing_and_keeps_tabs_and_lines() -> None:
    assert nfc("A\x00\x07\x1b\u202eB\u2066\u2069\tC\r\nD\x85") == "AB\tC\r\nD"
    assert nfc("\u200bPhòng\u200d số\xad\u2060\ufeff") == "Phòng số"


# Given name first; then family and middle names; letters before tones, tones in the order of the dictionary
IN_ORDER = [
    "Lê An",
    "Nguyễn Thị An",
    "Nguyễn Văn An",
    "Trần Án",
    "Đỗ Anh",
    "Hoàng Thị Ánh",
    "Lý Văn Ăn",
    "Vi Thị Ân",
    "Nông Văn Bình",
    "Nông Văn Bính",
    "Trần Bích Châu",
    "Hoàng Văn Dũng",
    "Đặng Văn Đạt",
    "Nguyễn Thị Em",
    "Hà Văn Hà",
    "Hà Văn Hạ",
    "Lương Khanh",
    "Lương Khánh",
    "Phạm Lan",
    "Vũ Thị Nga",
    "Vũ Thị Ngà",
    "Bùi Oanh",
    "Bùi Ôn",
    "Bùi Ơn",
    "Đinh Thu",
    "Đinh Thủ",
    "Đinh Thư",
    "Trịnh Ý",
]


def test_names_stand_in_the_order_of_vietnamese_lists() -> None:
    shuffled = sorted(IN_ORDER, key=lambda name: name[::-1])
    assert sorted(shuffled, key=name_key) == IN_ORDER


def test_tones_decide_only_between_equal_letters() -> None:
    names = ["Mác", "Mạ", "Má", "Mã", "Mả", "Mà", "Ma"]
    assert sorted(names, key=name_key) == ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mác"]


def test_the_alphabet_decides_letter_by_letter() -> None:
    backwards = LETTERS[::-1].upper()
    assert "".join(sorted(backwards, key=name_key)) == LETTERS.upper()


@given(st.lists(vietnamese, max_size=8))
def test_the_order_does_not_depend_on_the_order_given(names: list[str]) -> None:
    assert sorted(map(name_key, names)) == sorted(map(name_key, reversed(names)))


@given(vietnamese, vietnamese)
def test_equal_keys_mean_equal_names_but_for_case_and_spaces(one: str, other: str) -> None:
    same = " ".join(nfc(one).casefold().split()) == " ".join(nfc(other).casefold().split())
    assert (name_key(one) == name_key(other)) == same


@given(vietnamese)
def test_the_key_is_blind_to_the_form_of_its_input(name: str) -> None:
    assert name_key(unicodedata.normalize("NFD", name)) == name_key(name)
