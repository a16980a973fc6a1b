"""From where on something is a finding, as those who supervise set it: whose returns, how many, how many hours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from babel.numbers import format_decimal

from portal.entrypoints.fact_filter import address, asked_form
from portal.entrypoints.forms import Fault, Form, asked
from portal.entrypoints.visits import Visit
from portal.entrypoints.wording import mark

PATH = "/supervision/findings"
RETURNED_OFTEN, AD_HOC_TIME = "returned-often", "ad-hoc-time"
WHOSE = {"nomination": mark("Từng đề nghị"), "unit": mark("Từng đơn vị")}
NO_NUMBER = mark("Nhập số nguyên từ %(least)s đến %(most)s.")
NOT_WHOSE = mark("Chọn tính theo đề nghị hoặc theo đơn vị.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A number of the form, with what the record takes (`/supervision/findings` of audit) and what it supposes."""

    name: str
    supposed: str
    least: int
    most: int


BOUNDS = {
    RETURNED_OFTEN: Bound(name="at_least", supposed="2", least=1, most=1_000),
    AD_HOC_TIME: Bound(name="over_hours", supposed="0", least=0, most=100_000),
}


def asked_of(visit: Visit, kind: str) -> Form:
    """The filter of the address with the thresholds of a kind: as typed, or as the record supposes them."""
    form = asked_form(visit)
    typed = {name: asked(visit.request, name, 20) or supposed for name, supposed in _supposed(kind).items()}
    fields = {**form.fields, **{name: (text,) for name, text in typed.items()}}
    return replace(form, fields=fields, errors=(*form.errors, *_wrong(visit, typed, kind)))


def wanted_of(form: Form, kind: str) -> dict[str, str]:
    """What the record is asked for beside the filter."""
    return {name: form.value(name) for name in _supposed(kind)}


def page_of(form: Form, kind: str, **more: str) -> str:
    """The address of the findings of a kind, with the filter; the thresholds where they are that kind's."""
    return address(
        PATH, form, kind=kind, **{name: form.value(name) for name in _supposed(kind) if form.value(name)}, **more
    )


def _supposed(kind: str) -> Mapping[str, str]:
    whose = {"by": next(iter(WHOSE))} if kind == RETURNED_OFTEN else {}
    bound = BOUNDS.get(kind)
    return whose if bound is None else {**whose, bound.name: bound.supposed}


def _wrong(visit: Visit, typed: Mapping[str, str], kind: str) -> list[Fault]:
    wrong = [Fault(field="by", text=visit.text(NOT_WHOSE))] if typed.get("by", "unit") not in WHOSE else []
    bound = BOUNDS.get(kind)
    if bound is None or _is_within(typed[bound.name], bound):
        return wrong
    least, most = (format_decimal(each, locale=visit.language.locale) for each in (bound.least, bound.most))
    return [*wrong, Fault(field=bound.name, text=visit.text(NO_NUMBER) % {"least": least, "most": most})]


def _is_within(text: str, bound: Bound) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10 and bound.least <= int(text) <= bound.most
