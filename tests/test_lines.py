"""Signs of a printed line that a program put at its end go back to where they stand."""

from loc_builder.lines import Sign, in_order, lines_in_order

BLANK, GUESSED = " ", "_"


def line(text: str, places: list[float]) -> list[Sign]:
    """Signs five points wide, from the left edges given; `_` is a blank that was guessed."""
    return [
        Sign(" " if sign == GUESSED else sign, left, 0, left if sign == GUESSED else left + 5, 10, sign == GUESSED)
        for sign, left in zip(text, places, strict=True)
    ]


def test_a_sign_that_was_printed_last_stands_where_it_is_seen() -> None:
    signs = line("Vi_t Namệ", [0, 6, 17, 18, 24, 30, 36, 42, 12])
    assert in_order(signs) == "Việt Nam"


def test_a_blank_that_was_guessed_between_cells_stays() -> None:
    assert in_order(line("7_Mayệ", [0, 40, 41, 47, 53, 60])) == "7 Mayệ"
    assert in_order(line("7_Myệ", [0, 40, 41, 53, 47])) == "7 Mệy"


def test_a_line_in_order_and_one_written_leftward_are_left_alone() -> None:
    assert in_order(line("abc", [0, 6, 12])) == "abc"
    assert in_order(line("\u05d0\u05d1\u05d2", [12, 6, 0])) == "\u05d0\u05d1\u05d2"


def test_a_line_that_goes_on_below_a_divided_word_is_not_mixed_with_it() -> None:
    above = [Sign(sign, left, 20, left + 5, 30) for sign, left in zip("né\ufffe", (60, 66, 72), strict=True)]
    below = [Sign(sign, left, 0, left + 5, 10) for sign, left in zip("ees", (0, 6, 12), strict=True)]
    signs = [*above, *below]
    assert lines_in_order("né\ufffeees\r\n", signs.__getitem__) == "né\ufffeees\r\n"


def test_accents_stay_with_their_letters() -> None:
    signs = [*line("ae\u0301_z", [0, 6, 5.5, 11, 18]), Sign("ệ", 12, 0, 17, 10)]
    assert in_order(signs) == "ae\u0301ệz"


def test_letters_that_reach_below_each_other_are_in_order() -> None:
    assert in_order(line("éfj", [0, 6, 5])) == "éfj"
