"""Dossiers and rows for tests."""

from datetime import date

from rulebook import Dossier, Finding, evaluate, load_law
from rulebook.dossier import EarlierAward, Standing

IN_A = date(2021, 8, 31)
IN_B = date(2024, 6, 1)
IN_C1 = date(2025, 12, 1)
IN_C2 = date(2026, 11, 23)

ROW: dict[str, object] = {
    "id": "A.CSTDT.run",
    "clause": "run",
    "awards": ["CSTDT"],
    "effect": "refuse",
    "valid_from": date(2017, 10, 1),
    "valid_to": date(2023, 12, 31),
    "transition": "receipt",
    "status": "verified",
    "citation": "Luật TĐKT 2003 Đ22",
    "source": "tvpl:47C20",
    "note": "",
    "text": "Có 03 lần liên tục đạt danh hiệu Chiến sĩ thi đua cơ sở.",
    "value": {"title": "CSTDCS", "times": 3, "ends": [0]},
}


def titles(code: str, *years: int, standing: Standing = Standing.IN_FORCE) -> tuple[EarlierAward, ...]:
    return tuple(EarlierAward(code=code, year=year, standing=standing) for year in years)


def findings(**told: object) -> dict[str, Finding]:
    """By row."""
    return {finding.row: finding for finding in evaluate(Dossier.model_validate(told), load_law())}
