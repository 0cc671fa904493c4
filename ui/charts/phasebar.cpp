// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "phasebar.h"

#include <parts/textline.h>
#include <text/numbers.h>
#include <theme/glyphs.h>

#include <QPainter>

#include <cmath>
#include <numeric>

namespace Espalier::Ui {

namespace {

using Items::DrainWord;

constexpr double gap = 2;
constexpr int barHeight = 12;
constexpr int legendAt = 20; // below the top
constexpr int wantedHeight = 44;
constexpr double sample = 10;

// Those that are through stand at the left.
constexpr std::array order{DrainWord::Drained, DrainWord::Emptied, DrainWord::EmptiedSimulated,
    DrainWord::NotDrained, DrainWord::Confirming, DrainWord::TearingDown, DrainWord::Waiting,
    DrainWord::Cordoned, DrainWord::Stopped};

void paintCell(QPainter& painter, const QRectF& box, DrainWord word, const Theme& theme)
{
    const QColor run = theme.colour(Token::Run);
    switch (word) {
    case DrainWord::Drained:
    case DrainWord::Emptied:
    case DrainWord::EmptiedSimulated:
        painter.fillRect(box, mixed(run, theme.colour(Token::Text2), 0.6));
        break;
    case DrainWord::NotDrained:
        painter.fillRect(box, theme.colour(Token::Unconfirmed));
        break;
    case DrainWord::Confirming:
        painter.fillRect(box, run);
        break;
    case DrainWord::TearingDown:
        painter.fillRect(
            QRectF(box.left(), box.top(), std::round(box.width() / 2), box.height()), run);
        break;
    case DrainWord::Stopped:
        paintHatch(painter, box, 6, theme.colour(Token::Text2));
        break;
    case DrainWord::Waiting:
    case DrainWord::Cordoned:
        break;
    }
    QPen pen(theme.colour(Token::Outline), 1);
    if (word == DrainWord::EmptiedSimulated)
        pen.setDashPattern({2, 2});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace

PhaseBarLayout::PhaseBarLayout(const QRectF& bar, const std::vector<int>& counts)
{
    const int all = std::accumulate(counts.begin(), counts.end(), 0);
    if (all == 0 || bar.isEmpty())
        return;
    const bool single = all <= mostCells;
    int before = 0;
    for (size_t group = 0; group < counts.size(); ++group) {
        const int pieces = single ? counts[group] : std::min(1, counts[group]);
        const int each = single ? 1 : counts[group];
        for (int piece = 0; piece < pieces; ++piece) {
            const double left = std::round(bar.width() * before / all);
            before += each;
            const double right = std::round(bar.width() * before / all);
            m_cells.push_back({group,
                QRectF(bar.left() + left, bar.top(),
                    std::max(1.0, right - left - (before < all ? gap : 0)), bar.height())});
        }
    }
}

PhaseBar::PhaseBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("phaseBar"));
}

void PhaseBar::setProgress(const Items::DrainProgress& progress)
{
    m_counts = progress.counts;
    QStringList parts;
    for (const DrainWord word : order) {
        if (progress.count(word) > 0)
            parts << tr("%1 %2", "hosts, Waiting for jobs")
                         .arg(Text::inProse(progress.count(word)), Items::drainWord(word));
    }
    setAccessibleName(parts.join(QStringLiteral(", ")));
    setToolTip(accessibleName());
    update();
}

QSize PhaseBar::sizeHint() const { return {400, themeOf(this).px(wantedHeight)}; }

QSize PhaseBar::minimumSizeHint() const { return {40, themeOf(this).px(wantedHeight)}; }

void PhaseBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    std::vector<int> counts;
    for (const DrainWord word : order)
        counts.push_back(m_counts[static_cast<size_t>(word)]);
    const PhaseBarLayout layout(QRectF(0, 2, width(), theme.px(barHeight)), counts);
    for (const PhaseBarLayout::Cell& cell : layout.cells())
        paintCell(painter, cell.box, order.at(cell.group), theme);
    double x = 0;
    const double top = theme.px(legendAt);
    const double line = theme.px(20);
    for (const DrainWord word : order) {
        const int count = m_counts[static_cast<size_t>(word)];
        if (count == 0)
            continue;
        const Text::Line text =
            joined(fixedStrong(Text::grouped(count)), plain(Items::drainWord(word)), 6);
        const double wide = widthOf(text, theme);
        if (x + sample + 8 + wide > width())
            return; // the tooltip and assistive tools have all of them
        paintCell(painter, QRectF(x, std::round(top + line / 2 - sample / 2), sample, sample), word,
            theme);
        paintLine(painter, QRectF(x + sample + 8, top, wide + 2, line), text, theme);
        x += sample + 8 + wide + 20;
    }
}

} // namespace Espalier::Ui
