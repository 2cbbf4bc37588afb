"""The worker: a thread that works off the outbox and reads back what went out, until told to stop.

`serve` runs one inside its process, `xianshen worker` runs one alone; several may run at once,
for claims keep them apart. Stopping waits for the attempt in hand; if it is cut off all the same,
its lease runs out and the posting is asked after.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from service.actions.deliver_postings import deliver_postings
from service.actions.read_back_posting import read_back_due
from service.actions.remind_waiting import remind_waiting
from service.actions.send_digests import send_digests
from service.actions.send_letters import send_letters
from service.actions.take_down import take_down_due
from service.actions.tell_events import tell_events

if TYPE_CHECKING:
    from service.office import Office

LOG = logging.getLogger(__name__)
PAUSE = 2.0
"""Seconds between two looks at the outbox."""
TELLING_PAUSE = 10.0
"""Seconds between two looks at what people are to be told."""
LONGEST_PAUSE = 60.0
"""Seconds, when the database itself cannot be used."""
GRACE = 130.0
"""Seconds a stop waits: as long as the longest attempt."""


class Worker:
    """`start` once, `stop` once. Errors end an attempt, never the worker."""

    def __init__(self, office: Office, *, pause: float = PAUSE) -> None:
        self._office = office
        self._pause = pause
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self.run, name="xianshen-worker", daemon=True)
        # People are told by a thread of its own: a mail server that keeps us waiting holds up
        # no posting.
        self._teller = threading.Thread(target=self._tell, name="xianshen-teller", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, grace: float = GRACE) -> bool:
        """Ask it to end and wait; False if an attempt was still under way after `grace` seconds."""
        self._stopping.set()
        for thread in (self._thread, self._teller):
            if thread.is_alive():
                thread.join(grace)
        return not self._thread.is_alive()

    def ask_to_stop(self) -> None:
        """End after the attempt in hand, without waiting for it; safe in a signal handler."""
        self._stopping.set()

    def run(self) -> None:
        """The loop itself, in whichever thread calls it; returns once stopping."""
        self._teller.start()
        self._loop(work_once, self._pause)

    def _tell(self) -> None:
        self._loop(tell_once, max(self._pause, TELLING_PAUSE))

    def _loop(self, look: Callable[[Office], int], usual: float) -> None:
        pause = usual
        while not self._stopping.is_set():
            try:
                look(self._office)
            except Exception as error:  # noqa: BLE001  # a worker that dies sends nothing ever again
                # The type only: messages of libraries may hold addresses or words of a draft.
                LOG.error("outbox: %s, next look in %.0f s", type(error).__name__, pause)  # noqa: TRY400
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                pause = usual
            self._stopping.wait(pause)


ROUNDS: tuple[Callable[[Office], int], ...] = (take_down_due, deliver_postings, read_back_due)
"""What a look consists of, in order; each does what is due and returns how much that was."""


def work_once(office: Office) -> int:
    """Everything due now, once. Returns how many things were handled."""
    return sum(round_(office) for round_ in ROUNDS)


TELLING: tuple[Callable[[Office], int], ...] = (
    tell_events,
    remind_waiting,
    send_digests,
    send_letters,
)
"""The same for what people are to be told."""


def tell_once(office: Office) -> int:
    """Everything people are to be told now, once. Returns how many things were handled."""
    return sum(round_(office) for round_ in TELLING)
