"""Registers as forms and back: nothing that the page does not ask is lost."""

from portal.adapters.clients.registers import Author, Initiative
from portal.entrypoints.forms import blank
from portal.entrypoints.register_forms import author_places, entry_body, initiative_body, initiative_form
from services.portal.tests.builders import UNIT, known

AUTHORS = (
    *(Author(name=f"Người {at}", born="1985", unit=UNIT, workplace="Trường Phố Hiến") for at in range(7)),
    Author(kind="collective", name="Tổ Toán", unit=UNIT),
)
STANDING = Initiative(
    initiative_id=known("s"), title="Phần mềm", kind="initiative", level="base", year=2025, authors=AUTHORS
)


def test_eight_authors_are_shown_and_saved_with_what_the_page_does_not_ask() -> None:
    form = initiative_form(STANDING)

    assert len(author_places(form)) == 8
    assert initiative_body(form, STANDING.authors)["authors"] == [
        each.model_dump(exclude_none=True) for each in AUTHORS
    ]


def test_who_is_written_over_is_somebody_else() -> None:
    form = initiative_form(STANDING)
    changed = blank(**{**form.fields, "author8": "Trần Văn An"})

    authors = initiative_body(changed, STANDING.authors)["authors"]

    assert isinstance(authors, list)
    assert authors[-1] == {"kind": "individual", "name": "Trần Văn An"}


def test_the_button_adds_places_up_to_the_most_that_are_taken() -> None:
    asked = {f"author{at}": "" for at in range(1, 6)}

    assert [len(author_places(each)) for each in (blank(), blank(**asked, more="yes"))] == [5, 10]
    assert len(author_places(blank(author18="An", more="yes"))) == 20


def test_a_national_id_stays_is_given_anew_or_is_taken_back() -> None:
    said = {"kind": "individual", "name": "An"}
    forms = [blank(**said), blank(**said, identity="033085001234", identity_removed="yes"),
             blank(**said, identity_removed="yes")]  # fmt: skip

    subjects = [entry_body(form)["subject"] for form in forms]

    assert subjects == [said, {**said, "identity": "033085001234"}, {**said, "identity": ""}]
