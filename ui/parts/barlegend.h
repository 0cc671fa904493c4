// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <theme/theme.h>

#include <QLabel>

#include <optional>
#include <vector>

namespace Espalier::Ui {

// What one fill of a bar stands for; none: hollow.
struct BarLegendEntry {
    std::optional<Token> fill;
    bool hatched = false;
    QString word;
    friend bool operator==(const BarLegendEntry&, const BarLegendEntry&) = default;
};

// Squares with words, as many lines as they need: no fill of a bar is left unexplained.
class BarLegend final : public QLabel {
    Q_OBJECT
public:
    explicit BarLegend(QWidget* parent = nullptr);
    void setEntries(const std::vector<BarLegendEntry>& entries);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    // Where each entry begins at this width.
    [[nodiscard]] std::vector<QPointF> places(double width) const;

    std::vector<BarLegendEntry> m_entries;
};

} // namespace Espalier::Ui
