"""A finished site takes the place of the published one; what a copy for roll-back costs follows what changed."""

import filecmp
import logging
from collections.abc import Mapping
from pathlib import Path

from digest.file_states import tree_of
from digest.publish.making import Making, Shelf
from digest.publish.manifest import DamagedError, Identity, Manifest
from digest.publish.swap import put_in_place
from digest.publish.tree import Sources, Standing, seen, turn

log = logging.getLogger(__name__)


class Placing:
    """The last steps of a build, in the order of its methods."""

    def __init__(self, shelf: Shelf, made: Making, manifest: Manifest) -> None:
        self._shelf, self._made, self._manifest = shelf, made, manifest
        self._there = dict(shelf.published.keys)  # key by path of the published site
        self._new = set(made.remade)  # paths of what was made now and is not there
        self._tree: Path | None = None  # the new site, where there is something new
        self._stands: Mapping[str, Identity] = shelf.published.identities  # in the new site, by path
        self._modes: Mapping[str, int] = shelf.published.modes  # likewise

    @property
    def changed(self) -> bool:
        """Whether the published site is another one than before."""
        return self._tree is not None

    def tree(self) -> str:
        """A digest of the files of the new site as they were seen, or made, here."""
        return tree_of((*identity, self._modes[path]) for path, identity in self._stands.items())

    def adopt(self) -> None:
        """Let the published file stand wherever what was made now is the same to the byte."""
        adopted: dict[str, tuple[Identity, int]] = {}
        for path in self._made.remade:
            there = self._shelf.output / path
            if (
                path in self._there
                and there.is_file()
                and not there.is_symlink()
                and filecmp.cmp(self._made.made / path, there, shallow=False)
            ):
                self._there[path] = self._made.wanted[path]
                adopted[path] = seen(self._shelf.output, path)
                self._new.discard(path)
        self._stand(self._shelf.published, adopted)

    def prepare(self, tree: Path) -> None:
        """Turn the site before, which nobody reads, into the new one, unless the published one is the same."""
        wanted = self._made.wanted
        if self._there != wanted:
            before, made = self._shelf.before, self._made.made
            keys = before.keys
            if self._shelf.kept.exists():
                self._shelf.kept.rename(tree)
            elif made.exists():
                made.rename(tree)
                keys = {path: wanted[path] for path in self._made.remade}
            turn(tree, keys, wanted, Sources(made=made, paths=self._new, published=self._shelf.output))
            fresh = {path: seen(tree, path) for path, key in wanted.items() if before.keys.get(path) != key}
            self._stand(before, fresh)
            self._tree = tree
        self._manifest.commit()

    def _stand(self, before: Standing, fresh: Mapping[str, tuple[Identity, int]]) -> None:
        """Say what the new site consists of: what stood in a folder `before`, and is wanted, and what is `fresh`."""
        wanted = self._made.wanted
        self._manifest.add_files((identity, wanted[path]) for path, (identity, _) in fresh.items())
        stayed = {path: one for path, one in before.identities.items() if path in wanted}
        self._stands = stayed | {path: identity for path, (identity, _) in fresh.items()}
        self._modes = {**before.modes, **{path: mode for path, (_, mode) in fresh.items()}}

    def publish(self) -> None:
        """Exchange the two sites in one step."""
        if self._tree is not None:
            put_in_place(self._tree, self._shelf.output, self._shelf.kept)

    def settle(self) -> None:
        """Remember the site as the one that was checked last, and forget what stands nowhere any more."""
        try:
            if self._tree is not None:
                kept = self._shelf.published.identities if self._shelf.kept.exists() else {}
                self._manifest.forget_files(self._shelf.stale(self._stands, kept))
            if self._made.remade or self.changed:
                self._manifest.set_site(self._shelf.checked, self._made.wanted)
                self._made.forget_folders()
            self._manifest.commit()
        except DamagedError as error:
            log.warning("what the site was made of could not be remembered (%s); the next build takes longer", error)
