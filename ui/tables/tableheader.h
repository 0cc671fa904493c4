// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QMap>

namespace Espalier::Ui {

// A note above something in a column: "p95" above the tick of its bar.
struct HeadNote {
    QString text;
    double fromRight = 0; // its middle, from the column's right text edge, px
};

// The head of the one table: captions on the window's ground, the sorted one semibold with a
// triangle.
class TableHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit TableHeader(QWidget* parent);
    void setNote(int column, const HeadNote& note);
    [[nodiscard]] bool isLast(int column) const; // of those that are shown
    void setSorted(int column, Qt::SortOrder order);
    [[nodiscard]] QSize sizeHint() const override;
    // How wide a column has to be for its caption and note, sorted or not.
    [[nodiscard]] int neededWidth(int column) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int column) const override;

private:
    [[nodiscard]] bool isFirst(int column) const;

    QMap<int, HeadNote> m_notes;
    int m_sorted = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace Espalier::Ui
