"""A finished site takes the place of the published one; what a copy for roll-back costs follows what changed."""

import filecmp
import logging
from pathlib import Path

from digest.publish.making import Making, Shelf
from digest.publish.manifest import DamagedError, Identity, Manifest
from digest.publish.swap import put_in_place
from digest.publish.tree import Sources, identity_of, turn

log = logging.getLogger(__name__)


class Placing:
    """The last steps of a build, in the order of its methods."""

    def __init__(self, shelf: Shelf, made: Making, manifest: Manifest) -> None:
        self._shelf, self._made, self._manifest = shelf, made, manifest
        self._there = dict(shelf.published.keys)  # key by path of the published site
        self._tree: Path | None = None  # the new site, where there is something new
        self._stands: dict[str, Identity] = {}  # in that tree, by path

    @property
    def changed(self) -> bool:
        """Whether the published site is another one than before."""
        return self._tree is not None

    def adopt(self) -> None:
        """Let the published file stand wherever what was made now is the same to the byte."""
        for path in self._made.remade:
            there = self._shelf.output / path
            if (
                path in self._there
                and there.is_file()
                and not there.is_symlink()
                and filecmp.cmp(self._made.made / path, there, shallow=False)
            ):
                key = self._there[path] = self._made.wanted[path]
                self._manifest.add_files([(identity_of(self._shelf.output, path), key)])

    def prepare(self, tree: Path) -> None:
        """Turn the site before, which nobody reads, into the new one, unless the published one is the same."""
        wanted = self._made.wanted
        if self._there != wanted:
            before = self._shelf.before
            if self._shelf.kept.exists():
                self._shelf.kept.rename(tree)
            sources = Sources(made=self._made.made, paths=self._made.remade.keys(), published=self._shelf.output)
            got = turn(tree, before.keys, wanted, sources)
            fresh = {path: identity_of(tree, path) for path in got}
            self._stands = {path: before.identities[path] for path in wanted if path not in fresh} | fresh
            self._manifest.add_files((identity, wanted[path]) for path, identity in fresh.items())
            self._tree = tree
        self._manifest.commit()

    def publish(self) -> None:
        """Exchange the two sites in one step."""
        if self._tree is not None:
            put_in_place(self._tree, self._shelf.output, self._shelf.kept)

    def settle(self) -> None:
        """Remember the site as the one that was checked last, and forget what stands nowhere any more."""
        try:
            if self._tree is not None:
                kept = self._shelf.published.identities.values() if self._shelf.kept.exists() else ()
                self._manifest.forget_files(self._shelf.stale([*self._stands.values(), *kept]))
            if self._made.remade or self.changed:
                self._manifest.set_site(self._shelf.checked, self._made.wanted)
                self._made.forget_folders()
            self._manifest.commit()
        except DamagedError as error:
            log.warning("what the site was made of could not be remembered (%s); the next build takes longer", error)
