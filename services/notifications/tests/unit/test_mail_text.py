"""The mail: what happened and where, in Vietnamese first, and nothing of the dossier."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from notifications.adapters.mailer import MailServer, compose
from notifications.adapters.wording import mail_body, sentences
from notifications.domain.decisions import AUDIENCES, CHANNELS
from services.notifications.tests.builders import NOW, mail, occasion, uid

SERVER = MailServer(host="127.0.0.1", port=25, mail_from="thi-dua@thidua.example", public_url="http://127.0.0.1:8000/")


def read() -> EmailMessage:
    return message_from_bytes(compose(mail(), SERVER, NOW), policy=policy.default)


def test_every_fact_that_tells_somebody_has_its_words() -> None:
    assert set(sentences()) == set(AUDIENCES) == set(CHANNELS)


@pytest.mark.parametrize("fact_type", sorted(AUDIENCES))
def test_every_message_leads_to_a_page(fact_type: str) -> None:
    page = sentences()[fact_type].page(occasion(fact_type))

    assert page in {f"/nominations/{uid(101)}", f"/cases/{uid(102)}", f"/decisions/{uid(103)}", "/unit/opinions"}


def test_a_mail_says_what_happened_and_where_to_see_it() -> None:
    body = mail_body(occasion(), "http://127.0.0.1:8000/")

    assert body.startswith("Hồ sơ của đơn vị bị trả lại kèm lý do. Xin sửa và trình lại.")
    assert f"Xem tại: http://127.0.0.1:8000/inbox/{uid(100)}\n" in body
    assert "Thời điểm: 15:30 23/11/2026" in body
    assert body.index("English") > body.index("Xem tại")


def test_a_mail_is_marked_as_automatic_and_has_one_identity() -> None:
    read_mail = read()

    assert read_mail["Auto-Submitted"] == "auto-generated"
    assert read_mail["Message-ID"] == f"<{mail().fingerprint}@thidua.example>"
    assert read_mail["Subject"] == "[Thi đua] Hồ sơ bị trả lại"
    assert (read_mail["From"], read_mail["To"]) == ("thi-dua@thidua.example", "officer@thidua.example")
    assert read_mail["Date"] == "Mon, 23 Nov 2026 08:30:00 +0000"


def test_the_same_message_made_twice_is_the_same_mail() -> None:
    assert compose(mail(), SERVER, NOW) == compose(mail(), SERVER, NOW)


def test_the_bytes_are_ascii_with_short_lines() -> None:
    content = compose(mail(), SERVER, NOW)

    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
