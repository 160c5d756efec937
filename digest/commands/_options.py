"""Options that several commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click


class Day(click.ParamType[date]):
    """A day such as 2025-02-27."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day; a mistake in it is told with an example."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a day; write it as 2025-02-27", param, ctx)


Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def config_option(function: Decorated) -> Decorated:
    """Add --config: the file whose folder is the digest."""
    return click.option(
        "-c",
        "--config",
        "config_path",
        type=click.Path(dir_okay=False, path_type=Path),
        default="site_config.yml",
        show_default=True,
        help="The digest's configuration; its folders are relative to it.",
    )(function)
