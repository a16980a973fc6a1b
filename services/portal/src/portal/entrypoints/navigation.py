"""Where a visitor can go: public pages for all, a workspace for each role."""

from collections.abc import Collection
from dataclasses import dataclass

from contracts.roles import Role
from portal.entrypoints.language import Language
from portal.entrypoints.wording import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    href: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of the menu; without roles it is everybody's. `also` are beginnings of addresses that belong to it."""

    href: str
    label: str
    roles: frozenset[Role] = frozenset()
    also: tuple[str, ...] = ()
    is_work: bool = True
    """Somebody's work waits there."""

    def holds(self, path: str) -> bool:
        return path == self.href or any(path.startswith(each) for each in self.also)


REGISTER = "/"
PLACES = (
    Place(href=REGISTER, label=mark("Sổ khen thưởng"), also=("/nominations/", "/decisions/")),
    Place(
        href="/unit",
        label=mark("Đơn vị của tôi"),
        roles=frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD}),
        also=("/unit/",),
    ),
    Place(href="/cases", label=mark("Hồ sơ cần xét"), roles=frozenset({Role.SECRETARIAT}), also=("/cases/",)),
    Place(
        href="/returns",
        label=mark("Trả lại theo đơn vị"),
        roles=frozenset({Role.SECRETARIAT, Role.SUPERVISOR}),
        is_work=False,
    ),
    Place(href="/signing", label=mark("Bàn ký"), roles=frozenset({Role.CHAIRMAN}), also=("/signing/",)),
    Place(
        href="/supervision",
        label=mark("Bàn giám sát"),
        roles=frozenset({Role.SUPERVISOR}),
        also=("/supervision/",),
    ),
    Place(href="/verify", label=mark("Tự kiểm chứng")),
)


def workspace(roles: Collection[Role]) -> str:
    """Where somebody's work waits: the first place of one of their roles, else the register."""
    return next((place.href for place in PLACES if place.is_work and place.roles & set(roles)), REGISTER)


def navigation(path: str, roles: Collection[Role], language: Language) -> list[Item]:
    """The menu of a visitor on a page."""
    return [
        Item(href=place.href, label=language.text(place.label), is_current=place.holds(path))
        for place in PLACES
        if not place.roles or place.roles & set(roles)
    ]
