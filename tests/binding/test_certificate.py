import hashlib
from dataclasses import replace
from datetime import date

from made.pdf import picture_of, text_of
from made.record import LETTER_ID, certificate

from loc_builder.binding.certificate import ReturnLine, certificate_pdf, code_text, originals_digest, originals_list
from loc_builder.files.codes import read_qr
from loc_builder.letter_id import parse_code
from loc_builder.model import Sha256

RETURNS = (
    ReturnLine("Adair.pdf", date(2018, 3, 12), Sha256("ab" * 32)),
    ReturnLine("Adair letter.docx", date(2018, 3, 12), Sha256("cd" * 32)),
)


def test_the_digest_of_the_originals_can_be_made_again_with_sha256sum() -> None:
    listed = f"{'ab' * 32}  Adair.pdf\n{'cd' * 32}  Adair letter.docx\n"
    made = replace(certificate(), returns=RETURNS)
    assert originals_list(made) == listed
    assert originals_digest(made) == hashlib.sha256(listed.encode()).hexdigest()


def test_the_certificates_code_is_read_and_is_not_taken_for_a_letters_code() -> None:
    told = replace(certificate(), returns=RETURNS)
    (found,) = read_qr(picture_of(certificate_pdf(told), 1, 200).pixels)
    assert found.text == code_text(told) == f"LOCR:{LETTER_ID}:{originals_digest(told).upper()}"
    assert parse_code(found.text) is None


def test_a_hash_of_a_file_is_printed_in_two_even_lines() -> None:
    printed = text_of(certificate_pdf(replace(certificate(), returns=RETURNS)), 1)
    assert "ab" * 16 in printed
    assert "ab" * 17 not in printed.replace("\r\n", "\n")


def test_a_name_that_looks_like_markup_is_printed_as_it_is() -> None:
    odd = "Smith & Sons <Ind.> {{x}} %d"
    printed = text_of(certificate_pdf(replace(certificate(), district=odd)), 1)
    assert odd in printed


def test_a_certificate_with_nothing_to_tell_is_still_one() -> None:
    bare = replace(certificate(), signatures=(), approval=None, checks=(), returns=(), events=(), last_fact="")
    assert "In effect from March 9, 2018" in text_of(certificate_pdf(bare), 1)
