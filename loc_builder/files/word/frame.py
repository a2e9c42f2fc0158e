"""What the letters of one template share: parts that no value changes, packed once, and where pictures go."""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass

from loc_builder.files.word import finishing, properties
from loc_builder.files.word.package import CONTENT_TYPES, Element, Package, q
from loc_builder.files.word.packing import Packed, lay_together, pack
from loc_builder.files.word.pictures import Places
from loc_builder.files.word.prepared import FilledPart

_LEVEL = 1
"""How hard what differs from letter to letter is compressed: 6 would make a letter 3 % smaller in twice the time."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A template's package around the trees of its filled parts."""

    package: Package
    places: Places
    properties_part: str | None
    packed: Mapping[str, Packed]

    @classmethod
    def of(cls, package: Package, trees: Mapping[str, Element]) -> "Frame":
        """Take a package and the parts in which letters differ; where these have controls, it gets their style."""
        parts = dict(package.parts)
        if any(next(tree.iter(q("w:sdt")), None) is not None for tree in trees.values()):
            finishing.add_placeholder_style(parts, package)
        complete = Package(parts)
        packed = {name: pack(name, content) for name, content in parts.items() if name not in trees}
        return cls(complete, Places.of(complete), package.related("", properties.KIND), packed)

    def around(
        self, filled: Mapping[str, FilledPart], *, pictures: Mapping[str, bytes], named: Mapping[str, str]
    ) -> tuple[bytes, list[str]]:
        """Finish the filled parts and give the Word file, and the names of pictures that have no place in it."""
        trees = {name: part.tree for name, part in filled.items()}
        for tree in trees.values():
            finishing.invite_to_write(tree)
        finishing.number_apart(trees.values())
        changed: dict[str, bytes] = {}
        parts = ChainMap(changed, dict(self.package.parts))
        missing = self.places.fill(parts, trees, pictures)
        changed.update({name: part.written() for name, part in filled.items()})
        properties.put(parts, named, self.properties_part)
        return self._packed_with(changed), missing

    def _packed_with(self, changed: Mapping[str, bytes]) -> bytes:
        names = dict.fromkeys((CONTENT_TYPES, *self.package.parts, *changed))
        return lay_together(
            pack(name, changed[name], level=_level_of(name)) if name in changed else self.packed[name]
            for name in names
            if name in changed or name in self.packed
        )


def _level_of(name: str) -> int:
    """Say how hard to compress what differs from letter to letter: a PNG is compressed already."""
    return 0 if name.lower().endswith(".png") else _LEVEL
