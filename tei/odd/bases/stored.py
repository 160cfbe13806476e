"""Specifications as JSON, and back: all that makes a schema; no prose, no rules.

What is not said is left out, so that an entry is hardly longer than its facts. ``docs/odd-sources.md`` tells the form.
"""

from typing import Any, Final, get_args

from tei.odd.bases.stored_content import (
    Object,
    content_of,
    mode_said,
    occurs_of,
    said,
    store_content,
    store_occurs,
    store_values,
    values_of,
)
from tei.odd.specs import AttDef, AttList, AttRef, Classes, Datatype, Kind, MemberOf, Spec

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


def kind_of(entry: Object) -> Kind:
    """Return what *entry* specifies: its name stands under the name of its kind."""
    return next(kind for kind in KINDS if kind in entry)


# Into JSON


def store(spec: Spec) -> Object:
    """Return *spec* as JSON has it."""
    entry = {
        spec.kind: spec.ident,
        **said(
            module=spec.module,
            mode=mode_said(spec.mode),
            type=spec.type,
            altIdent=spec.alt_ident,
            validUntil=spec.valid_until,
        ),
    }
    # These say something even when they are empty.
    parts = {
        "ns": spec.namespace,
        "prefix": spec.prefix,
        "autoPrefix": None if spec.auto_prefix else False,
        "classes": None if spec.classes is None else _store_classes(spec.classes),
        "content": None if spec.content is None else store_content(spec.content),
        "values": None if spec.values is None else store_values(spec.values),
        "attributes": None if spec.attributes is None else _store_attributes(spec.attributes),
    }
    return {**entry, **{name: part for name, part in parts.items() if part is not None}}


def _store_classes(classes: Classes) -> list[Any] | Object:
    members = [
        {"class": member.key, **said(mode=mode_said(member.mode), occurs=store_occurs(member.occurs))}
        for member in classes.members
    ]
    short = [member["class"] if len(member) == 1 else member for member in members]
    return short if classes.mode == "replace" else {classes.mode: short}


def _store_attributes(attributes: AttList) -> list[Any] | Object:
    members = [_store_member(member) for member in attributes.members]
    return members if attributes.org == "group" else {attributes.org: members}


def _store_member(member: AttDef | AttRef | AttList) -> list[Any] | Object:
    if isinstance(member, AttList):
        return _store_attributes(member)
    if isinstance(member, AttRef):
        return {"class": member.class_key, **said(name=member.name)}
    stored = {
        "att": member.ident,
        **said(
            ns=member.namespace,
            mode=mode_said(member.mode),
            usage=member.usage,
            altIdent=member.alt_ident,
            validUntil=member.valid_until,
        ),
    }
    if (datatype := member.datatype) is not None:
        stored["datatype"] = None if datatype.content is None else store_content(datatype.content)
        stored.update(said(occurs=store_occurs(datatype.occurs)))
    if member.default is not None:
        stored["default"] = member.default
    if member.values is not None:
        stored["values"] = store_values(member.values)
    return stored


# From JSON


def spec_of(entry: Object) -> Spec:
    """Return the specification that *entry* stands for."""
    kind = kind_of(entry)
    return Spec(
        kind=kind,
        ident=entry[kind],
        module=entry.get("module", ""),
        mode=entry.get("mode", "add"),
        namespace=entry.get("ns"),
        prefix=entry.get("prefix"),
        type=entry.get("type", ""),
        alt_ident=entry.get("altIdent", ""),
        valid_until=entry.get("validUntil", ""),
        classes=_classes(entry["classes"]) if "classes" in entry else None,
        content=content_of(entry["content"]) if "content" in entry else None,
        auto_prefix=entry.get("autoPrefix", True),
        values=values_of(entry["values"]) if "values" in entry else None,
        attributes=_attributes(entry["attributes"]) if "attributes" in entry else None,
    )


def _classes(stored: list[Any] | Object) -> Classes:
    if isinstance(stored, list):
        return Classes(tuple(map(_membership, stored)))
    return Classes(tuple(map(_membership, stored["change"])), "change")


def _membership(stored: str | Object) -> MemberOf:
    if isinstance(stored, str):
        return MemberOf(stored)
    return MemberOf(stored["class"], stored.get("mode", "add"), occurs_of(stored.get("occurs", "")))


def _attributes(stored: list[Any] | Object) -> AttList:
    if isinstance(stored, list):
        return AttList(tuple(map(_member, stored)))
    return AttList(tuple(map(_member, stored["choice"])), "choice")


def _member(stored: list[Any] | Object) -> AttDef | AttRef | AttList:
    if isinstance(stored, list) or "choice" in stored:
        return _attributes(stored)
    if "class" in stored:
        return AttRef(stored["class"], stored.get("name", ""))
    return AttDef(
        ident=stored["att"],
        namespace=stored.get("ns", ""),
        mode=stored.get("mode", "add"),
        usage=stored.get("usage", ""),
        alt_ident=stored.get("altIdent", ""),
        datatype=_datatype(stored) if "datatype" in stored else None,
        default=stored.get("default"),
        values=values_of(stored["values"]) if "values" in stored else None,
        valid_until=stored.get("validUntil", ""),
    )


def _datatype(stored: Object) -> Datatype:
    content = stored["datatype"]
    return Datatype(None if content is None else content_of(content), occurs_of(stored.get("occurs", "")))
