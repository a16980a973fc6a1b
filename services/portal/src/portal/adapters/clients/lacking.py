"""What nominations says that a dossier lacks."""

from portal.adapters.clients.transport import Answer


class Missing(Answer):
    """One thing that a dossier lacks, with who asks for it."""

    lack: str
    key: str
    section: str
    label: str
    label_en: str
    row: str
    citation: str = ""
    note: str = ""
    status: str

    @property
    def is_ours(self) -> bool:
        return self.row == "ours"

    @property
    def is_verified(self) -> bool:
        return self.status == "verified"


class MissingPage(Answer):
    missing: tuple[Missing, ...] = ()
