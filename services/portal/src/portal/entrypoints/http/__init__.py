"""The ways in, one module a workspace; together they are the portal's router."""

from chassis.http import Router
from portal.entrypoints.http import (
    account,
    asking,
    assigning,
    case,
    cases,
    claimed,
    decisions,
    drafts,
    duplicates,
    erasing,
    evidence,
    exporting,
    inbox,
    initiatives,
    life,
    live,
    matches,
    opinions,
    past_awards,
    record,
    register,
    returns,
    sections,
    signing,
    supervised_case,
    supervision,
    unit,
)

router = Router()
PARTS = (register, life, decisions, record, live, account, unit, drafts, duplicates, sections, claimed)
REGISTERS = (past_awards, erasing, matches, initiatives)
for part in (
    *PARTS,
    *REGISTERS,
    evidence,
    cases,
    case,
    assigning,
    asking,
    opinions,
    returns,
    signing,
    supervision,
    supervised_case,
    exporting,
    inbox,
):
    # include_router would nest the parts, and the check for routes without a gate looks at this level.
    router.routes.extend(part.router.routes)
