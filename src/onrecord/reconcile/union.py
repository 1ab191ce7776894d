"""Things put together pair by pair, and the groups that come of it."""

from collections import defaultdict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Union(Generic[T]):
    """A disjoint-set forest; a thing that was never joined is a group of its own."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def find(self, thing: T) -> T:
        """The representative of a thing's group."""
        root = thing
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while (parent := self._parent.get(thing, thing)) != root:
            self._parent[thing] = root
            thing = parent
        return root

    def join(self, left: T, right: T) -> None:
        """Make one group of two things' groups."""
        a, b = self.find(left), self.find(right)
        self._parent.setdefault(a, a)
        self._parent[b] = a

    def groups(self) -> list[list[T]]:
        """The groups of things that were joined, in the order of joining."""
        found: defaultdict[T, list[T]] = defaultdict(list)
        for thing in self._parent:
            found[self.find(thing)].append(thing)
        return list(found.values())
