"""How far a count that is left out can move while all that is shown stays the same.

A table with sums of its rows and columns is a network: a point for each row and column,
a line for each count. A row and a column each say "what comes in goes out", so whatever
changes in what is left out without a change in what is shown runs round in a circle.
How far one count can move is then the largest flow round through the others, and
that is exact: no attacker with the published numbers gets closer, in whole numbers or
in fractions.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

Node = tuple[str, str]
Line = tuple[str, str]  # row and column of a count; SUM for the sum over them

SUM: Final = "\x00sum"
# Further than any threshold reaches: a count that is left out has no upper limit.
_FAR: Final = 1 << 60


def ends(line: Line) -> tuple[Node, Node]:
    """From where to where a count points: against it runs what makes it smaller."""
    row, column = ("row", line[0]), ("column", line[1])
    return (row, column) if (line[0] == SUM) == (line[1] == SUM) else (column, row)


@dataclass
class _Flow:
    """What runs through the network so far, by count; below nothing is smaller."""

    amounts: dict[Line, int] = field(default_factory=lambda: defaultdict(int))
    total: int = 0


@dataclass(frozen=True)
class _Step:
    line: Line
    forward: bool


class Network:
    """The counts of a table that are not nought, and which of them are left out.

    What is nought is shown. Everyone can know that, so whatever is left out is at least
    one. The exception are blank lines: of those all are left out, nought or not.
    """

    def __init__(
        self,
        values: Mapping[Line, int],
        *,
        fixed: Collection[Line],
        blank: Collection[Line],
        width: int,
    ) -> None:
        """Take counts with all their sums; the fixed ones are never left out.

        Args:
            width: over so much every count that is left out must be able to move.
        """
        self._width = width
        self._safe: set[Line] = set()
        self._blank = frozenset(blank)
        self.values = {line: value for line, value in values.items() if value > 0}
        self.values |= {line: values.get(line, 0) for line in blank}
        self._fixed = frozenset(fixed)
        self._most = max(self.values.values(), default=0)
        self.hidden: set[Line] = set(blank)
        self._at: dict[Node, list[_Step]] = defaultdict(list)
        for line in sorted(self.values):
            if line in self._fixed:
                continue
            start, end = ends(line)
            self._at[start].append(_Step(line, forward=True))
            self._at[end].append(_Step(line, forward=False))

    def protect(self, line: Line) -> bool:
        """Leave out what is needed so that a count can move far enough.

        Returns: whether that could be done.
        """
        return (
            line in self._safe
            or self._room(line, hide=False) >= self._width
            or self._room(line, hide=True) >= self._width
        )

    def _room(self, line: Line, *, hide: bool) -> int:
        """How far a count can move, up and down together, as far as is needed."""
        up = self._round(line, self._width, larger=True, hide=hide)
        lower = min(self._width - up, self._above(line))
        return up + self._round(line, lower, larger=False, hide=hide)

    def _round(self, line: Line, wanted: int, *, larger: bool, hide: bool) -> int:
        """How much of what is wanted can flow round through the other counts."""
        start, end = ends(line)
        goal, origin = (start, end) if larger else (end, start)
        flow = _Flow()
        while flow.total < wanted:
            path = self._cheapest(origin, goal, line, flow, hide=hide)
            if path is None:
                break
            if self._carries_all(line, path, flow, larger=larger):
                self._safe.update(step.line for step in path)
            self._push(path, wanted - flow.total, flow)
        return flow.total

    def _carries_all(
        self, line: Line, path: Iterable[_Step], flow: _Flow, *, larger: bool
    ) -> bool:
        """Whether one circle alone moves all its counts far enough."""
        own = _FAR if larger else self._above(line)
        most = min(own, *(self._left(step, flow) for step in path))
        return not flow.total and most >= self._width

    def _cheapest(
        self, origin: Node, goal: Node, without: Line, flow: _Flow, *, hide: bool
    ) -> list[_Step] | None:
        """The way that leaves the fewest counted things out besides those that are."""
        best: dict[Node, int] = {origin: 0}
        came: dict[Node, tuple[Node, _Step]] = {}
        queue: list[tuple[int, Node]] = [(0, origin)]
        while queue:
            cost, here = heappop(queue)
            if here == goal:
                return list(_steps(came, origin, goal))
            if cost > best[here]:
                continue
            for step in self._at[here]:
                if step.line == without or not self._open(step, flow, hide=hide):
                    continue
                start, end = ends(step.line)
                there = end if step.forward else start
                more = cost + self._price(step.line)
                if more < best.get(there, _FAR):
                    best[there], came[there] = more, (here, step)
                    heappush(queue, (more, there))
        return None

    def _open(self, step: _Step, flow: _Flow, *, hide: bool) -> bool:
        if step.line not in self.hidden and not hide:
            return False
        return self._left(step, flow) > 0

    def _left(self, step: _Step, flow: _Flow) -> int:
        if step.forward:
            return _FAR
        return self._above(step.line) + flow.amounts[step.line]

    def _above(self, line: Line) -> int:
        """How much a count is more than everyone knows that it is."""
        return self.values[line] - (0 if line in self._blank else 1)

    def _price(self, line: Line) -> int:
        """What it costs to leave a count out: sums cost more than all single counts."""
        if line in self.hidden:
            return 0
        # One more for each, so that of two ways the one with fewer counts is taken.
        return self.values[line] + 1 + (self._most if SUM in line else 0)

    def _push(self, path: Iterable[_Step], most: int, flow: _Flow) -> None:
        steps = list(path)
        amount = min(most, *(self._left(step, flow) for step in steps))
        for step in steps:
            flow.amounts[step.line] += amount if step.forward else -amount
            self.hidden.add(step.line)
        flow.total += amount


def _steps(
    came: Mapping[Node, tuple[Node, _Step]], origin: Node, goal: Node
) -> Iterable[_Step]:
    back = []
    while goal != origin:
        goal, step = came[goal]
        back.append(step)
    return reversed(back)
