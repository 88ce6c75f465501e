"""How long deals stayed in each stage, where their stages are dated; what stage tables are counted on."""

import numpy as np

from carnet.forecasting.arrays import Integers
from carnet.forecasting.pipeline.exposure import NO_STAGE, Spells
from carnet.forecasting.pipeline.history import OPEN, History, Known


def stays(history: History, known: Known, since: int) -> Spells:
    """Every stay in an open stage watched from `since`, in the order of deals and days."""
    begins = _beginnings(history, known.day)
    states = history.states
    deal, stage, kind, entered = (
        column[begins] for column in (states.deal, states.stage, states.kind, states.from_on)
    )
    goes_on = np.append(deal[1:] == deal[:-1], False)
    left = np.where(goes_on, np.append(entered[1:], known.day), known.day)
    next_kind = np.where(goes_on, np.append(kind[1:], OPEN), OPEN)
    next_stage = np.where(goes_on & (next_kind == OPEN), np.append(stage[1:], NO_STAGE), NO_STAGE)
    is_first = np.append(True, deal[1:] != deal[:-1])[: len(deal)]
    at = np.searchsorted(known.deal, deal)
    told = Spells(
        opened_on=entered,
        # The day of a move belongs to the stage before: nothing is counted on it twice.
        first=np.maximum(since - entered, np.where(is_first, 0, 1)),
        last=left - entered,
        kind=next_kind,
        head=known.head[at],
        agent=known.agent[at],
        product=known.product[at],
        stage=stage,
        moved_to=next_stage,
        is_first=is_first,
        reached=entered - known.opened_on[at],
    )
    return told.those((kind == OPEN) & known.has_age[at] & (told.last >= told.first))


def _beginnings(history: History, day: int) -> Integers:
    """The states of evenings up to a day with which another stage began."""
    states = history.states
    told = np.flatnonzero(states.from_on <= day)
    deal, on = states.deal[told], states.from_on[told]
    is_evening = np.append((deal[1:] != deal[:-1]) | (on[1:] != on[:-1]), True)[: len(told)]
    evenings = told[is_evening]
    deal, stage = states.deal[evenings], states.stage[evenings]
    changes = np.append(True, (deal[1:] != deal[:-1]) | (stage[1:] != stage[:-1]))[: len(evenings)]
    begins: Integers = evenings[changes]
    return begins


def are_dated(told: Spells, *, closed: int, needed: int) -> bool:
    """Whether enough closed deals, and half of all, passed through more than one open stage."""
    passed = int(((told.kind != OPEN) & ~told.is_first).sum())
    return passed >= max(needed, closed / 2)
