"""Fields that reckon without end are refused at once; what letters do with fields goes on."""

import jinja2
import pytest

from loc_builder.templating import Fields, MissingField, render


def filled(source: str) -> str:
    return render(Fields(autoescape=True, undefined=MissingField).from_string(source), {"name": "Lee", "year": 2024})


@pytest.mark.parametrize(
    "endless",
    [
        "{{ 9**9**9**9 }}",
        "{{ 'a' * 10000000000 }}",
        "{{ [1] * 10000000000 }}",
        "{{ (year * 1000000000000) * (year * 1000000000000) * year }}",
        "{% for i in range(10000000000) %}x{% endfor %}",
        "{% for i in range(1000) %}{% for j in range(1000) %}{{ '%99s' % i }}{% endfor %}{% endfor %}",
        "{{ 'a'|center(10000000000) }}",
        "{{ [1]|batch(10000000000, 'x')|list }}",
        "{{ [1]|slice(10000000000)|list }}",
        "{{ 'a'|indent(10000000000, true) }}",
        "{{ '%9999999999d' % 1 }}",
        "{{ '%*d' % (9999999999, 1) }}",
        "{{ '%9999999999d'|format(1) }}",
        "{{ '{:>9999999999}'.format(1) }}",
        "{{ '{:>{}}'.format(1, 9999999999) }}",
        "{{ 'a'.ljust(10000000000) }}",
        "{{ lipsum(10000000000) }}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{{ name.__class__.__mro__ }}",
    ],
)
def test_a_field_that_never_ends_is_refused(endless: str) -> None:
    with pytest.raises(jinja2.TemplateError):
        filled(endless)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ year * 2 }} {{ year % 100 }}", "4048 24"),
        ("{% for i in range(year, year + 2) %}{{ i }} {% endfor %}", "2024 2025 "),
        ("{{ '%05.2f'|format(1.5) }} {{ '%s, %d' % (name, year) }}", "01.50 Lee, 2024"),
        ("{{ '{:,.2f}'.format(year) }} {{ '{0} {1:03d}'.format(name, 7) }}", "2,024.00 Lee 007"),
        ("{{ name|center(7) }}|{{ [1, 2, 3]|batch(2)|list }}", "  Lee  |[[1, 2], [3]]"),
    ],
)
def test_what_templates_reckon_of_old_is_reckoned(source: str, text: str) -> None:
    assert filled(source) == text
