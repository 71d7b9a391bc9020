"""Whether the numbers of a table's rows come in turn, where nothing but the numbers tells the rows apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.structure.labels import number_style, ordinal


@dataclass(slots=True)
class Turn:
    """Which number is next. Behind a section's, Arabic ones go on or start anew; they may have numbers below them."""

    section: int = 0
    row: int = 0
    below: int = 0
    opened: bool = True

    def comes(self, number: str) -> bool:
        """Whether `number` ("3", "3.1", "II", "B") is in turn; then it counts."""
        style = own if (own := number_style(number)) in ("roman", "capital") else ""
        value = ordinal(number, style)
        if value is None or not (style or number[:1].isdigit()):
            return False
        if style:
            in_turn = value == self.section + 1
            self.section, self.opened = self.section + in_turn, self.opened or in_turn
        elif "." in number:
            in_turn = value == self.below + 1 and number.rpartition(".")[0] == str(self.row)
            self.below += in_turn
        else:
            in_turn = value == self.row + 1 or (value == 1 and self.opened)
            if in_turn:
                self.row, self.below, self.opened = value, 0, False
        return in_turn

    def would(self, number: str) -> bool:
        """The same, without counting it."""
        return replace(self).comes(number)
