"""The signs that hold for each candidate, each with a name that a reader understands."""

from __future__ import annotations

from onrecord.coding.where.candidates import Candidate
from onrecord.coding.where.clues import Clues, persons_read, reader_signs
from onrecord.coding.where.gazetteer import Gazetteer
from onrecord.coding.where.words import Words, classes, common, peoples


def describe(words: Words, found: list[Candidate], gazetteer: Gazetteer, clues: Clues | None = None) -> None:
    """Puts into each candidate the names of the signs that hold for it."""
    persons = _persons(words) if clues is None else _persons(words) | persons_read(words, clues)
    ends = {c.last for c in found if c.kind in ("known", "comma", "exact")}
    containers = _containers(words, found, gazetteer)
    longest: dict[int, int] = {}
    for c in found:
        if c.kind == "known":
            for i in range(c.first, c.last + 1):
                longest[i] = max(longest.get(i, 0), c.last - c.first)
    for c in found:
        f = c.features
        f.append("bias")
        _name_signs(c, words, gazetteer, f)
        _before_signs(c, words, f, ends, persons)
        _after_signs(c, words, f, containers)
        if longest.get(c.first, 0) > c.last - c.first or longest.get(c.last, 0) > c.last - c.first:
            f.append("inside a longer name")
        if c.first == c.last and c.key in persons:
            f.append("a person bears it here")
        if clues is not None:
            reader_signs(c, words, clues, f)
    _report_signs(words, found, gazetteer)


def _report_signs(words: Words, found: list[Candidate], gazetteer: Gazetteer) -> None:
    """What the rest of the report says: its country or region is named, the name stands elsewhere as a place."""
    named = _named(words, found, gazetteer)
    told = {c.key for c in found if c.bearers and not _SURE.isdisjoint(c.features)}
    for c in found:
        if c.key in told and _SURE.isdisjoint(c.features):
            c.features.append("a place elsewhere in the report")
        if c.kind != "known":
            continue
        regions, homes = gazetteer.within([b.number for b in c.bearers if not b.short])
        if not regions.isdisjoint(named):
            c.features.append("its region is named")
        elif not homes.isdisjoint(named):
            c.features.append("its country is named")
        else:
            c.features.append("neither region nor country is named")


_SURE = frozenset(
    {
        "after in",
        "before comma and region",
        "before comma and country",
        "dateline",
        "after a place and comma",
        "after kind of",
    }
)


def _named(words: Words, found: list[Candidate], gazetteer: Gazetteer) -> set[int | str]:
    """Regions (by number) and countries (by code) that the report names beyond doubt, or names the people of."""
    names, lists = peoples(), common()
    named: set[int | str] = {names[k] for k, cap in zip(words.keys, words.capital, strict=True) if cap and k in names}
    for c in found:
        doubtful = c.first == c.last and (
            c.key in lists["given"] or c.key in lists["family"] or c.key in lists["common"]
        )
        if doubtful and "after a place and comma" not in c.features:
            continue
        for b in c.bearers:
            if b.number >= gazetteer.size or (b.number < gazetteer.first_order and not b.short):
                e = gazetteer.entry(b.number)
                if e.feature == "PCLI" and e.country:
                    named.add(e.country)
                elif e.feature == "ADM1":
                    named.add(b.number)
    return named


def _name_signs(c: Candidate, words: Words, gazetteer: Gazetteer, f: list[str]) -> None:
    """What the name is in itself."""
    size = c.last - c.first + 1
    f.append(f"{c.kind}:{min(size, 3)}")
    if c.kind == "pattern":
        f.append("pattern " + c.key)
    if c.bearers:
        numbers = [b.number for b in c.bearers]
        weights = gazetteer.weights(numbers)
        chief = [w for w, b in zip(weights, c.bearers, strict=True) if not b.other]
        top = max(range(len(weights)), key=weights.__getitem__)
        feature = gazetteer.entry(numbers[top]).feature
        f.append(f"{feature if feature in _TOLD else 'area'}:{min(int(weights[top] / 2), 7)}")
        f.append(f"chief:{min(int(max(chief) / 2), 7) if chief else 'none'}")
        f.append(f"bearers:{min(len(numbers).bit_length(), 6)}")
        if all(b.short for b in c.bearers):
            f.append("only shortened")
    if size == 1:
        word = words.words[c.first]
        if word.isupper() and not words.shouted and len(word) > 1:
            f.append("capitals:short" if len(word) < 5 else "capitals")
        lists = common()
        for kind in ("common", "given", "family", "body"):
            if c.key in lists[kind] and c.kind == "known":
                f.append(kind)
        if words.low[c.first] in classes()["month"]:
            f.append("month")
        if len(word) < 4:
            f.append("short word")
    elif words.low[c.first] in common()["given"]:
        f.append("given name first")
    if words.shouted:
        f.append("shouted")
        if all(k in common()["common"] for k in words.keys[c.first : c.last + 1]):
            f.append("shouted common")


_TOLD = frozenset({"PCLI", "ADM1", "ADM2", "PPLC", "PPL"})


def _before_signs(c: Candidate, words: Words, f: list[str], ends: set[int], persons: set[str]) -> None:
    """What stands before the name."""
    lists = classes()
    i = c.first
    gap = words.gaps[i]
    if words.opens(i):
        f.append("opens")
        if c.first == c.last and c.key in common()["common"]:
            f.append("opens common")
        return
    previous = words.low[i - 1]
    if gap == " " or gap == "-" or gap == "\n":
        if previous == "the" and i > 1:
            f.append("after the")
            previous = words.low[i - 2]
            if words.gaps[i - 1] != " ":
                return
            i -= 1
        for name in ("in", "at", "from", "to", "of", "between", "and", "by", "direction", "say", "street", "kind"):
            if previous in lists[name]:
                f.append("after " + name)
                if name == "of" and i > 1 and words.low[i - 2] in lists["kind"]:
                    f.append("after kind of")
                if name == "direction" and i > 1 and words.low[i - 2] in lists["in"]:
                    f.append("after in direction")
                break
        else:
            f.append("after other")
        if gap == "-":
            f.append("after hyphen")
        if words.capital[i - 1] and i == c.first and not words.shouted:
            _run_before(c, words, f, previous)
        elif previous in lists["title"] and i == c.first:
            f.append("after title")
    elif gap == ", ":
        f.append("after comma")
        if c.first - 1 in ends:
            f.append("after a place and comma")
    elif "(" in gap:
        f.append("after bracket")
    elif "/" in gap:
        f.append("after slash")


def _run_before(c: Candidate, words: Words, f: list[str], previous: str) -> None:
    """The word before has a capital too: a name may go on."""
    lists = classes()
    word = words.words[c.first - 1]
    if previous in lists["title"]:
        f.append("after title")
    elif words.keys[c.first - 1] in common()["given"]:
        f.append("after given name")
    elif len(word.rstrip(".")) == 1:
        f.append("after initial")
    elif previous in lists["direction"]:
        f.append("after capital direction")
    elif word[0] in "'’":
        f.append("after possessive")
    elif not words.opens(c.first - 1):
        f.append("after capital")
    else:
        f.append("after opening capital")


def _after_signs(c: Candidate, words: Words, f: list[str], containers: dict[int, str]) -> None:
    """What stands after the name."""
    i = c.last + 1
    lists = classes()
    if i >= len(words):
        f.append("ends text")
        return
    gap, low, word = words.gaps[i], words.low[i], words.words[i]
    if word[0] in "'’" and gap == "":
        f.append("before possessive")
        return
    if gap == ", ":
        f.append("before comma")
        if i in containers:
            f.append("before comma and " + containers[i])
    elif gap in (" ", "-", "\n"):
        if words.capital[i] and not words.shouted:
            _run_after(words, i, f, low)
        elif low in lists["kindafter"]:
            f.append("before kind")
        elif low in lists["say"]:
            f.append("before say")
        elif low in lists["person"]:
            f.append("before person")
        elif low in lists["orghead"]:
            f.append("before small body")
        elif low == "and":
            f.append("before and")
        elif gap == "-":
            f.append("before hyphen")
            if low == "based":
                f.append("before based")
        if word[0].isdigit() and low not in lists["month"]:
            f.append("before number")
    elif "—" in gap or "--" in gap or "–" in gap or gap in (" - ", " (", ": "):
        f.append("before dash")
        if words.opens(c.first):
            f.append("dateline" if words.words[c.first].isupper() else "dateline small")
    elif "." in gap:
        f.append("ends sentence")
    elif "/" in gap:
        f.append("before slash")


def _run_after(words: Words, i: int, f: list[str], low: str) -> None:
    lists = classes()
    for name in ("press", "team", "street", "orghead", "feature", "month"):
        if low in lists[name]:
            f.append("before " + name)
            if name == "orghead":
                f.append("before body " + low)
            return
    f.append("before capital")
    if words.keys[i] in common()["family"]:
        f.append("before family name")
    if words.keys[i] in common()["given"]:
        f.append("before given name")


def _containers(words: Words, found: list[Candidate], gazetteer: Gazetteer) -> dict[int, str]:
    """At which words a region or a country starts after a comma, as in "Paris, Texas"."""
    at: dict[int, str] = {}
    for c in found:
        if words.gaps[c.first] != ", ":
            continue
        if c.kind == "comma":
            at[c.first] = "region"
        elif c.bearers:
            told = {gazetteer.entry(b.number).feature for b in c.bearers if not b.short}
            if "PCLI" in told:
                at[c.first] = "country"
            elif "ADM1" in told:
                at.setdefault(c.first, "region")
    return at


def _persons(words: Words) -> set[str]:
    """Keys of the last names of persons that the text introduces in full: "Ann Lake", "Mayor Lake", "J. Lake"."""
    lists, given = classes(), common()["given"]
    found = set()
    for i in range(1, len(words)):
        if not words.capital[i] or words.gaps[i] != " " or not words.words[i].isalpha():
            continue
        before = words.words[i - 1]
        first_name = words.keys[i - 1] in given and words.capital[i - 1] and not words.shouted
        initial = len(before.rstrip(".")) == 1 and before[0].isupper() and before.endswith(".")
        if first_name or initial or (words.low[i - 1] in lists["title"] and words.capital[i - 1]):
            if i > 1 and words.low[i - 2] in lists["in"]:
                continue
            following = words.low[i + 1] if i + 1 < len(words) and words.gaps[i + 1] == " " else ""
            if following not in lists["orghead"] and following not in lists["street"]:
                found.add(words.keys[i])
    return found
