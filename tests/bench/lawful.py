"""The law's cost: one dossier evaluated, and a workbook of thousands read, taken over and evaluated.

The floors of the latter are what it cannot do without: calamine's read, and COPY of the same rows into a bare table.
"""

import time
from datetime import date
from statistics import median

from nominations.bootstrap import service as nominations
from rulebook import Dossier, SubjectKind, evaluate, load_law
from rulebook.dossier import CommendationKind, Grade, YearResult
from tests.bench.ground import Ground
from tests.bench.journey import People, bare_read, check, one_service, workbook_of
from tests.bench.table import Line, at_most

AWARDS = ("BKT", "CSTDT", "CSTDCS", "BKTTG")
RECEIVED = (date(2021, 9, 30), date(2024, 10, 1), date(2026, 3, 2), date(2026, 11, 2))


async def measure(ground: Ground, count: int, rounds: int) -> list[Line]:
    evaluated = _evaluated(count // 10, rounds)
    content = workbook_of(count)
    async with one_service(ground, nominations()) as people:
        await check(people, content)  # starts the process that reads workbooks of strangers
        checked, import_id = await check(people, content)
        taken = await _taken_over(people, import_id)
        asked = await _asked(people, taken[1])
        copied = await _copied(people)
    bare, share = bare_read(content), count / 10_000
    floor = bare + copied
    return [
        Line(name="evaluating one dossier", figure=evaluated, unit="ms", aim=at_most(2), beside="no two alike"),
        Line(name="first errors of a workbook", figure=checked, unit="s", aim=at_most(1), beside=f"{count:,} rows"),
        Line(
            name="importing and evaluating a workbook",
            figure=checked + taken[0] + asked,
            unit="s",
            aim=at_most(5 * share),
            beside=f"check {checked:.2f} + take over {taken[0]:.2f} + evaluate {asked:.2f} s; "
            f"{(checked + taken[0] + asked) / floor:.1f} × its floor",
        ),
        Line(
            name="floor: calamine's read + COPY of the rows",
            figure=floor,
            unit="s",
            beside=f"{bare:.2f} + {copied:.2f} s",
        ),
    ]


def _evaluated(count: int, rounds: int) -> float:
    """Milliseconds a dossier, the median of the rounds."""
    law, dossiers = load_law(), [_dossier(number) for number in range(count)]
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        for dossier in dossiers:
            evaluate(dossier, law)
        times.append((time.perf_counter() - begun) / count * 1e3)
    return median(times)


def _dossier(number: int) -> Dossier:
    """Each with years of its own, over all regimes."""
    grades = list(Grade)
    return Dossier(
        award=AWARDS[number % len(AWARDS)],
        subject_kind=SubjectKind.INDIVIDUAL,
        commendation_kind=CommendationKind.MERIT,
        received_on=RECEIVED[number // len(AWARDS) % len(RECEIVED)],
        year=2020,
        results=tuple(YearResult(year=2020 - ago, grade=grades[number // 4**ago % 4]) for ago in range(6)),
        awards=(),
    )


async def _taken_over(people: People, import_id: str) -> tuple[float, str]:
    begun = time.perf_counter()
    taken = await people.client.post(f"/imports/{import_id}/accept", headers=people.officer)
    seconds = time.perf_counter() - begun
    taken.raise_for_status()
    return seconds, str(taken.json()["list_id"])


async def _asked(people: People, list_id: str) -> float:
    begun = time.perf_counter()
    answer = await people.client.get(f"/lists/{list_id}/evaluation", headers=people.officer)
    answer.raise_for_status()
    return time.perf_counter() - begun


async def _copied(people: People) -> float:
    """COPY of what was taken over, as it lies in the database, into a table without an index."""
    async with people.own.acquire() as connection:
        rows = await connection.fetch("SELECT nomination_id, unit, dossier, private FROM nominations")
        await connection.execute("CREATE TEMP TABLE bare (nomination_id uuid, unit text, dossier jsonb, private jsonb)")
        begun = time.perf_counter()
        await connection.copy_records_to_table("bare", records=[tuple(row) for row in rows])
        return time.perf_counter() - begun
