"""Every problem of a digest's folder, found without building."""

import logging
from collections.abc import Iterator
from pathlib import Path

from digest import intake, publish, stories
from digest.content import read
from digest.edition_files import record_problems, words_astray
from digest.editorial import RULES_NAME, RuleKind, Rules, read_rules
from digest.errors import ConfigError, EditorialError, LostLockError
from digest.folders import WORK, content_of, refuse_overlaps, templates_of
from digest.lock import LOCK_NAME, Lock, read_lock
from digest.lock_file import OF_STORIES, refuse_lost_lock, suspected_loss
from digest.options import Config
from digest.removal import bar_of, names_of, removals
from digest.store import Store

log = logging.getLogger(__name__)


def inspect(config: Config, root: Path) -> Iterator[str]:
    """Yield every problem of a digest's folder, each with its file; nothing is analysed, built or written.

    Words of past editions that an article has no more are only logged: a file may be mended.
    """
    yield from publish.template_problems(templates_of(config, root))
    try:
        publish.read_logo(root, config.site.logo)
    except ConfigError as error:
        yield from error.problems
    try:
        refuse_overlaps(config, root)
        content = content_of(config, root)
    except ConfigError as error:
        yield from error.problems
        return
    lock, rules = Lock(), Rules()
    try:
        rules = read_rules(content / RULES_NAME)
    except EditorialError as error:
        yield from error.problems
    try:
        lock = read_lock(content / LOCK_NAME)
        refuse_lost_lock(content, root / config.output)
        yield from suspected_loss(content, rules, worked_here=(root / WORK).exists())
    except (EditorialError, LostLockError) as error:
        yield from error.problems
        rules = Rules(rules=rules.of(*(kind for kind in RuleKind if kind not in OF_STORIES)))  # no story is known
    yield from record_problems(lock, content)
    fields = config.record_fields
    collected = intake.collect(content, max_bytes=int(config.limits.file_megabytes * 1_000_000), records=fields)
    yield from intake.slips(collected, content, records=fields)
    with Store(None) as forgetful:
        bar = bar_of(rules, lock)
        found = read(config, content, lock=lock, store=forgetful, step=lambda _stage, _done, _total: None, bar=bar)
    for skipped in (*found.skipped, *found.duplicates):
        yield f"{content / skipped.path}: {skipped.reason}"
    gone = removals(rules, lock, found.barred)
    for name in sorted({one.article.source.name for one in found.barred}):
        log.warning("%s: its article is removed, but its words still stand here; delete them", content / name)
    rules, outcome = stories.take_down(rules, gone, names_of(rules, lock, found.barred), lock=lock)
    for problem in (*outcome.unmatched, *stories.dangling(rules, articles=found.articles, lock=lock)):
        yield f"{content / RULES_NAME}: {problem}"
    out = stories.withheld(rules, told=(), ids=(), articles=found.articles, lock=lock, removed=gone)
    for remark in words_astray(lock, content, articles=found.articles, revisions=found.revisions, withheld=out):
        log.warning("%s", remark)
