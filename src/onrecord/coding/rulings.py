"""PLOVER's rulings on how one event becomes another: what a future, an end and a content make of a code.

Source: `plover.md` of the scheme, section "Rulings that coders trip over".
"""

from __future__ import annotations

from onrecord.ontology import Code

_PROMISED = {"AID": "AGREE", "SUPPORT": "AGREE", "CONSULT": "AGREE", "COOPERATE": "AGREE", "RETREAT": "CONCEDE"}
_ENDED = {
    "AID": Code("SANCTION", "withdraw"),
    "COOPERATE": Code("SANCTION"),
    "ASSAULT": Code("RETREAT", "ceasefire"),
    "COERCE": Code("CONCEDE"),
    "SANCTION": Code("RETREAT"),
    "CONSULT": Code("REJECT", "meet"),
    "MOBILIZE": Code("RETREAT", "withdraw"),
    "PROTEST": Code("CONCEDE"),
    "SUPPORT": Code("REJECT"),
}
_CONTENT_MODE = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "ASSAULT": "yield",
    "MOBILIZE": "yield",
}
_THREAT_MODE = {
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "SANCTION": "relations",
    "COERCE": "restrict",
    "REJECT": "relations",
    "PROTEST": None,
}


def in_future(code: Code) -> Code:
    """Future AID, SUPPORT, CONSULT or COOPERATE is AGREE, a future RETREAT is CONCEDE; others keep their type.

    >>> in_future(Code("AID", None, ("military",)))
    Code(type='AGREE', mode=None, contexts=('military',))
    """
    promised = _PROMISED.get(code.type)
    return Code(promised, None, code.contexts) if promised else code


def refused(code: Code) -> Code | None:
    """What is cooperation when done is REJECT when refused: "will not lift the ban", "failed to agree".

    >>> refused(Code("CONCEDE"))
    Code(type='REJECT', mode='yield', contexts=())
    """
    if code.type not in ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"):
        return None
    return Code("REJECT", _CONTENT_MODE.get(code.type), code.contexts)


def threatened(code: Code) -> Code | None:
    """Material conflict that its own actor announces is a threat, never a supposed assault.

    >>> threatened(Code("ASSAULT", "aerial"))
    Code(type='THREATEN', mode='violence', contexts=())
    """
    if code.type not in ("ASSAULT", "SANCTION", "COERCE", "PROTEST"):
        return None
    return Code("THREATEN", mode_of_content("THREATEN", code), code.contexts)


def promised(code: Code, *, sworn: bool) -> Code | None:
    """What a promise is by its content: to free or to ease is CONCEDE; an oath to strike is a threat.

    A truce that sides agree on stays AGREE.

    >>> promised(Code("RETREAT", "release"), sworn=False)
    Code(type='CONCEDE', mode=None, contexts=())
    >>> promised(Code("ASSAULT"), sworn=True)
    Code(type='THREATEN', mode='violence', contexts=())
    """
    if code.type in ("RETREAT", "CONCEDE") and code.mode != "ceasefire":
        return Code("CONCEDE", None, code.contexts)
    return threatened(code) if sworn else None


def at_end(code: Code) -> Code | None:
    """What the end of an event is: aid suspended is SANCTION/withdraw, strikes halted RETREAT/ceasefire.

    >>> at_end(Code("CONSULT", "visit"))
    Code(type='REJECT', mode='meet', contexts=())
    """
    ended = _ENDED.get(code.type)
    return Code(ended.type, ended.mode, code.contexts) if ended else None


def mode_of_content(act: str, content: Code | None) -> str | None:
    """The mode of a verbal act from what it is about: a call to cease fire is REQUEST/yield.

    >>> mode_of_content("REQUEST", Code("RETREAT", "ceasefire"))
    'yield'
    >>> mode_of_content("THREATEN", Code("ASSAULT"))
    'violence'
    """
    if content is None:
        return None
    if act in ("REQUEST", "REJECT"):
        return _CONTENT_MODE.get(content.type)
    if act == "THREATEN":
        return {"arrest": "arrest", "deport": "expel", "expel": "expel"}.get(
            content.mode or "", _THREAT_MODE.get(content.type)
        )
    return None


_SEALING = frozenset({"reach", "strike", "conclude", "seal", "clinch", "forge", "finalise", "finalize", "upgrade"})


_TAKING = frozenset({"capture", "seize", "retake", "recapture", "overrun", "occupy", "conquer", "take"})


def filed(code: Code, status: str, lemma: str) -> str:
    """The type under which the older scheme's crosswalk files a deed, for `relate`: what is agreed or set is AGREE.

    There a promise to yield is AGREE, whatever is promised; an agreement once reached is SUPPORT (057);
    what "will not" be done is REJECT; sanctions imposed (163) and warrants are COERCE; to find guilty is
    ACCUSE (116); to take or blockade a place is force (191, 192); peacekeepers withdrawn are SANCTION (1661).

    >>> filed(Code("CONCEDE"), "planned", "release")
    'AGREE'
    >>> filed(Code("CONCEDE"), "happened", "apologise")
    'CONCEDE'
    """
    if status == "denied" and refused(code):
        return "REJECT"
    if code.type == "CONCEDE" and (status == "planned" or lemma in ("agree", "offer", "promise", "pledge")):
        return "AGREE"
    if code.type == "AGREE" and lemma in _SEALING:
        return "SUPPORT"
    if (code.type, code.mode) == ("SANCTION", "discontinue") and lemma in ("impose", "extend", "slap", "sanction"):
        return "COERCE"
    if (code.type, code.mode) == ("THREATEN", "arrest"):
        return "COERCE"
    if (code.type, code.mode) == ("SANCTION", "convict") and lemma in ("convict", "find"):
        return "ACCUSE"
    if code.type == "COERCE" and ("territory" in code.contexts or lemma in ("blockade", "besiege", "encircle")):
        return "ASSAULT"
    if code.mode == "seize" and "military" in code.contexts and lemma in _TAKING:
        return "ASSAULT"
    if (code.type, code.mode) == ("RETREAT", "withdraw") and "peacekeeping" in code.contexts:
        return "SANCTION"
    return code.type
