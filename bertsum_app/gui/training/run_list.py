"""The list of runs: a name and how it stands, the last one first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bertsum_app.gui.icons import pixmap
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.training.words import STATE_ICONS, state_name, task_name
from bertsum_app.gui.widgets.row_ground import paint_row_ground
from bertsum_app.service.training import RunRow

_PADDING = 10
_LEADING = 4
_ICON = 18
_GAP = 10
_INSET = 6
_ROW = Qt.ItemDataRole.UserRole


class RunList(QListWidget):
    """Tells which run the person goes to; the program's own choice is not told."""

    run_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RunRow, ...] = ()
        self._silent = False
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.currentItemChanged.connect(self._on_current)

    @property
    def runs(self) -> tuple[RunRow, ...]:
        """What is listed."""
        return self._rows

    def show_runs(self, rows: Sequence[RunRow]) -> None:
        """List these; the run that is gone to stays it, wherever it is now."""
        chosen = self.chosen
        self._rows = tuple(rows)
        self._silent = True
        try:
            while self.count() > len(rows):
                self.takeItem(self.count() - 1)
            while self.count() < len(rows):
                self.addItem(QListWidgetItem())
            for index, row in enumerate(rows):
                item = self.item(index)
                item.setData(_ROW, row)
                item.setText(row.name)
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole,
                    f"{row.name}, {task_name(row.task)}, {state_name(row)}",
                )
            self.choose(chosen)
        finally:
            self._silent = False

    @property
    def chosen(self) -> str:
        """The name of the run that is gone to; "" for none."""
        row = self.currentRow()
        return self.item(row).text() if row >= 0 else ""

    def choose(self, name: str) -> None:
        """Go to a run, or with "" to none."""
        before, self._silent = self._silent, True
        names = [row.name for row in self._rows]
        self.setCurrentRow(names.index(name) if name in names else -1)
        self._silent = before

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_runs(self._rows)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._silent:
            self.run_chosen.emit(item.text())


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: RunList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = self._view.fontMetrics().height()
        return QSize(0, 2 * line + _LEADING + 2 * _PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = current_theme()
        row: RunRow = index.data(_ROW)
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_ground(painter, room, state, inset=_INSET)
        metrics = painter.fontMetrics()
        line = metrics.height()
        left = room.left() + _INSET + _PADDING
        icon = QRect(left, room.center().y() - _ICON // 2, _ICON, _ICON)
        colour = {
            "running": theme.accent,
            "failed": theme.warning,
            "finished": theme.positive,
        }.get(row.state, theme.muted)
        scale = self._view.devicePixelRatioF()
        painter.drawPixmap(icon, pixmap(STATE_ICONS[row.state], colour, _ICON, scale))
        words = QRect(icon.right() + _GAP, room.top() + _PADDING, 0, line)
        words.setRight(room.right() - _INSET - _PADDING)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(theme.text))
        shown = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, align, shown)
        painter.setPen(QColor(theme.muted))
        told = f"{state_name(row)} · {task_name(row.task)}" if row.task else state_name(row)
        shown = metrics.elidedText(told, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words.translated(0, line + _LEADING), align, shown)
        painter.restore()
