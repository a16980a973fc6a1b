"""Keeps the children alive: names one that died with its last lines, and starts it anew with back-off."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NoReturn

from local_stack import processes
from local_stack.processes import Child, Program
from local_stack.state import State

LONGEST_PAUSE_SECONDS: Final = 30.0
SETTLED_SECONDS: Final = 60.0
WATCH_SECONDS: Final = 0.25


@dataclass(slots=True)
class _Place:
    """One child's place: who is in it, and what its deaths have earned it."""

    child: Child
    started_at: float
    pause_seconds: float = 1.0
    restart_at: float | None = None


@dataclass(slots=True)
class Supervisor:
    """Children in the order of their start; `say` tells the person, `clock` is a monotonic one."""

    state: State
    say: Callable[[str], None]
    clock: Callable[[], float]
    _places: dict[str, _Place] = field(default_factory=dict)

    def start(self, program: Program) -> Child:
        return self.adopt(processes.start(program, self.state.logs, self.state.run))

    def adopt(self, child: Child) -> Child:
        """Watch over a child that was started elsewhere."""
        self._places[child.program.name] = _Place(child, self.clock())
        return child

    def child(self, name: str) -> Child:
        return self._places[name].child

    def watch(self) -> NoReturn:
        """Go on until an interrupt."""
        while True:
            self.look_once()
            time.sleep(WATCH_SECONDS)

    def look_once(self) -> None:
        for place in self._places.values():
            processes.rotate(place.child.log)
            if place.child.is_alive:
                self._settle(place)
            elif place.restart_at is None:
                self._announce_death(place)
            elif self.clock() >= place.restart_at:
                self._restart(place)

    def stop_all(self) -> None:
        """Stop in reverse order of the start; the services, which come last, all at once."""
        services = [p.child for p in self._places.values() if p.child.program.is_service]
        others = [p.child for p in self._places.values() if not p.child.program.is_service]
        for child in services:
            child.ask_to_stop()
        for child in [*reversed(services), *reversed(others)]:
            child.stop()

    def _settle(self, place: _Place) -> None:
        if self.clock() - place.started_at > SETTLED_SECONDS:
            place.pause_seconds = 1.0

    def _announce_death(self, place: _Place) -> None:
        child = place.child
        place.restart_at = self.clock() + place.pause_seconds
        lines = "\n".join(f"    | {line}" for line in child.last_lines(10))
        self.say(
            f"✗ {child.program.name} đã dừng (mã {child.process.returncode}), chạy lại sau "
            f"{place.pause_seconds:.0f} giây · died, restarting; {child.log}:\n{lines}"
        )
        place.pause_seconds = min(place.pause_seconds * 2, LONGEST_PAUSE_SECONDS)

    def _restart(self, place: _Place) -> None:
        place.child = processes.start(place.child.program, self.state.logs, self.state.run)
        place.started_at, place.restart_at = self.clock(), None
        self.say(f"↻ {place.child.program.name} chạy lại · restarted")
