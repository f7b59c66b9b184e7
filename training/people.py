"""Named persons for training: our own sentences name hardly anybody, and a reader that has seen only offices takes a
bare name for a place ("met Nawaz Sharif at the apartments").

In some rows a party is given an invented name or swaps its office for one; spans move along.  Nothing of it is kept.
"""

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

Row = dict[str, Any]

_GIVEN = """
Aaron Abdul Adama Adela Ahmed Aiko Aisha Alan Alicia Amadou Amina Ana Anders Andrea Andrei Anita Anwar Arash Arturo
Ayesha Babak Beatriz Boris Carla Carlos Chen Chidi Claire Dagmar Daniel Deepak Diego Dina Elena Emeka Emil Erik
Esther Fadi Farid Fatima Felix Fernando Gabriel George Grace Gustavo Habib Hana Hassan Helen Hiroshi Hugo Ibrahim
Ines Irina Ismail Ivan Jamal James Jan Jorge Joseph Juan Julia Kamal Karim Kenji Khalid Kofi Lars Laura Layla Leila
Li Lina Lucia Luis Magdalena Mahmoud Marek Maria Mariam Martin Mehmet Miguel Mohammed Moses Musa Nadia Natalia
Nikolai Nina Noor Olga Omar Oscar Pablo Pavel Pedro Peter Pierre Priya Rafael Rahul Rania Rashid Rosa Ruth Said
Salma Samir Sara Sergei Sofia Stefan Sunil Svetlana Tariq Thomas Tomas Viktor Wei Yara Yusuf Zainab
"""
_FAMILY = """
Abbas Abe Acosta Adeyemi Ahmadi Aliyev Alvarez Andersson Antonov Arslan Aziz Bakr Banda Baptiste Bauer Becker Bello
Bianchi Bondarenko Bose Castillo Celik Chanda Chowdhury Costa Cruz Dang Das Demir Desta Diallo Diaz Dlamini Dogan
Dubois Eriksen Farah Fernandes Flores Fofana Fonseca Garcia Georgiou Ghosh Gomez Grant Gunawan Gupta Haddad Hakimi
Hansen Hashimi Herrera Hoang Horvat Hosseini Hussein Ibarra Idris Ilves Ivanov Jansen Jimenez Kabore Kamara Kaplan
Karimi Kaya Keita Khan Kim Kovacs Kowalski Kumar Kuznetsov Lamine Larsen Lee Lopez Mahdi Malik Mansour Martinez
Mbeki Medina Mehta Mendes Moreau Morozov Mukherjee Mwangi Nakamura Nasser Navarro Ndlovu Nguyen Novak Nowak Obi
Okafor Olsen Ortega Osman Otieno Ouedraogo Park Patel Peng Pereira Petrov Pham Popescu Qureshi Rahman Ramos Rao
Reyes Rossi Ruiz Sadiq Salazar Saleh Sanchez Santos Sato Schmidt Shah Sharma Silva Singh Suzuki Tadesse Tanaka
Tesfaye Toure Traore Usman Vargas Vega Virtanen Wagner Walker Weber Wijaya Yamamoto Yilmaz Zaman Zhang
"""
_OFFICE = re.compile(
    r"\b(minister|president|leader|envoy|ambassador|governor|premier|chancellor|spokesman|spokeswoman|king|commander"
    r"|general|mayor|senator|secretary|chief|deputy|judge|bishop|imam|lawyer|activist|journalist|prosecutor|speaker"
    r"|chairman|chairwoman|colonel|prince|lawmaker|director|editor|cleric)$",
    re.IGNORECASE,
)
_BODIES = frozenset({"GOV", "PTY", "OPP", "REB", "MIL", "LEG", "REL"})
_NO_NAME = ("s", "an", "ish", "ese", "i", "ic")
"""How plurals end, and adjectives ("Cuban nickel").  "Sudan" is lost with them."""
_SHARE_OF_OFFICES, _SHARE_OF_BODIES = 0.5, 0.07


def with_people(text: str, row: Row) -> tuple[str, Row]:
    """The text with one of its parties named, if the dice that its id throws want it, and the row that goes with it."""
    dice = random.Random(hashlib.sha256(f"people:{row['id']}".encode()).digest())
    for start, end, sectors in sorted(
        {(a, b, tuple(p["sectors"])) for e in row["events"] for a, b, _, p in e["parties"]}
    ):
        words = text[start:end]
        office = bool(_OFFICE.search(words)) and not words.lower().startswith(("two ", "three ", "several "))
        body = bool(_BODIES & set(sectors)) and words[:1].isupper() and not words.endswith(_NO_NAME)
        share = _SHARE_OF_OFFICES if office else _SHARE_OF_BODIES if body else 0.0
        if dice.random() >= share or any(_crosses(s, (start, end)) for s in _spans(row)):
            continue
        given, family = dice.choice(_GIVEN.split()), dice.choice(_FAMILY.split())
        name = dice.choice((f"{given} {family}", f"{given} {family}", family)) if dice.random() < 0.9 else given
        put = f"{words} {name}" if office and dice.random() < 0.5 else name
        return text[:start] + put + text[end:], moved(row, start, end, len(put))
    return text, row


def _spans(row: Row) -> Iterator[Sequence[int]]:
    for e in row["events"]:
        yield e["trigger"]
        yield from (p[:2] for p in e["parties"])
        for part in ("place", "time", "figures", "speaker"):
            yield from e[part]


def _crosses(span: Sequence[int], other: tuple[int, int]) -> bool:
    """Whether a span shares characters with another without being the same."""
    return tuple(span[:2]) != other and span[0] < other[1] and other[0] < span[1]


def moved(row: Row, start: int, end: int, length: int) -> Row:
    """The row after `text[start:end]` has become `length` characters long."""

    def at(span: Sequence[int]) -> list[int]:
        a, b = span[:2]
        if (a, b) == (start, end):
            return [start, start + length]
        shift = length - (end - start) if a >= end else 0
        return [a + shift, b + shift]

    events = []
    for e in row["events"]:
        spans = {part: [at(s) for s in e[part]] for part in ("place", "time", "figures", "speaker")}
        parties = [[*at(p), *p[2:]] for p in e["parties"]]
        events.append(e | spans | {"trigger": at(e["trigger"]), "parties": parties})
    return row | {"events": events}
