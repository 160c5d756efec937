"""`digest fetch`: what the feeds bring becomes files in content/."""

from datetime import date
from pathlib import Path

import click

from digest.commands._options import Day, config_option


@click.command()
@config_option
@click.option(
    "--since",
    type=Day(),
    metavar="DATE",
    help="Pass over entries published before that day; those without a date are kept.",
)
@click.option("--only", multiple=True, metavar="OUTLET", help="Read the feeds of this outlet alone; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Say what would be stored; write nothing, and ask for no pages.")
def command(config_path: Path, since: date | None, only: tuple[str, ...], dry_run: bool) -> None:  # noqa: FBT001 - click passes by name
    """Read the feeds of site_config.yml: each new entry becomes a file below content/feeds/.

    A feed that has no news costs one request and touches no file. An entry that its outlet changed becomes a further
    file beside the first (.v2.md); what you mend or delete in content/ stays mended or deleted. With `full_text: true`
    the entry's page is fetched too, where its site's robots.txt allows it; a page that cannot be had is asked for three
    times at most, over seven hours, and the feed's own words are stored meanwhile.

    At the end stands which feeds failed, why and since when, which brought nothing for 30 days, and which moved. Ends
    with 0; 12 when some feeds failed, and what the others brought is stored; 13 when all failed; 7 when another fetch
    is at work here; 130 after Ctrl-C, which loses nothing: the next fetch brings the rest.

    Written: content/feeds/ (keep it in git; state.yml says how each feed has been doing) and .digest/fetch.json (what
    spares requests; safe to delete, and then deleted entries that are still listed come back).

    \b
    Example:
      digest fetch
      digest fetch --only "Sample Gazette" --since 2025-02-01 --dry-run
    """
    from digest.commands._fetched import run_fetch
    from digest.fetching import Request

    run_fetch(config_path, Request(outlets=only, since=since, dry_run=dry_run))
