"""Bring a database up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from parley.db.engine import connect

_HERE = Path(__file__).parent / "migrations"


def migrate(url: str, to: str = "head") -> None:
    """Apply every migration that the database at `url` lacks, up to one."""
    database = connect(url)
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    try:
        with database.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, to)
    finally:
        database.close()
