"""Who may ask for what: one line a route. `docs/access.md` shows it, `test_access.py` holds the services to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from contracts.roles import Role


class Scope(StrEnum):
    """How far somebody in a role gets; the word is what the table shows."""

    ALL = "yes"
    """Whatever their unit: what is asked about is nobody's, or one's own by itself."""
    UNIT = "own unit"
    """About things of the unit that proposed them; others are refused."""
    AGENCY = "own agency"
    """About things of the agency that received them; others are refused."""
    UNIT_ROWS = "own unit's rows"
    """Everybody in the role is answered; a unit sees its own rows only."""
    AGENCY_ROWS = "own agency's rows"
    """Everybody in the role is answered; an agency sees its own rows only."""


NOBODY = "anybody"
Who = Role | str

OFFICER, HEAD = Role.UNIT_OFFICER, Role.UNIT_HEAD
SECRETARIAT, MEMBER, CHAIRMAN = Role.SECRETARIAT, Role.COUNCIL_MEMBER, Role.CHAIRMAN
SUPERVISOR, OPERATOR = Role.SUPERVISOR, Role.OPERATOR
PEOPLE: tuple[Role, ...] = (OFFICER, HEAD, SECRETARIAT, MEMBER, CHAIRMAN, SUPERVISOR, OPERATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`about` says which sample thing stands for a parameter; `shows` what only those see who may."""

    route: str
    who: Mapping[Who, Scope]
    note: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    shows: str = ""
    status: int | None = None
    """What anybody is answered who asks for no more than the address."""


def to(*roles: Role, scope: Scope = Scope.ALL) -> dict[Who, Scope]:
    return dict.fromkeys(roles, scope)


EVERYBODY: Mapping[Who, Scope] = {NOBODY: Scope.ALL, **to(*PEOPLE)}
SIGNED_IN = to(*PEOPLE)
UNITS = to(OFFICER, HEAD, scope=Scope.UNIT)
OF_UNIT = to(OFFICER, scope=Scope.UNIT)
HEADS = to(HEAD, scope=Scope.UNIT)
READERS = to(SECRETARIAT, MEMBER, CHAIRMAN, SUPERVISOR, scope=Scope.AGENCY)
DESK = to(SECRETARIAT, scope=Scope.AGENCY)
SIGNERS = to(CHAIRMAN, scope=Scope.AGENCY)


def open_to_all(*routes: str, note: str = "", status: int | None = None) -> list[Rule]:
    return [Rule(route=route, who=EVERYBODY, note=note, status=status) for route in routes]


def each(who: Mapping[Who, Scope], *routes: str) -> list[Rule]:
    return [Rule(route=route, who=who) for route in routes]


def rows(who: Sequence[Role], scope: Scope, route: str, shows: str) -> Rule:
    return Rule(route=route, who=to(*who, scope=scope), shows=shows)


CHASSIS = open_to_all("GET /openapi.json")
# Of every service that has commands: who stands behind a commitment of its facts.
OPENING = [Rule(route="POST /actors/open", who=to(SUPERVISOR), note="leaves a fact")]

# Asked last of all: afterwards the sample things are empty.
ERASE = "POST /nominations/erase-personal"

EVIDENCE = "GET /nominations/{nomination_id}/evidence"
A_FILE = "GET /nominations/{nomination_id}/evidence/{file_id}"
OF_HISTORY = {"import_id": "history_import_id"}

NOMINATIONS = [
    rows((OFFICER, HEAD), Scope.UNIT_ROWS, "GET /nominations", "nomination_id"),
    Rule(route="POST /nominations", who=to(OFFICER), note="for their own unit"),
    *each(HEADS, "POST /nominations/endorse", "POST /lists/{list_id}/endorse"),
    *each(OF_UNIT, "POST /nominations/submit", "POST /lists/{list_id}/submit", "POST /nominations/withdraw"),
    *each(OF_UNIT, "PUT /nominations/{nomination_id}", "POST /imports/{import_id}/accept"),
    *each(UNITS, "GET /nominations/{nomination_id}", "GET /lists/{list_id}"),
    *each(UNITS, "GET /lists/{list_id}/evaluation"),
    *each(UNITS, "GET /nominations/{nomination_id}/sections/{section}"),
    Rule(
        route="GET /nominations/{nomination_id}/missing",
        who=UNITS | DESK,
        about={"nomination_id": "submitted_id"},
        note="the agency once it was handed over",
    ),
    *each(OF_UNIT, "PUT /nominations/{nomination_id}/sections/{section}"),
    Rule(route="GET /forms/{award}/{subject_kind}", who=to(OFFICER, HEAD)),
    Rule(route="GET /caps", who=to(OFFICER, HEAD), note="of their own unit"),
    Rule(route="GET /nominations/{nomination_id}/evaluation", who=UNITS, note="of a draft"),
    Rule(
        route="GET /nominations/{nomination_id}/evaluation",
        who=UNITS | READERS,
        about={"nomination_id": "submitted_id"},
        note="once it is submitted",
    ),
    *each(UNITS, "GET /imports/{import_id}", "GET /imports/{import_id}/workbook"),
    Rule(route="GET /nominations/{nomination_id}/duplicates", who=READERS, about={"nomination_id": "submitted_id"}),
    rows((OFFICER, HEAD), Scope.UNIT_ROWS, "GET /lists", "list_id"),
    Rule(route="POST /imports", who=to(OFFICER), note="for their own unit"),
    Rule(route="GET /imports/template", who=to(OFFICER, HEAD)),
    Rule(route=EVIDENCE, who=UNITS, note="of a draft"),
    Rule(route=EVIDENCE, who=UNITS | READERS, about={"nomination_id": "submitted_id"}, note="once submitted"),
    Rule(route=A_FILE, who=UNITS, note="of a draft"),
    Rule(
        route=A_FILE,
        who=UNITS | READERS,
        about={"nomination_id": "submitted_id", "file_id": "submitted_file_id"},
        note="once submitted",
    ),
    *each(OF_UNIT, "POST /nominations/{nomination_id}/evidence"),
    *each(OF_UNIT, "DELETE /nominations/{nomination_id}/evidence/{file_id}"),
    rows((OFFICER, HEAD), Scope.UNIT_ROWS, "GET /history", "entry_id"),
    rows((OFFICER, HEAD), Scope.UNIT_ROWS, "GET /initiatives", "initiative_id"),
    rows((OFFICER, HEAD), Scope.UNIT_ROWS, "GET /matches", "person_id"),
    *[
        Rule(route=route, who=to(OFFICER), note="for their own unit")
        for route in ("POST /history", "POST /history-imports", "POST /initiatives")
    ],
    Rule(route="GET /history-imports/template", who=to(OFFICER, HEAD)),
    *each(UNITS, "GET /history/{entry_id}", "GET /initiatives/{initiative_id}"),
    Rule(route="GET /history-imports/{import_id}", who=UNITS, about=OF_HISTORY),
    *each(OF_UNIT, "PUT /history/{entry_id}", "POST /history/{entry_id}/revoke", "POST /history/{entry_id}/withdraw"),
    Rule(route="POST /history-imports/{import_id}/accept", who=OF_UNIT, about=OF_HISTORY),
    *each(OF_UNIT, "POST /matches"),
    *each(OF_UNIT, "PUT /initiatives/{initiative_id}", "POST /initiatives/{initiative_id}/withdraw"),
    Rule(route="POST /history/{entry_id}/erase-personal", who=HEADS, about={"entry_id": "forgotten_entry_id"}),
    Rule(
        route="GET /nominations/{nomination_id}/registers",
        who=UNITS | DESK,
        about={"nomination_id": "submitted_id"},
        note="once it was handed over",
    ),
    Rule(route=ERASE, who=HEADS | to(OPERATOR), note="of a draft"),
    Rule(route=ERASE, who=DESK | to(OPERATOR), note="of a case"),
]

REVIEW = [
    rows((SECRETARIAT, MEMBER, CHAIRMAN, SUPERVISOR), Scope.AGENCY_ROWS, "GET /cases", "case_id"),
    *each(READERS, "GET /cases/{case_id}", "GET /decisions/{decision_id}"),
    *each(DESK, "POST /cases/accept", "POST /cases/return", "POST /cases/record-verdicts"),
    *each(DESK, "POST /cases/close", "POST /cases/refuse-withdrawal", "POST /cases/repin"),
    *each(SIGNERS, "POST /cases/decline", "POST /decisions", "POST /awards/revoke"),
    rows((HEAD,), Scope.UNIT_ROWS, "GET /opinions", "opinion_id"),
    *each(HEADS, "POST /opinions/{opinion_id}/answer"),
    *each(DESK, "POST /opinions/ask", "POST /opinions/withdraw", "POST /cases/assign", "POST /cases/release"),
    *each(DESK, "POST /cases/tick", "GET /cases/{case_id}/desk"),
    rows((SECRETARIAT,), Scope.AGENCY_ROWS, "GET /colleagues", "colleague_id"),
    rows((SECRETARIAT,), Scope.AGENCY_ROWS, "GET /assignments", "colleague_id"),
    Rule(route="POST /colleagues/join", who=to(SECRETARIAT), note="for their own agency"),
    Rule(route="POST /colleagues/leave", who=to(SECRETARIAT), note="of their own agency's people"),
]

NOTIFICATIONS = [
    Rule(route="GET /inbox", who=SIGNED_IN, note="their own messages"),
    Rule(route="GET /inbox/acts", who=SIGNED_IN, note="their own messages"),
    Rule(route="POST /inbox/read", who=SIGNED_IN, note="their own messages"),
    *each(to(OPERATOR), "GET /recipients", "POST /recipients", "GET /deliveries"),
]

AUDIT = [
    *open_to_all("GET /log/checkpoint", "GET /log/key", "GET /log/policy", "GET /log/status", note="the public record"),
    *open_to_all("GET /log/entries/{fact_id}", "GET /log/proofs/{fact_id}", note="the public record"),
    *open_to_all("GET /log/tile/{tile}", note="the public record as files"),
    *open_to_all("GET /log/shards", note="the logs of the record, their keys and dates"),
    *open_to_all("GET /log/{log}/checkpoint", "GET /log/{log}/key", note="a later log of the record"),
    *open_to_all("GET /log/{log}/tile/{tile}", note="a later log as files"),
    *each(to(SUPERVISOR, OPERATOR), "GET /anomalies"),
    *each(to(SUPERVISOR), "GET /supervision/facts", "GET /supervision/findings"),
    *each(to(SUPERVISOR), "GET /supervision/exports/size"),
    Rule(route="POST /supervision/cases/{case_id}/look", who=to(SUPERVISOR), note="leaves a fact"),
    Rule(route="POST /supervision/exports", who=to(SUPERVISOR), note="leaves a fact"),
]

PORTAL = [
    *open_to_all("GET /", "GET /about", "GET /verify", "GET /events", "GET /static/{path}"),
    *open_to_all("GET /log/checkpoint", "GET /log/key", "GET /log/policy", note="the public record"),
    *open_to_all("GET /log/entries/{fact_id}", "GET /log/proofs/{fact_id}", note="the public record"),
    *open_to_all("GET /log/tile/{tile}", note="the public record as files"),
    *open_to_all("GET /log/shards", note="the logs of the record, their keys and dates"),
    *open_to_all("GET /log/{log}/checkpoint", "GET /log/{log}/key", note="a later log of the record"),
    *open_to_all("GET /log/{log}/tile/{tile}", note="a later log as files"),
    *open_to_all("GET /decisions/{decision_id}", "GET /awards/{award_id}"),
    Rule(
        route="GET /nominations/{nomination_id}",
        who=EVERYBODY,
        about={"nomination_id": "awarded_id"},
        note="once it is awarded",
    ),
    Rule(
        route="GET /nominations/{nomination_id}",
        who=UNITS | READERS,
        about={"nomination_id": "submitted_id"},
        note="before it is awarded",
    ),
    *each(to(SUPERVISOR), "GET /supervision", "GET /supervision/findings", "GET /supervision/cases/{case_id}"),
    *each(to(SUPERVISOR), "POST /supervision/cases/{case_id}", "POST /supervision/cases/{case_id}/export"),
    Rule(route="GET /supervision/export", who=to(SUPERVISOR)),
    Rule(route="POST /supervision/export", who=to(SUPERVISOR), note="leaves a fact"),
    Rule(route="POST /supervision/actors", who=to(SUPERVISOR), note="leaves a fact"),
    *open_to_all("GET /sign-in", "POST /sign-out"),
    *open_to_all("GET /sign-in/callback", status=401, note="with what the issuer answered"),
    *each(SIGNED_IN, "GET /signed-in"),
    Rule(route="GET /inbox", who=SIGNED_IN, note="their own messages"),
    Rule(route="POST /inbox/read", who=SIGNED_IN, note="their own messages"),
    Rule(route="GET /inbox/{fact_id}", who=OF_UNIT, note="who was told of it; here an officer"),
    rows((OFFICER, HEAD), Scope.UNIT_ROWS, "GET /unit", "list_id"),
    Rule(route="GET /unit/nominations/new", who=to(OFFICER)),
    Rule(route="POST /unit/nominations/new", who=to(OFFICER), note="for their own unit"),
    Rule(route="POST /unit/imports", who=to(OFFICER), note="for their own unit"),
    Rule(route="GET /unit/imports/template", who=to(OFFICER, HEAD)),
    *each(OF_UNIT, "GET /unit/imports/{import_id}", "GET /unit/imports/{import_id}/workbook"),
    *each(OF_UNIT, "POST /unit/imports/{import_id}/accept", "POST /unit/lists/{list_id}/submit"),
    *each(OF_UNIT, "POST /unit/nominations/withdraw", "POST /unit/nominations/{nomination_id}/sections/{section}"),
    *each(OF_UNIT, "POST /unit/nominations/{nomination_id}/sections/{section}/save"),
    *each(UNITS, "GET /unit/lists/{list_id}", "GET /unit/nominations/{nomination_id}"),
    *each(UNITS, "GET /unit/nominations/{nomination_id}/sections/{section}"),
    *each(UNITS, "GET /unit/nominations/{nomination_id}/check", "GET /unit/nominations/{nomination_id}/initiatives"),
    *each(OF_UNIT, "POST /unit/nominations/{nomination_id}/initiatives"),
    *each(HEADS, "POST /unit/lists/{list_id}/endorse"),
    *each(HEADS, "POST /unit/nominations/endorse"),
    Rule(route="POST /unit/nominations/act", who=to(OFFICER, HEAD), note="endorse: asks for the promise"),
    *each(UNITS, "GET /unit/nominations/{nomination_id}/evidence"),
    *each(OF_UNIT, "POST /unit/nominations/{nomination_id}/evidence"),
    *each(OF_UNIT, "POST /unit/nominations/{nomination_id}/evidence/remove"),
    Rule(route=EVIDENCE, who=UNITS | READERS, about={"nomination_id": "submitted_id"}, note="once submitted"),
    Rule(route=A_FILE, who=UNITS, note="of a draft"),
    Rule(
        route=A_FILE,
        who=UNITS | READERS,
        about={"nomination_id": "submitted_id", "file_id": "submitted_file_id"},
        note="once submitted",
    ),
    Rule(route="POST /unit/nominations/act", who=OF_UNIT, note="submit"),
    rows((OFFICER, HEAD), Scope.UNIT_ROWS, "GET /unit/history", "entry_id"),
    rows((OFFICER, HEAD), Scope.UNIT_ROWS, "GET /unit/initiatives", "initiative_id"),
    rows((OFFICER, HEAD), Scope.UNIT_ROWS, "GET /unit/matches", "person_id"),
    *each(to(OFFICER), "GET /unit/history/new", "GET /unit/initiatives/new"),
    *[
        Rule(route=route, who=to(OFFICER), note="for their own unit")
        for route in ("POST /unit/history/new", "POST /unit/history/imports", "POST /unit/initiatives/new")
    ],
    Rule(route="GET /unit/history/imports/template", who=to(OFFICER, HEAD)),
    *each(UNITS, "GET /unit/history/{entry_id}", "GET /unit/initiatives/{initiative_id}"),
    *each(OF_UNIT, "POST /unit/history/{entry_id}", "POST /unit/history/{entry_id}/end", "POST /unit/matches"),
    *each(OF_UNIT, "POST /unit/initiatives/{initiative_id}", "POST /unit/initiatives/{initiative_id}/withdraw"),
    Rule(route="GET /unit/history/imports/{import_id}", who=OF_UNIT, about=OF_HISTORY),
    Rule(route="POST /unit/history/imports/{import_id}/accept", who=OF_UNIT, about=OF_HISTORY),
    # After the lists: with an entry every checked list of the unit goes.
    *[
        Rule(route=f"{verb} /unit/history/{{entry_id}}/erase", who=HEADS, about={"entry_id": "forgotten_entry_id"})
        for verb in ("GET", "POST")
    ],
    Rule(
        route="GET /nominations/{nomination_id}/registers",
        who=UNITS | DESK,
        about={"nomination_id": "submitted_id"},
        note="once it was handed over",
    ),
    Rule(route="GET /nominations/{nomination_id}/duplicates", who=READERS, about={"nomination_id": "submitted_id"}),
    rows((SECRETARIAT,), Scope.AGENCY_ROWS, "GET /cases", "case_id"),
    *each(DESK, "POST /cases/act", "POST /cases/return", "POST /cases/refuse", "POST /cases/verdicts"),
    *each(DESK, "GET /cases/{case_id}", "POST /cases/{case_id}/repin", "POST /cases/{case_id}/ticks"),
    *each(DESK, "POST /cases/assign", "POST /cases/opinions", "POST /cases/opinions/{opinion_id}/withdraw"),
    Rule(route="GET /returns", who=to(SECRETARIAT, SUPERVISOR), note="numbers of their own agency"),
    rows((HEAD,), Scope.UNIT_ROWS, "GET /unit/opinions", "opinion_id"),
    *each(HEADS, "GET /unit/opinions/{opinion_id}", "POST /unit/opinions/{opinion_id}"),
    rows((CHAIRMAN,), Scope.AGENCY_ROWS, "GET /signing", "decision_id"),
    rows((CHAIRMAN,), Scope.AGENCY_ROWS, "POST /signing/act", "name"),
    *each(SIGNERS, "POST /signing/decide", "POST /signing/decline"),
    *each(SIGNERS, "GET /decisions/{decision_id}/revoke", "POST /decisions/{decision_id}/revoke"),
]

RULES: Mapping[str, Sequence[Rule]] = {
    "nominations": [*NOMINATIONS, *OPENING, *CHASSIS],
    "review": [*REVIEW, *OPENING, *CHASSIS],
    "notifications": [*NOTIFICATIONS, *OPENING, *CHASSIS],
    "audit": [*AUDIT, *OPENING, *CHASSIS],
    "portal": [*PORTAL, *CHASSIS],
}
