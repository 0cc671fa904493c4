// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orderform.h"

#include <QLabel>

namespace Espalier::Ui {

// A state's shape with its letter, for a dialog's head.
class GlyphLabel final : public QLabel {
    Q_OBJECT
public:
    GlyphLabel(Glyph glyph, int size, QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Glyph m_glyph;
    int m_size;
};

// A host's slots as they lie side by side; the one that is meant has a strong edge.
class NeighboursLabel final : public QLabel {
    Q_OBJECT
public:
    NeighboursLabel(const QString& host, std::vector<SlotLook> slots_, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_host;
    std::vector<SlotLook> m_slots;
};

} // namespace Espalier::Ui
