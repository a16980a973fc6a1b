"""Where on the unit's pages is told what a rule or the form still wants to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.entrypoints import clauses
from rulebook.forms import FormDefinition, FormField, SectionKey, wanting

# By the section that nominations names: a page below the nomination's, or one of another beginning.
PAGES: Mapping[str, str] = {
    **{key.value: f"sections/{key}" for key in SectionKey},
    "evidence": "evidence",
    "initiatives": "initiatives",
    "history": "/nominations/{nomination_id}/registers",
}
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The pages of one nomination, with the form that it is written with."""

    nomination_id: UUID
    definition: FormDefinition

    def to(self, section: str, told: str, row: str) -> str:
        """The page, at the field where it has one; "" where the unit has none.

        `told` is a field of the rulebook's dossier, `row` the row of the law that wants it.
        """
        page = PAGES.get(section, "")
        if not page or (section in set(SectionKey) and not self._asks(section)):
            return ""
        if section == EVIDENCE:
            return self._address(page) + self._part(row)
        field = self._field(section, told, row)
        return self._address(page) + (f"#f-{field.key}" if field else "")

    def _address(self, page: str) -> str:
        if page.startswith("/"):
            return page.format(nomination_id=self.nomination_id)
        return f"/unit/nominations/{self.nomination_id}/{page}"

    def _asks(self, section: str) -> bool:
        return any(each.key == section for each in self.definition.sections)

    def _part(self, row: str) -> str:
        part = clauses.part_of_row(row)
        return f"?part={part}#f-part" if part else ""

    def _field(self, section: str, told: str, row: str) -> FormField | None:
        """The one that the row asks for; else the first of that name, or of that group."""
        form, name = self.definition, told.rpartition(".")[2]
        asked = [each for each in form.fields if each.section == section]
        by_row = (each for each in asked if wanting(each, form.award_code, form.on).row == row)
        by_name = (each for each in asked if name == each.key or name in each.path)
        return next(by_name, None) or next(by_row, None)
