// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <theme/glyphs.h>

#include <QLabel>

#include <vector>

namespace Espalier::Ui {

// How many there are of a shape.
struct GlyphCount {
    Glyph glyph = Glyph::Free;
    QString word;
    int count = 0;
    friend bool operator==(const GlyphCount&, const GlyphCount&) = default;
};

// Shapes, words and numbers in one line: the legend that counts. What has no room is not drawn; the
// tooltip and assistive tools have all of it.
class GlyphCounts final : public QLabel {
    Q_OBJECT
public:
    explicit GlyphCounts(QWidget* parent = nullptr);
    void setCounts(const std::vector<GlyphCount>& counts);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<GlyphCount> m_counts;
};

} // namespace Espalier::Ui
