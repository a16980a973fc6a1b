"""Everybody asks for everything: what each route answers to each role of each unit, over real connections."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx

from contracts.roles import Role
from nominations.domain import errors as of_nominations
from nominations.entrypoints.refusals import REFUSALS as NOMINATIONS_REFUSALS
from review.domain import errors as of_review
from review.entrypoints.http import REFUSALS as REVIEW_REFUSALS
from tests.access.bodies import Body, body_of
from tests.access.life import AGENCY, FOREIGN, NAME, UNIT
from tests.access.rules import NOBODY, PEOPLE, RULES, Rule, Scope, Who
from tests.access.system import A_BROWSER, System

HOMES: dict[Role, str] = {role: UNIT if role in (Role.UNIT_OFFICER, Role.UNIT_HEAD) else AGENCY for role in PEOPLE}
EVERYBODY: Sequence[tuple[Who, str | None]] = (
    (NOBODY, None),
    *HOMES.items(),
    *((role, FOREIGN) for role in PEOPLE),
)
# The portal shows a neighbour's refusal beside the form that was sent.
REFUSING_WORDS = (
    "Vai trò của bạn không được làm việc này.",
    NOMINATIONS_REFUSALS[of_nominations.ForeignUnit].title,
    NOMINATIONS_REFUSALS[of_nominations.UnknownList].title,
    REVIEW_REFUSALS[of_review.ForeignAgency].title,
)


class Verdict(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"
    NOTHING_SHOWN = "answered without the sample thing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question and its answer."""

    service: str
    rule: Rule
    who: Who
    unit: str | None
    status: int
    headers: httpx.Headers
    text: str

    @property
    def label(self) -> str:
        place = f" of {self.unit}" if self.unit else ""
        note = f" ({self.rule.note})" if self.rule.note else ""
        return f"{self.service} {self.rule.route}{note} as {self.who}{place} [{self.status}]"


async def everything(system: System) -> list[Asked]:
    """Reading comes first, because commands move the sample things on."""
    questions = [(service, rule) for service, rules in RULES.items() for rule in rules]
    reading = [each for each in questions if each[1].route.startswith("GET ")]
    commands = [each for each in questions if not each[1].route.startswith("GET ")]
    rest = sorted(commands, key=lambda each: each[1].route.endswith(("/erase-personal", "/erase")))
    return [asked for service, rule in [*reading, *rest] for asked in await _by_all(system, service, rule)]


async def _by_all(system: System, service: str, rule: Rule) -> list[Asked]:
    """A stranger, each role in the unit that is most likely to be let in, and each from elsewhere."""
    return [await one(system, service, rule, who, unit) for who, unit in EVERYBODY]


async def one(
    system: System, service: str, rule: Rule, who: Who, unit: str | None, *, method: str | None = None
) -> Asked:
    """Ask one route as one person; with the route's own method unless another is named."""
    things = system.things | {name: system.things[other] for name, other in rule.about.items()}
    own, path = rule.route.split(" ", 1)
    body = Body() if own == "GET" else body_of(f"{service} {rule.route}", rule.note, things)
    async with _answer(system, service, method or own, path.format_map(things), who, unit, body) as (answer, text):
        return Asked(
            service=service,
            rule=rule,
            who=who,
            unit=unit,
            status=answer.status_code,
            headers=answer.headers,
            text=text,
        )


@asynccontextmanager
async def _answer(
    system: System, service: str, method: str, path: str, who: Who, unit: str | None, body: Body
) -> AsyncIterator[tuple[httpx.Response, str]]:
    """A stream that never ends is read no further than its head."""
    options = await _identity(system, service, who, unit)
    data = None if body.data is None else dict(body.data)
    if service == "portal" and method not in ("GET", "HEAD"):
        data = {**(data or {}), "csrf": system.seal.form_token(A_BROWSER)}
    files = {"file": ("danh-sach.xlsx", body.file)} if body.file is not None else None
    options["headers"] = options["headers"] | dict(body.headers)
    options |= {"content": body.content, "params": dict(body.params)} if body.content is not None else {}
    url = f"{system.urls[service]}{path}"
    async with system.client.stream(method, url, json=body.json, data=data, files=files, **options) as answer:
        streams = answer.headers.get("content-type", "").startswith("text/event-stream")
        yield answer, "" if streams else (await answer.aread()).decode("utf-8", "replace")


async def _identity(system: System, service: str, who: Who, unit: str | None) -> dict[str, Any]:
    headers = {"If-Match": '"1"'}
    if service == "portal":
        cookies = await system.cookies(who, unit) if isinstance(who, Role) else {"thidua_browser": A_BROWSER}
        return {"headers": headers | {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}}
    return {"headers": headers | (system.person(who, unit) if isinstance(who, Role) else {})}


def expected(asked: Asked) -> Verdict:
    """What the rule says."""
    scope = asked.rule.who.get(asked.who)
    match scope:
        case None:
            return Verdict.REFUSED
        case Scope.ALL:
            return Verdict.GRANTED
        case Scope.UNIT | Scope.AGENCY:
            return Verdict.GRANTED if asked.unit == _home(scope) else Verdict.REFUSED
        case Scope.UNIT_ROWS | Scope.AGENCY_ROWS:
            return Verdict.GRANTED if asked.unit == _home(scope) else Verdict.NOTHING_SHOWN


def _home(scope: Scope) -> str:
    return UNIT if scope in (Scope.UNIT, Scope.UNIT_ROWS) else AGENCY


def found(asked: Asked, things: dict[str, str]) -> Verdict:
    """What the service did."""
    if _is_refused(asked):
        return Verdict.REFUSED
    if asked.rule.shows and (things | {"name": NAME})[asked.rule.shows] not in asked.text:
        return Verdict.NOTHING_SHOWN
    return Verdict.GRANTED


def _is_refused(asked: Asked) -> bool:
    if asked.status == asked.rule.status:
        return False
    if asked.status in (401, 403, 404):
        return True
    to_sign_in = asked.status == 303 and asked.headers["location"].startswith("/sign-in")
    return to_sign_in or (asked.status == 422 and any(words in asked.text for words in REFUSING_WORDS))


def deviations(asked: Sequence[Asked], things: dict[str, str]) -> list[str]:
    """Every answer that is not what the rule says, as a sentence."""
    return [
        f"{each.label}: {found(each, things)}, the rule says {expected(each)}"
        for each in asked
        if found(each, things) is not expected(each)
    ]
