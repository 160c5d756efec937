"""What publishing needs to know besides the edition."""

from pathlib import Path

from digest import __version__, publish, stories
from digest.lock import Lock
from digest.options import Config


def site_options(
    config: Config, lock: Lock, *, templates: Path, logo: publish.Logo | None = None
) -> publish.SiteOptions:
    """What publishing needs to know of the configuration and of the feeds' lasting identity."""
    site = config.site
    return publish.SiteOptions(
        title=site.title,
        description=site.description,
        url=site.url,
        language=site.language,
        timezone=site.timezone,
        accent=site.accent,
        contact=site.contact,
        logo=logo,
        guid_authority=lock.authority,
        guid_year=lock.year,
        generator=f"digest {__version__}",
        headline_rule=stories.HEADLINE_RULE,
        rank_rule=stories.RANK_RULE,
        catalogues=templates / "languages",
        feed_items=config.publish.feed_items,
        data_text=config.publish.data_text,
        data_days=config.publish.data_days,
        policy=True,
    )
