from made.office import Office
from made.word import replaced

from loc_builder.errors import ExitCode


def findings(said_part: dict[str, list[dict[str, str]]]) -> set[str]:
    return {each["code"] for each in said_part["findings"]}


def test_a_letter_answered_signed_and_dated_in_word_is_accepted_by_rule(office: Office) -> None:
    office.fill()
    said = office.loc("receive", office.file("Adair.docx", office.answered()))
    [part] = said.json["returns"][0]["parts"]
    assert (part["role"], part["match"]["kind"], findings(part)) == ("whole", "matched", set())
    assert part["answers"]["learning_goal"] == "How do students know that they have learned?"
    assert part["signatures"] == [
        {"party": "district", "signed_on": "2024-09-03", "basis": "typed-name", "trust": None}
    ]
    assert said.json["letters"][0]["decision"] == "accepted"
    assert said.code == ExitCode.DONE
    assert office.kinds()[2:] == ["received", "findings-noted", "part-matched", "signed", "accepted"]


def test_the_original_is_kept_bit_for_bit_under_its_own_name_too(office: Office) -> None:
    office.fill()
    sent = office.answered()
    said = office.loc("receive", office.file("Adair.docx", sent))
    kept = office.folder / "output/kept" / said.json["returns"][0]["return_id"]
    assert kept.read_bytes() == sent
    assert (office.folder / "output/2024-2025/returns/Adair.docx").read_bytes() == sent


def test_the_same_bytes_again_are_recognised_and_add_nothing(office: Office) -> None:
    office.fill()
    sent = office.answered()
    office.loc("receive", office.file("Adair.docx", sent))
    before = office.facts()
    said = office.loc("receive", office.file("again.docx", sent))
    assert said.json["returns"][0]["same_as"] == "Adair.docx"
    assert office.facts() == before


def test_files_that_are_known_and_still_wait_are_said_to_wait(office: Office) -> None:
    office.fill()
    texts = {"signature.district.signature": "", "signature.district.date": ""}
    files = (office.file("Adair.docx", office.answered(texts=texts, day="")), office.file("note.txt", "see attached"))
    office.loc("receive", *files)
    again = office.loc("receive", *files, as_json=False)
    assert again.code == ExitCode.PERSON_NEEDED
    assert again.out.endswith("0 files taken in, 2 here before. 0 facts noted.\n2 to decide; try: loc review\n")


def test_an_unsigned_letter_waits_and_review_says_why(office: Office) -> None:
    office.fill()
    texts = {"signature.district.signature": "", "signature.district.date": ""}
    said = office.loc("receive", office.file("Adair.docx", office.answered(texts=texts, day="")))
    assert said.code == ExitCode.PERSON_NEEDED
    assert {"not-signed", "no-date"} <= set(said.json["letters"][0]["waiting_for"])
    review = office.loc("review", as_json=False)
    assert "there is no signature" in review.out
    assert "loc accept KYILN-2024-001-L1-32 --signed-on DATE" in review.out


def test_a_letter_whose_text_was_changed_waits(office: Office) -> None:
    office.fill()
    changed = replaced(office.answered(), "work side by side", "not work side by side")
    said = office.loc("receive", office.file("Adair.docx", changed))
    [part] = said.json["returns"][0]["parts"]
    assert "text-changed" in findings(part)
    assert any("not" in each["message"] for each in part["findings"])


def test_a_letter_whose_footer_was_changed_waits(office: Office) -> None:
    office.fill()
    changed = replaced(office.answered(), "Kentucky Department of Education", "Somebody Else", part="word/footer1.xml")
    said = office.loc("receive", office.file("Adair.docx", changed))
    assert "text-changed" in findings(said.json["returns"][0]["parts"][0])


def test_a_letter_that_names_another_district_waits_as_a_conflict(office: Office) -> None:
    office.fill()
    said = office.loc("receive", office.file("x.docx", office.answered(texts={"district.name": "Barren County"})))
    [part] = said.json["returns"][0]["parts"]
    assert part["match"]["kind"] == "ambiguous"
    assert "identity-conflict" in findings(part)
    assert said.code == ExitCode.PERSON_NEEDED


def test_a_person_can_say_whose_a_return_is(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("x.docx", office.answered(texts={"district.name": "Barren County"})))
    accept = ("accept", "x.docx", "--signed-on", "2024-09-03")
    assert office.loc(*accept).code == ExitCode.INPUT
    assert office.loc(*accept, "--district", "001").code == ExitCode.INPUT
    said = office.loc(*accept, "--district", "001", "--despite", "identity-conflict")
    assert said.json["letters"][0]["state"] == "accepted"


def test_a_file_that_is_no_letter_is_kept_and_can_be_set_aside(office: Office) -> None:
    office.fill()
    said = office.loc("receive", office.file("flyer.pdf", b"%PDF-1.7 nothing more"))
    assert findings(said.json["returns"][0]["parts"][0]) >= {"unreadable"}
    assert len(office.loc("status", "2024-2025").json["unmatched_returns"]) == 1
    assert office.loc("reject", "flyer.pdf", "--because", "It is a flyer.").code == ExitCode.DONE
    assert office.loc("status", "2024-2025").json["unmatched_returns"] == []


def test_a_second_return_of_the_same_kind_does_not_change_an_acceptance(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("one.docx", office.answered()))
    other = office.answered(texts={"answers.reflection": "Something else."})
    said = office.loc("receive", office.file("two.docx", other))
    assert said.json["letters"][0]["waiting_for"] == ["second-part"]
    [letter, _] = office.loc("status", "2024-2025").json["letters"]
    assert letter["state"] == "accepted"


def test_a_date_after_the_arrival_is_refused_until_a_person_says_it_is_meant(office: Office) -> None:
    office.fill()
    future = office.answered(texts={"signature.district.date": "October 3, 2024"}, day="2024-10-03")
    said = office.loc("receive", office.file("Adair.docx", future))
    assert said.json["letters"][0]["waiting_for"] == ["date-in-future"]
    accept = ("accept", "Adair.docx", "--signed-on", "2024-10-03")
    refused = office.loc(*accept)
    assert refused.code == ExitCode.INPUT
    assert office.loc(*accept, "--despite", "date-in-future").code == ExitCode.DONE


def test_a_folder_gives_all_its_files_and_a_missing_one_is_named(office: Office) -> None:
    office.fill()
    office.file("back/b.docx", office.answered("005", texts={}))
    office.file("back/sub/a.docx", office.answered())
    said = office.loc("receive", str(office.folder / "back"))
    assert [each["name"] for each in said.json["returns"]] == ["b.docx", "a.docx"]
    missing = office.loc("receive", "nowhere.pdf", as_json=False)
    assert (missing.code, missing.err.splitlines()[0]) == (ExitCode.INPUT, "nowhere.pdf does not exist.")


def test_a_letter_whose_places_to_write_are_not_its_own_waits(office: Office) -> None:
    office.fill()
    lost = replaced(office.answered(), '<w:tag w:val="answers.reflection"/>', "")
    said = office.loc("receive", office.file("Adair.docx", lost))
    [part] = said.json["returns"][0]["parts"]
    assert "text-unchecked" in findings(part)
    assert said.json["letters"][0]["decision"] == "waiting"
