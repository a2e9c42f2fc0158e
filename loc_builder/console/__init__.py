"""Results and errors into sentences, tables and JSON, in the shapes of the command line's promise.

Standing, facts and assessments come in; nothing is computed here but words. JSON keys may be added, never renamed.
"""

from loc_builder.console.letters import (
    because,
    decided_lines,
    letter_lines,
    letter_shape,
    letters_shape,
    member_lines,
    member_shape,
    state_counts,
    term_lines,
    term_shape,
)
from loc_builder.console.nothing import none_accepted, none_made, none_sent_back, none_to_approve
from loc_builder.console.returns import (
    decision_shape,
    recognition_lines,
    return_shape,
    set_aside_line,
    taken_lines,
)
from loc_builder.console.rosters import hidden_lines
from loc_builder.console.screen import (
    Console,
    counted,
    problem_line,
    problem_shape,
    say,
    table,
)
from loc_builder.console.waiting import CameBack, came_back_shape, paper_line, review_lines, unmatched_lines

__all__ = [
    "CameBack",
    "Console",
    "because",
    "came_back_shape",
    "counted",
    "decided_lines",
    "decision_shape",
    "hidden_lines",
    "letter_lines",
    "letter_shape",
    "letters_shape",
    "member_lines",
    "member_shape",
    "none_accepted",
    "none_made",
    "none_sent_back",
    "none_to_approve",
    "paper_line",
    "problem_line",
    "problem_shape",
    "recognition_lines",
    "return_shape",
    "review_lines",
    "say",
    "set_aside_line",
    "state_counts",
    "table",
    "taken_lines",
    "term_lines",
    "term_shape",
    "unmatched_lines",
]
