"""Evidence as pages may be given it: every state, something taken out, a part without a file, a name to escape."""

from portal.adapters.clients.evidence import EvidenceFile, EvidencePage, Limits
from portal.adapters.clients.nominations import Dossier, NominationView
from portal.entrypoints.language import Language
from portal.entrypoints.papers import STATES, Papers, papers, parts_of
from services.portal.tests.builders import AGENCY, NOW, TODAY, known

MB = 1024 * 1024
PDF = "application/pdf"
LIMITS = Limits(file_bytes=50 * MB, nomination_bytes=200 * MB, files=40)
FILES = tuple(
    EvidenceFile(
        file_id=known(f"e{at}"),
        part=part,
        name="Báo cáo <b>.pdf",
        media_type=PDF if at else "image/jpeg",
        size_bytes=340_000 * (10**at),
        removed=("metadata", "of-a-later-release") if not at else (),
        state=state,
        uploaded_at=NOW,
    )
    for at, (state, part) in enumerate(zip(STATES, ("minutes", "submission", "strange", "other"), strict=True))
)
DOSSIER = Dossier(
    subject_kind="individual", award_code="BKT", commendation_kind="merit", receiving_agency=AGENCY, name="Lê <b>"
)
NOMINATION = NominationView.model_validate(
    {"nomination_id": known("n"), "status": "endorsed", "version": 2, "dossier": DOSSIER.model_dump()}
)


def filled(language: Language) -> Papers:
    page = EvidencePage(files=FILES, total_bytes=51 * MB, is_open=True, limits=LIMITS)
    return papers(language, page, parts_of("BKT", "individual", "merit", False, TODAY))


def bare(language: Language) -> Papers:
    return papers(language, EvidencePage(limits=LIMITS), ())
