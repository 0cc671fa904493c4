// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "textline.h"

#include <QLabel>

namespace Espalier::Ui {

// One line of runs on one baseline, elided when narrow. Read aloud as its plain text.
class LineLabel final : public QLabel {
    Q_OBJECT
public:
    explicit LineLabel(QWidget* parent = nullptr);
    void setLine(const Text::Line& line);
    [[nodiscard]] const Text::Line& line() const { return m_line; }
    void setLook(const LineLook& look);
    void setRowHeight(int height); // at font scale 1; 20 unless told
    // Shrinks below its text's width; otherwise the layout keeps the whole text visible.
    void setElides(bool elides);
    // Whether some of the text is not seen; the tooltip then says it whole.
    [[nodiscard]] bool isCut() const;
    [[nodiscard]] bool elides() const { return m_elides; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    Text::Line m_line;
    LineLook m_look;
    int m_rowHeight = 20;
    bool m_elides = false;
};

} // namespace Espalier::Ui
