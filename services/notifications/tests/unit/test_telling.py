"""Who is told what: decided from the fact and the people, nothing else."""

from datetime import UTC, date, datetime

import pytest

from contracts.notifications import Channel, MessageDelivered
from contracts.roles import Role
from notifications.domain import decisions, errors
from notifications.domain.model import Side
from notifications.service_layer.event_handlers import EVENT_HANDLERS
from services.notifications.tests.builders import ACCEPTED, NOW, UNIT, entry, mail, occasion, recipient, uid

IDS = [uid(number) for number in range(1, 20)]


def test_each_person_is_told_in_their_inbox_and_by_mail() -> None:
    messages = decisions.tell(occasion(), [recipient(1, "a"), recipient(2, "b")], IDS)

    assert [(message.message_id, message.recipient.person_id, message.channel) for message in messages] == [
        (uid(1), "a", Channel.INBOX),
        (uid(2), "a", Channel.MAIL),
        (uid(3), "b", Channel.INBOX),
        (uid(4), "b", Channel.MAIL),
    ]


def test_what_nobody_must_act_on_comes_to_the_inbox_alone() -> None:
    messages = decisions.tell(occasion(ACCEPTED), [recipient(1, "a")], IDS)

    assert [message.channel for message in messages] == [Channel.INBOX]


def test_a_person_in_two_roles_is_told_once_in_the_first() -> None:
    both = [recipient(1, "a", Role.UNIT_OFFICER), recipient(2, "a", Role.UNIT_HEAD)]

    messages = decisions.tell(occasion(), both, IDS)

    assert {message.recipient.role for message in messages} == {Role.UNIT_OFFICER}
    assert len(messages) == 2


def test_nobody_in_the_role_means_no_message() -> None:
    assert decisions.tell(occasion(), [], IDS) == []


def test_every_fact_that_tells_somebody_is_handled() -> None:
    handled = {fact.TYPE for fact in EVENT_HANDLERS}

    assert handled - set(decisions.AUDIENCES) == {"review.case-opened.v1"}
    assert set(decisions.AUDIENCES) <= handled


def test_units_are_told_of_their_side_and_the_agency_of_its_own() -> None:
    sides = {(audience.role, audience.side) for audiences in decisions.AUDIENCES.values() for audience in audiences}

    assert sides == {
        (Role.UNIT_OFFICER, Side.PROPOSING),
        (Role.UNIT_HEAD, Side.PROPOSING),
        (Role.UNIT_HEAD, Side.ASKED),
        (Role.SECRETARIAT, Side.RECEIVING),
        (Role.CHAIRMAN, Side.RECEIVING),
    }


def test_the_day_of_a_fact_is_the_local_one() -> None:
    late = occasion(at=datetime(2026, 11, 23, 17, 30, tzinfo=UTC))

    assert late.day == date(2026, 11, 24)


def test_an_inbox_row_is_delivered_by_being_there() -> None:
    fact = decisions.put_into_inbox(mail(), NOW)

    assert fact == MessageDelivered(
        message_id=uid(1),
        about_fact_id=uid(100),
        nomination_id=uid(101),
        case_id=uid(102),
        channel=Channel.MAIL,
        recipient_role=Role.UNIT_OFFICER,
        recipient_unit=UNIT,
        delivered_at=NOW,
        attempts=1,
    )


def test_the_same_people_again_change_nothing() -> None:
    first = decisions.register([], [entry("a", Role.UNIT_OFFICER, Role.UNIT_HEAD)], IDS)

    assert len(first) == 2
    assert decisions.register(first, [entry("a", Role.UNIT_OFFICER, Role.UNIT_HEAD)], IDS[5:]) == ()


def test_a_new_address_changes_the_row_that_is_there() -> None:
    before = decisions.register([], [entry("a")], IDS)

    after = decisions.register(before, [entry("a", email="new@thidua.example")], IDS[5:])

    assert [(row.recipient_id, row.email) for row in after] == [(uid(1), "new@thidua.example")]


def test_a_term_may_end_and_another_begin() -> None:
    before = decisions.register([], [entry("a")], IDS)
    ended = entry("a", valid_to=date(2026, 6, 30))
    begun = entry("a", valid_from=date(2026, 7, 1))

    after = decisions.register(before, [ended, begun], IDS[5:])

    assert [(row.recipient_id, row.valid_from, row.valid_to) for row in after] == [
        (uid(1), date.min, date(2026, 6, 30)),
        (uid(7), date(2026, 7, 1), date.max),
    ]


def test_one_role_twice_on_one_day_is_refused() -> None:
    before = decisions.register([], [entry("a")], IDS)

    with pytest.raises(errors.OverlappingDates) as refused:
        decisions.register(before, [entry("b"), entry("a", valid_from=date(2026, 7, 1))], IDS[5:])

    assert refused.value.index == 1


def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(errors.DatesReversed):
        decisions.register([], [entry("a", valid_from=date(2026, 7, 2), valid_to=date(2026, 7, 1))], IDS)


@pytest.mark.parametrize(
    "email",
    [
        "",
        "a",
        "a@",
        "@b",
        "a b@c.vn",
        "a@b@c",
        "a@b.vn\r\nBcc: x@y.vn",
        "a@b.vn,c@d.vn",
        "<a@b.vn>",
        "ả@b.vn",
        '"a"@b.vn',
    ],
)
def test_an_address_that_could_become_a_header_or_two_is_refused(email: str) -> None:
    with pytest.raises(ValueError, match="email"):
        entry("a", email=email)


def test_nobody_holds_the_role_of_the_service() -> None:
    with pytest.raises(ValueError, match="roles"):
        entry("a", Role.SERVICE)
