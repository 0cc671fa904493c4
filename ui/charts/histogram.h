// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <store/sums.h>

#include <QWidget>

namespace Espalier::Ui {

// Pure geometry of the histogram: seconds to x, counts to y.
class HistogramLayout final {
public:
    HistogramLayout(const QRectF& plot, double seconds, int most);
    [[nodiscard]] double xOf(double seconds) const;
    [[nodiscard]] QRectF bin(int index, double binSeconds, int count) const;
    [[nodiscard]] const QRectF& plot() const { return m_plot; }

private:
    QRectF m_plot;
    double m_seconds;
    int m_most;
};

// Job end to proof: bins from zero, percentile lines with direct labels, the SLO, no colour.
class Histogram final : public QWidget {
    Q_OBJECT
public:
    explicit Histogram(QWidget* parent = nullptr);
    void setStatistics(const TeardownStatistics& statistics);
    // The same as tab-separated text: one line a bin.
    [[nodiscard]] QString asText() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] QString description() const;
    void paintAxis(QPainter& painter, const HistogramLayout& layout) const;
    void paintLines(QPainter& painter, const HistogramLayout& layout) const;

    TeardownStatistics m_statistics;
};

} // namespace Espalier::Ui
