// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "histogram.h"

#include <domain/states.h>
#include <text/numbers.h>
#include <theme/theme.h>

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr double shownSeconds = 124; // the SLO and a little more
constexpr int tickSeconds = 20;
constexpr double binGap = 1;

double secondsOf(std::chrono::milliseconds value)
{
    return static_cast<double>(value.count()) / 1000;
}

} // namespace

HistogramLayout::HistogramLayout(const QRectF& plot, double seconds, int most)
    : m_plot(plot)
    , m_seconds(seconds)
    , m_most(std::max(1, most))
{
}

double HistogramLayout::xOf(double seconds) const
{
    return m_plot.left() + m_plot.width() * std::clamp(seconds / m_seconds, 0.0, 1.0);
}

QRectF HistogramLayout::bin(int index, double binSeconds, int count) const
{
    const double left = std::round(xOf(index * binSeconds));
    const double right = std::round(xOf((index + 1) * binSeconds)) - binGap;
    // What happened at least once shows.
    const double height =
        count > 0 ? std::max(1.0, std::round(m_plot.height() * count / m_most)) : 0;
    return {left, m_plot.bottom() - height, std::max(1.0, right - left), height};
}

Histogram::Histogram(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("teardownHistogram"));
    setAccessibleName(tr("Job end to record"));
    auto* copy = new QAction(tr("Copy figures as table"), this);
    copy->setObjectName(QStringLiteral("copyHistogram"));
    connect(copy, &QAction::triggered, this,
        [this] { QGuiApplication::clipboard()->setText(asText()); });
    addAction(copy);
    setAccessibleDescription(description());
}

void Histogram::setStatistics(const TeardownStatistics& statistics)
{
    m_statistics = statistics;
    setAccessibleDescription(description());
    update();
}

QString Histogram::description() const
{
    if (m_statistics.count == 0)
        return tr("No teardown is proven yet.");
    if (m_statistics.count == 1)
        return tr("1 teardown: it took %1 s; the SLO is 120 s.")
            .arg(qRound(secondsOf(m_statistics.p50)));
    return tr("%1 teardowns: half within %2 s, 95 % within %3 s, 99 % within %4 s, %5 past the SLO "
              "of 120 s.")
        .arg(Text::inProse(m_statistics.count),
            QString::number(qRound(secondsOf(m_statistics.p50))),
            QString::number(qRound(secondsOf(m_statistics.p95))),
            QString::number(qRound(secondsOf(m_statistics.p99))),
            Text::inProse(m_statistics.pastSlo));
}

QString Histogram::asText() const
{
    const double width = secondsOf(m_statistics.binWidth);
    QStringList lines{QString(
        tr("from, s") + QLatin1Char('\t') + tr("to, s") + QLatin1Char('\t') + tr("teardowns"))};
    for (size_t i = 0; i < m_statistics.bins.size(); ++i)
        lines << QStringLiteral("%1\t%2\t%3")
                     .arg(double(i) * width)
                     .arg(double(i + 1) * width)
                     .arg(m_statistics.bins[i]);
    lines << QStringLiteral("120\t\t%1").arg(m_statistics.pastSlo);
    return lines.join(QLatin1Char('\n'));
}

QSize Histogram::minimumSizeHint() const
{
    const Theme& theme = themeOf(this);
    return {theme.px(200), theme.px(120)};
}

void Histogram::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    menu->popup(event->globalPos());
}

void Histogram::paintAxis(QPainter& painter, const HistogramLayout& layout) const
{
    const Theme& theme = themeOf(this);
    const QRectF& plot = layout.plot();
    const QColor ink = theme.colour(Token::Text);
    painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), ink);
    painter.setFont(theme.font(Face::Fixed));
    const QFontMetricsF& metrics = theme.metrics(Face::Fixed);
    for (int at = 0; at <= shownSeconds; at += tickSeconds) {
        const double x = std::round(layout.xOf(at));
        painter.fillRect(QRectF(x, plot.bottom(), 1, 4), ink);
        const QString text = QString::number(at);
        painter.setPen(theme.colour(Token::Text2));
        painter.drawText(QPointF(std::round(x - metrics.horizontalAdvance(text) / 2),
                             plot.bottom() + theme.px(18)),
            text);
    }
}

void Histogram::paintLines(QPainter& painter, const HistogramLayout& layout) const
{
    const Theme& theme = themeOf(this);
    const QRectF& plot = layout.plot();
    struct Line {
        QString name;
        double seconds;
        int row; // labels that would touch go one row down
    };
    std::vector<Line> lines;
    if (m_statistics.count > 0)
        lines = {{tr("p50", "median"), secondsOf(m_statistics.p50), 0},
            {tr("p95", "percentile"), secondsOf(m_statistics.p95), 0},
            {tr("p99", "percentile"), secondsOf(m_statistics.p99), 0}};
    const QFontMetricsF& bold = theme.metrics(Face::SmallSemibold);
    const QFontMetricsF& fixed = theme.metrics(Face::Fixed);
    const auto widthOf = [&](const Line& line) {
        return bold.horizontalAdvance(line.name) + 4
            + fixed.horizontalAdvance(QString::number(qRound(line.seconds))) + 8;
    };
    const double labelHeight = theme.px(18);
    for (size_t i = 1; i < lines.size(); ++i) {
        const double before = layout.xOf(lines[i - 1].seconds) + widthOf(lines[i - 1]);
        if (layout.xOf(lines[i].seconds) < before)
            lines[i].row = lines[i - 1].row + 1;
    }
    for (const Line& line : lines) {
        const double x = std::round(layout.xOf(line.seconds));
        const double top = line.row * labelHeight;
        painter.fillRect(QRectF(x, top, 1, plot.bottom() - top), theme.colour(Token::Text));
        const double baseline = theme.baseline(top, labelHeight);
        painter.setPen(theme.colour(Token::Text));
        painter.setFont(theme.font(Face::SmallSemibold));
        painter.drawText(QPointF(x + 4, baseline), line.name);
        painter.setFont(theme.font(Face::Fixed));
        painter.drawText(QPointF(x + 8 + bold.horizontalAdvance(line.name), baseline),
            QString::number(qRound(line.seconds)));
    }
    const auto slo = static_cast<double>(teardownSlo.count());
    const double x = std::round(layout.xOf(slo));
    painter.fillRect(QRectF(x, 0, 1, plot.bottom()), theme.colour(Token::Text));
    QString label = tr("SLO %1").arg(QString::number(teardownSlo.count()));
    if (m_statistics.pastSlo > 0)
        label = tr("SLO %1, %2 past it")
                    .arg(QString::number(teardownSlo.count()), Text::inProse(m_statistics.pastSlo));
    const double width = theme.metrics(Face::Small).horizontalAdvance(label);
    double row = 0;
    for (const Line& line : lines) {
        if (layout.xOf(line.seconds) + widthOf(line) > x - width - 8)
            row = std::max(row, double(line.row + 1));
    }
    painter.setFont(theme.font(Face::Small));
    painter.setPen(theme.colour(Token::Text2));
    painter.drawText(QPointF(x - width - 5, theme.baseline(row * labelHeight, labelHeight)), label);
}

void Histogram::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    const QRectF plot(8, theme.px(8), width() - 24, height() - theme.px(8 + 26));
    const auto most = std::max_element(m_statistics.bins.begin(), m_statistics.bins.end());
    const HistogramLayout layout(plot, shownSeconds, most == m_statistics.bins.end() ? 1 : *most);
    const double binSeconds = secondsOf(m_statistics.binWidth);
    for (size_t i = 0; i < m_statistics.bins.size(); ++i)
        painter.fillRect(layout.bin(static_cast<int>(i), binSeconds, m_statistics.bins[i]),
            theme.colour(Token::Run));
    paintAxis(painter, layout);
    paintLines(painter, layout);
    if (m_statistics.count == 0) {
        painter.setFont(theme.font(Face::Body));
        painter.setPen(theme.colour(Token::Text2));
        painter.drawText(plot, Qt::AlignCenter, tr("No teardown is proven yet"));
    }
}

} // namespace Espalier::Ui
