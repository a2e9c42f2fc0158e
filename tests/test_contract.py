from made.word import edition_of, template, values

from loc_builder import letter_id
from loc_builder.contract import field_names, json_schema, specimen
from loc_builder.fields import FIELDS, field_values


def test_every_field_of_the_list_of_fields_is_in_the_contract() -> None:
    edition = edition_of("2017-2018")
    names = field_names(json_schema(specimen(edition), edition))
    listed = [name for each, _ in FIELDS for name in each.split(", ")]
    question, value = edition.questions[0].id, next(iter(edition.values))
    stated = [name.replace("QUESTION", question).replace("NAME", value) for name in listed]
    assert set(stated) <= set(names)


def test_items_of_lists_have_fields_of_their_own() -> None:
    edition = edition_of("2024-2025")
    names = field_names(json_schema(specimen(edition), edition))
    assert {"points_of_contact[].email", "answers.reflection", "letter.revision"} <= set(names)
    assert "answers.points_of_action" not in names


def test_a_question_of_an_earlier_edition_can_be_named_as_answered_then() -> None:
    edition = edition_of("2024-2025")
    names = field_names(json_schema(specimen(edition, ["points_of_action"]), edition))
    assert "previous.points_of_action" in names
    assert "previous.points_of_action" not in field_names(json_schema(specimen(edition), edition))


def test_the_contract_says_of_what_kind_each_field_is() -> None:
    edition = edition_of("2017-2018")
    fields = json_schema(specimen(edition), edition)["properties"]
    assert fields["letter"]["properties"]["revision"] == {"type": "integer"}
    assert fields["answers"]["properties"]["points_of_action"] == {"type": "array", "items": {"type": "string"}}
    assert fields["previous"]["properties"]["exists"] == {"type": "boolean"}
    assert fields["district"]["additionalProperties"] is False


def test_the_specimen_can_be_filled_and_is_nobodys_letter() -> None:
    edition = edition_of("2024-2025")
    made = specimen(edition)
    assert letter_id.parse(made.letter_id) == made.letter_id
    assert made.district.number == "000"
    assert set(field_values(made, edition)) == set(values("2024-2025"))
    assert template("2024-2025").fill(field_values(made, edition))
