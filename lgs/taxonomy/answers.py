"""A model's answers on disk: what was asked once is never asked again."""

import json
import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from lgs.errors import LgsError
from lgs.taxonomy.chat import ORDER, Choice
from lgs.taxonomy.label import Given


class Answers:
    """A SQLite file of choices; answers that were not valid are not kept, they are asked anew."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._rows = sqlite3.connect(file)
            self._rows.execute(
                "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, entry INTEGER, sure REAL)"
            )
        except sqlite3.Error as error:
            raise LgsError(f"the answers cannot be kept in {file}: {error}") from error

    def __enter__(self) -> "Answers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._rows.close()

    def key(self, model: str, menu: Sequence[str], product: Given) -> str:
        """Changes with the model, the order given to it, the menu and the product."""
        return sha256(json.dumps([ORDER, model, menu, product]).encode()).hexdigest()

    def get(self, key: str) -> Choice | None:
        """What was answered, or None where nothing was."""
        row = self._rows.execute("SELECT entry, sure FROM answer WHERE key = ?", (key,)).fetchone()
        return Choice(*row) if row else None

    def put(self, key: str, choice: Choice | None) -> None:
        """Keep a valid answer at once: a killed run loses none."""
        if choice:
            with self._rows:
                row = key, choice.entry, choice.sure
                self._rows.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", row)
