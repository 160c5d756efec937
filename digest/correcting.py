"""Stories as editors correct them; one that the program fails to correct is left out, and said to be."""

import logging
from collections.abc import Sequence
from functools import partial

from digest import stories
from digest.editorial import Rule, RuleKind, Rules
from digest.errors import NOT_OF_ONE
from digest.lock import Lock
from digest.nouns import Told
from digest.telling import Telling

log = logging.getLogger(__name__)


def correct_all(
    telling: Telling, *, rules: Rules, people: stories.People, lock: Lock
) -> tuple[Telling, stories.Outcome]:
    """Put quotes under the speakers that editors give.

    Where a mistake of the program keeps a rule from acting, the stories of its articles are left out, with a warning
    and its traceback: the editor said that what they print is wrong. A mistake that costs all stories is raised.
    """
    correct = partial(stories.correct, people=people, lock=lock)
    try:
        told, outcome = correct(telling.told, rules=rules)
        return telling.replaced(told), outcome
    except NOT_OF_ONE:
        raise
    except Exception:
        outcome = stories.Outcome()
    for rule in rules.of(RuleKind.SPEAKER):
        try:
            told, more = correct(telling.told, rules=Rules(rules=(rule,)))
        except NOT_OF_ONE:
            raise
        except Exception as error:  # whatever it is, it is said of this rule's articles, and the others are shown
            telling = _without(telling, rule, error, lock)
        else:
            telling, outcome = telling.replaced(told), outcome + more
    return telling, outcome


def _without(telling: Telling, rule: Rule, error: Exception, lock: Lock) -> Telling:
    """The stories but for those of a rule's articles. Raises the error where no other is left."""
    what = f"the `{rule.kind}` rule on line {rule.line}"
    log.warning("%s could not be followed, and its story is left out: please report this", what, exc_info=error)
    articles = _articles(rule, telling.told, lock)
    groups = (one.group.ids for one in telling.told)
    return telling.without({ids: error for ids in groups if not articles.isdisjoint(ids)}, "correct")


def _articles(rule: Rule, told: Sequence[Told], lock: Lock) -> frozenset[str]:
    names = stories.article_names((member.analysis.article for one in told for member in one.group.members), lock)
    return frozenset(names.get(name) or names.get(name.removeprefix("./"), "") for name in rule.subjects)
