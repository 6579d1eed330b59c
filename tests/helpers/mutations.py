"""Seeded damage to files: what a torn download, a bad disk or somebody's malice may leave."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Sequence

from lxml import etree


def damaged(data: bytes, dice: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """The data with one to eight changes: flipped, cut out, doubled, put in, cut off."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(changed) + 1)
        size = min(dice.choice((1, 2, 8, 64, 1024)), max(1, len(changed) - at))
        kind = dice.randrange(7)
        if kind == 0 and at < len(changed):
            changed[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del changed[at : at + size]
        elif kind == 2:
            changed[at:at] = changed[at : at + size] * dice.choice((1, 2, 50))
        elif kind == 3:
            changed[at:at] = dice.randbytes(size)
        elif kind == 4:
            changed[at : at + size] = dice.choice((b"\0", b"\xff", b"<", b"&", b"[", b"`")) * size
        elif kind == 5 and others:
            other = dice.choice(others)
            first = dice.randrange(len(other) + 1)
            changed[at:at] = other[first : first + size]
        elif kind == 6 and dice.randrange(4) == 0:
            del changed[at:]
    return bytes(changed)


def damaged_package(data: bytes, dice: random.Random) -> bytes:
    """A zip archive with damage to itself, to bytes of its parts, or to the tree of their XML."""
    way = dice.randrange(5)
    if way == 0:
        return damaged(data, dice)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        victims = set(dice.sample(names, min(len(names), dice.randint(1, 2))))
        for name in names:
            part = old.read(name)
            if name in victims and dice.randrange(8) == 0:
                continue  # a part that is missing
            if name in victims:
                part = damaged(part, dice) if way == 1 else _other_tree(part, dice)
            new.writestr(name, part)
    return out.getvalue()


def _other_tree(part: bytes, dice: random.Random) -> bytes:
    """Sound XML with elements doubled, moved and taken out; anything else as it is."""
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return part
    for _ in range(dice.randint(1, 12)):
        elements = list(root.iter())[1:]
        if not elements:
            break
        one, other = dice.choice(elements), dice.choice(elements)
        parent = one.getparent()
        way = dice.randrange(4)
        if parent is None:
            continue
        if way == 0:
            parent.remove(one)
        elif way == 1:
            parent.insert(dice.randrange(len(parent) + 1), copy.deepcopy(one))
        elif way == 2 and one not in other.iterancestors() and one is not other:
            other.append(one)
        elif way == 3:
            for name in list(one.attrib):
                one.attrib[name] = dice.choice(("", "-1", "none", "end", "begin"))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
