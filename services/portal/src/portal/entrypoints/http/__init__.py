"""The ways in, one module a workspace; together they are the portal's router."""

from chassis.http import Router
from portal.entrypoints.http import (
    account,
    cases,
    decisions,
    drafts,
    evidence,
    inbox,
    life,
    live,
    record,
    register,
    sections,
    signing,
    unit,
)

router = Router()
for part in (register, life, decisions, record, live, account, unit, drafts, sections, evidence, cases, signing, inbox):
    # include_router would nest the parts, and the check for routes without a gate looks at this level.
    router.routes.extend(part.router.routes)
