"""A finished site takes the place of the published one; what a copy for roll-back costs follows what changed."""

import filecmp
import logging
from pathlib import Path

from digest.file_states import State
from digest.publish.making import Making, Shelf
from digest.publish.manifest import DamagedError, Manifest
from digest.publish.swap import put_in_place
from digest.publish.tree import Sources, seen, turn

log = logging.getLogger(__name__)


class Placing:
    """The last steps of a build, in the order of its methods."""

    def __init__(self, shelf: Shelf, made: Making, manifest: Manifest, *, kept: Path) -> None:
        self._shelf, self._made, self._manifest, self._kept = shelf, made, manifest, kept
        # Paths that only the published site has, and what made each file that it has not.
        self._gone, self._lacking = made.difference(shelf.published.keys)
        self._new = set(made.remade)  # paths of what was made now and is not there
        self._tree: Path | None = None  # the new site, where there is something new

    @property
    def needed(self) -> bool:
        """Whether the site that is to be is, by what made its files, another one than the published."""
        return bool(self._gone or self._lacking)

    @property
    def changed(self) -> bool:
        """Whether the published site is another one than before."""
        return self._tree is not None

    def tree(self) -> str:
        """A digest of the files of the new site as they were seen, or made, here."""
        return self._manifest.tree(self._number)

    @property
    def _number(self) -> int:
        """Of the manifest's tree that is published in the end."""
        return (self._shelf.before if self.changed else self._shelf.published).number

    def adopt(self) -> None:
        """Let the published file stand wherever what was made now is the same to the byte."""
        adopted: dict[State, str] = {}
        published = self._shelf.published
        for path in self._made.remade:
            ours, there = self._made.made / path, self._shelf.output / path
            if (
                path in published.keys
                and there.lstat().st_mode == ours.lstat().st_mode  # no link, and a web server may read it
                and filecmp.cmp(ours, there, shallow=False)
            ):
                adopted[seen(self._shelf.output, path)] = self._made.wanted[path]
                self._lacking.pop(path, None)
                self._new.discard(path)
        self._manifest.change_tree(published.number, (), adopted)

    def prepare(self, tree: Path) -> None:
        """Turn the second site, which nobody reads, into the new one, unless the published one is the same."""
        if self.needed:
            before, made = self._shelf.before, self._made.made
            sources = Sources(made=made, paths=self._new, published=self._shelf.output)
            gone, new = self._made.difference(before.keys)
            if self._shelf.second.exists():
                self._shelf.second.rename(tree)
                turn(tree, gone, new, sources)
            else:
                if made.exists():
                    made.rename(tree)
                turn(tree, (), self._made.wanted.keys() - self._made.remade.keys(), sources)
            self._manifest.change_tree(before.number, gone, {seen(tree, path): key for path, key in new.items()})
            self._tree = tree
        self._manifest.commit()

    def publish(self) -> None:
        """Exchange the two sites in one step."""
        if self._tree is not None:
            put_in_place(self._tree, self._shelf.output, self._kept)

    def settle(self) -> None:
        """Remember the site as the one that was checked last, and forget what stands nowhere any more."""
        try:
            if self.changed and not self._kept.exists():
                self._manifest.set_tree(self._shelf.published.number, ())
            if self.changed or self._made.remade:
                gone, new = self._made.difference(self._shelf.checked)
                remade = {path: self._made.wanted[path] for path in self._made.remade}
                self._manifest.set_site(self._number, gone, new | remade)
                self._manifest.forget_files()
                self._made.forget_folders()
            self._manifest.commit()
        except DamagedError as error:
            log.warning("what the site was made of could not be remembered (%s); the next build takes longer", error)
