"""The walk: content → articles → stories → site. A newcomer reads this first, and `reviewing.py` next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest import publish
from digest.anew import Anew, computed, printed
from digest.content import Step
from digest.errors import StrictError
from digest.folders import WORK, content_of, refuse_overlaps, templates_of
from digest.known_people import keep_acquainted
from digest.lock import LOCK_NAME
from digest.lock_file import carried, known_lock, refuse_lost_lock, remember, with_pages
from digest.nouns import Edition
from digest.options import Config
from digest.reviewing import ALONE, prove, review
from digest.shrinkage import refuse_shrinkage
from digest.site_options import site_options
from digest.spreading import Crew
from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did."""

    edition: Edition
    articles: int
    receipts: int  # printed sentences, quotes and articles that were read back from their source files
    site: Path
    tree: str  # a digest of the published files as they stand, as that of `file_states.tree`
    changed: bool  # False: the published site was the same to the byte
    doubts: tuple[str, ...]  # what `strict` would have failed for
    again: bool  # whether something was skipped that may go well another time, though nothing changes meanwhile
    anew: tuple[Anew, ...]  # what was made again, and why; all else was recalled or carried over


def build(  # noqa: PLR0913 - what to build, and how to be asked for it
    config: Config,
    root: Path,
    *,
    as_of: date | None = None,
    strict: bool = False,
    new_lock: bool = False,
    new_edition: bool = False,
    allow_shrink: bool = False,
    crew: Crew = ALONE,
    step: Step = lambda _stage, _done, _total: None,
    remembered: Callable[[], None] = lambda: None,
) -> Report:
    """Walk from the content folder to the published site. `root` is the folder of the configuration.

    A look back, bounded by `as_of`, writes no lock file: what it leaves out is not gone. `new_lock` allows a build
    beside a site whose lock file was lost, which gives new addresses. `new_edition` opens one though no article
    reaches a new day; a look back opens none. `allow_shrink` lets most of the stories go; a look back may, too. `crew`
    analyses articles: the site is the same whoever does. `remembered` is called when the lock file has just been
    written.

    Raises DigestError; the published site is then as it was before, and so is the lock file, unless the very last step
    failed, the exchange of the two sites: then the next build makes the same edition again.
    """
    refuse_overlaps(config, root)
    content, output, work = content_of(config, root), root / config.output, root / WORK
    templates = templates_of(config, root)
    logo = publish.read_logo(root, config.site.logo)
    anew: list[Anew] = []
    with (
        publish.exclusive(work),
        publish.staging(output, work) as folder,
        Store(work / "store.sqlite", computed=lambda result: anew.extend(computed(result))) as store,
        publish.MkDocs() as mkdocs,
        publish.Look() as look,
        publish.Aside(work) as aside,
    ):

        def begin() -> None:
            look.begin(output, work)
            if anew:  # which makes pages
                mkdocs.get_ready()

        step("Opening", 0, 0)
        found = known_lock(content, store)
        if not new_lock:
            refuse_lost_lock(content, output, found=found)
        made = review(
            config,
            content,
            lock=found,
            store=store,
            as_of=as_of,
            new_edition=new_edition,
            crew=crew,
            step=step,
            analysed=begin,
        )
        if not (allow_shrink or as_of):
            removed = {removal.article for removal in made.edition.removed}
            refuse_shrinkage(found, made.lock, removed=removed)
        options = site_options(config, made.lock, templates=templates, logo=logo)
        step("Proving", 0, len(made.articles))
        proved = prove(made, content, options, store=store)
        edition = proved.edition
        doubts = _doubts(edition)
        if strict and doubts:
            raise StrictError("--strict, and not everything could be used:", doubts)
        formerly = [address for address, _ in made.lock.pages]
        memory = publish.remembering(edition, options, templates=templates, store=store, aside=aside)
        step("Pages", 0, len(edition.stories))
        pages = publish.pages(edition, options, templates=templates, formerly=formerly, store=store, memory=memory)
        mkdocs.begin(pages, options, fresh=memory.fresh, work=work, folder=folder)
        lock = with_pages(made.lock, publish.lasting(pages), number=edition.number)
        step("Feeds", 0, 0)
        feeds = publish.feeds(edition, options, formerly=formerly, memory=memory)
        step("Data", 0, 0)
        data = publish.data(edition, options, lock=carried(lock, content, as_of=as_of), memory=memory, store=store)
        step("Search", 0, 0)
        records = publish.search_files(edition, options, memory=memory)

        def keep_memory() -> None:
            if not as_of:
                remember(content / LOCK_NAME, lock, proved.records, store=store)
                keep_acquainted(made.known, lock, store)
                remembered()

        memory.desk.clear()
        step("Publishing", 0, len(pages))
        published = publish.site(
            pages,
            (*feeds, *data, *records, *publish.assets(options, templates=templates)),
            options,
            output=output,
            work=work,
            before_publishing=keep_memory,
            removed=[one.article for one in edition.removed],
            builder=mkdocs.build_pages,
            look=look,
            folder=folder,
        )
        step("Forgetting", 0, 0)
        memory.save()
        store.forget_unused()
        publish.keep_spare(output, work, tree=published.tree, begin=lambda: step("Preparing", 0, 0))
    return Report(
        edition=edition,
        articles=len(made.articles),
        receipts=proved.receipts,
        site=published.output,
        tree=published.tree,
        changed=published.changed,
        doubts=tuple(doubts),
        again=any(one.passing for one in edition.ledger.skipped),
        anew=(*anew, *printed(memory.reasons)),
    )


def _doubts(edition: Edition) -> list[str]:
    ledger = edition.ledger
    problems = [f"{one.path}: {one.reason}" for one in (*ledger.skipped, *ledger.duplicates)]
    return [*problems, *ledger.unmatched_rules, *(past.problem for past in edition.past if past.problem)]
