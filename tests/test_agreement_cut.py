"""Pieces cut out of the real letter, other words put in, sentences carried elsewhere: it is told, whatever it was."""

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import word

from loc_builder.agreement import Comparison, compare, compare_fixed, without_furniture
from loc_builder.agreement.letters import squeezed
from loc_builder.files.word import flatten_wording, read_wording
from loc_builder.model import Fixed, Wording, Zone

YEARS = ("2017-2018", "2024-2025")


@cache
def issued(year: str) -> Wording:
    return read_wording(word.filled(year))


@cache
def text_of(year: str) -> str:
    return flatten_wording(word.filled(year))


def is_all_there(wording: Wording, text: str) -> bool:
    """Whether every fixed piece stands in the text, in order, with nothing before the first or after the last."""
    pieces = [re.escape(squeezed(one.text)) if isinstance(one, Fixed) else ".*" for one in wording.body]
    return re.fullmatch("".join(pieces), squeezed(text), re.DOTALL) is not None


def compared(year: str, text: str) -> Comparison:
    """Compare, and hold the two promises: an altered text has changes, and every zone has its answer."""
    comparison = compare(issued(year), text)
    assert comparison.changes or is_all_there(issued(year), text)
    assert set(comparison.answers) == {one.field for one in issued(year).body if isinstance(one, Zone)}
    return comparison


@settings(max_examples=120)
@given(st.data())
def test_any_slice_of_the_letter_may_be_cut_out(data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(YEARS))
    start, end = _slice(data, text_of(year))
    compared(year, text_of(year)[:start] + text_of(year)[end:])


@settings(max_examples=120)
@given(st.data())
def test_any_slice_of_the_letter_may_be_replaced(data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(YEARS))
    text = text_of(year)
    start, end = _slice(data, text)
    other_start, other_end = _slice(data, text)
    new = data.draw(st.one_of(st.text(max_size=80), st.just(text[other_start:other_end])))
    compared(year, text[:start] + new + text[end:])


@pytest.mark.parametrize("year", YEARS)
def test_a_section_that_was_cut_out_is_told_whole(year: str) -> None:
    sentences = _sentences(year)
    text = text_of(year)
    first, last = text.index(sentences[1]), text.index(sentences[-1])
    comparison = compared(year, text[:first] + text[last:])
    assert squeezed(sentences[1][:60]) in squeezed(" ".join(change.issued for change in comparison.changes))


@pytest.mark.parametrize("year", YEARS)
def test_a_sentence_of_the_agreement_carried_into_an_answer_is_a_change(year: str) -> None:
    """Deleted from its place and typed between two words of the answer before, of the one after, or of the last."""
    assert len(_sentences(year)) > 5
    for sentence in _sentences(year):
        for zone in _zones_around(year, sentence):
            typed = _with_answer(year, zone, f"We plan {sentence} for all.", without=sentence)
            assert compared(year, typed).changes, (sentence, zone)


@settings(max_examples=60)
@given(st.data())
def test_a_slice_cut_out_between_the_controls_of_a_word_file_is_told(data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(YEARS))
    place, text = data.draw(st.sampled_from(_pieces(year)))
    start, end = _slice(data, text)
    cut = text[:start] + data.draw(st.text(max_size=40)) + text[end:]
    changes = compare_fixed(issued(year), _with(issued(year), place, Fixed(cut)))
    assert bool(changes) == (squeezed(cut) != squeezed(text))


@pytest.mark.parametrize("year", YEARS)
def test_a_whole_piece_typed_into_the_control_beside_it_is_told_by_the_controls(year: str) -> None:
    """The text reads on as before, so only the controls know."""
    place, text = max(_pieces(year)[:-1], key=lambda piece: len(piece[1]))
    beside = issued(year).body[place + 1]
    assert isinstance(beside, Zone)
    typed = _with(_with(issued(year), place, Fixed("\n")), place + 1, Zone(beside.field, text))
    assert compare_fixed(issued(year), typed)


def test_an_answer_that_is_still_the_offices_own_is_named() -> None:
    wording = Wording((Fixed("Name\t"), Zone("name", "Ada Reed"), Fixed("\nPlan\n"), Zone("plan", "")))
    assert compare(wording, "Name Ada\nReed\nPlan\nOurs").prefilled == {"name"}
    assert compare(wording, "Name Ada Reeds\nPlan\n").prefilled == frozenset()
    assert compare(wording, "Name Ada Reed\nPlans\n").prefilled == {"name"}


def test_a_line_of_a_million_letters_at_a_pages_edge_is_no_furniture() -> None:
    page = "Head\n" * 500 + "x" * 1_000_000 + "\n" + "y" * 1_000_000
    assert without_furniture([page], ("Head",)).split("\n") == ["x" * 1_000_000, "y" * 1_000_000]


def _slice(data: st.DataObject, text: str) -> tuple[int, int]:
    start = data.draw(st.integers(0, len(text)))
    return start, min(len(text), start + data.draw(st.integers(0, 2000)))


def _pieces(year: str) -> list[tuple[int, str]]:
    """The fixed texts and their places in the body."""
    return [(at, one.text) for at, one in enumerate(issued(year).body) if isinstance(one, Fixed)]


def _with(wording: Wording, place: int, one: Fixed | Zone) -> Wording:
    return replace(wording, body=(*wording.body[:place], one, *wording.body[place + 1 :]))


def _sentences(year: str) -> list[str]:
    """Sentences of the fixed text, none of them a whole piece: one that is moved to a neighbour leaves all in order."""
    found = [(each, piece) for _, piece in _pieces(year) for each in re.findall(r"[A-Z][^.\n]{40,}\.", piece)]
    return [each for each, piece in found if squeezed(each) != squeezed(piece)]


def _zones_around(year: str, sentence: str) -> list[int]:
    """Where in the body the nearest zones before and after a sentence stand, and the last one."""
    place = next(at for at, text in _pieces(year) if sentence in text)
    zones = [at for at, one in enumerate(issued(year).body) if isinstance(one, Zone)]
    before, after = [at for at in zones if at < place], [at for at in zones if at > place]
    return sorted({*before[-1:], *after[:1], zones[-1]})


def _with_answer(year: str, zone: int, answer: str, *, without: str) -> str:
    """The letter's text with something else in the zone at a place of its body, and a sentence gone."""
    texts = [one.text.replace(without, "", 1) if isinstance(one, Fixed) else one.prefilled for one in issued(year).body]
    texts[zone] = answer
    return "".join(texts)
