// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <text/line.h>

#include <QWidget>

class QDockWidget;

namespace Espalier::Ui {

class LineLabel;

// The window's ground under a dock's content or its parts; lineBelow: a hairline ends it.
class DockGround : public QWidget {
    Q_OBJECT
public:
    DockGround(bool lineBelow, QWidget* parent)
        : QWidget(parent)
        , m_lineBelow(lineBelow)
    {
    }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_lineBelow;
};

// The title bar of a dock in the manner of the window: what it shows, then detach and close.
class DockTitle final : public DockGround {
    Q_OBJECT
public:
    // Names as they are read aloud: of the bar and of its two buttons.
    struct Names {
        QString bar, detach, close;
    };
    DockTitle(QDockWidget& dock, const Names& names);
    void setLine(const Text::Line& line);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void closePressed();

private:
    LineLabel* m_line;
};

} // namespace Espalier::Ui
