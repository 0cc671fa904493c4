// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmbadges.h"

#include <parts/marks.h>
#include <parts/textline.h>
#include <text/numbers.h>
#include <text/words.h>

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr std::array shown{Severity::P1, Severity::P2, Severity::P3};
constexpr int badgeGap = 6; // to its number
constexpr int groupGap = 16;
constexpr int edge = 2; // the ring's

Text::Line countLine(Severity priority, int count)
{
    const QString text = Text::grouped(count);
    return count == 0              ? fixedSecondary(text)
        : priority == Severity::P1 ? fixedStrong(text)
                                   : fixed(text);
}

} // namespace

AlarmBadges::AlarmBadges(QWidget* parent)
    : QLabel(parent)
{
    setObjectName(QStringLiteral("alarmBadges"));
    setTextFormat(Qt::PlainText);
    setSums({});
}

void AlarmBadges::setSums(const AlarmSums& sums)
{
    if (sums == m_sums && !text().isEmpty())
        return;
    const QSize before = sizeHint();
    m_sums = sums;
    QStringList words;
    for (const Severity priority : shown)
        words += QString(Text::severityWord(priority) + QLatin1Char(' ')
            + Text::inProse(sums.active[static_cast<size_t>(priority)]));
    const int unacknowledged = sums.unacknowledgedTotal();
    const QString spoken = unacknowledged == 0
        ? tr("Alarms: %1").arg(words.join(QLatin1String(", ")))
        : tr("Alarms: %1; %2 unacknowledged")
              .arg(words.join(QLatin1String(", ")), Text::inProse(unacknowledged));
    setText(words.join(QLatin1Char(' ')));
    setAccessibleName(spoken);
    setToolTip(spoken);
    if (sizeHint() != before)
        updateGeometry();
    update();
}

void AlarmBadges::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    updateGeometry();
    update();
}

std::vector<AlarmBadges::Badge> AlarmBadges::badges() const
{
    std::vector<Badge> all;
    for (const Severity priority : shown)
        all.push_back({priority, m_sums.active[static_cast<size_t>(priority)]});
    if (!m_compact)
        return all;
    const auto worst = std::find_if(
        all.begin(), all.end() - 1, [](const Badge& badge) { return badge.count > 0; });
    return {{worst->priority, m_sums.total()}};
}

QSize AlarmBadges::sizeHint() const
{
    const Theme& theme = themeOf(this);
    double width = edge - theme.px(groupGap); // none after the last
    for (const Badge& badge : badges())
        width += theme.px(priorityWidth) + badgeGap
            + widthOf(countLine(badge.priority, badge.count), theme) + theme.px(groupGap);
    return {static_cast<int>(std::ceil(width)), theme.px(24)};
}

void AlarmBadges::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    double x = edge;
    for (const Badge& badge : badges()) {
        const auto at = static_cast<size_t>(badge.priority);
        const bool ring = badge.priority == Severity::P1 && m_sums.unacknowledged[at] > 0;
        paintPriority(painter, QRectF(x, 0, theme.px(priorityWidth), height()), badge.priority,
            theme, badge.count == 0, ring);
        x += theme.px(priorityWidth) + badgeGap;
        x = paintLine(painter, QRectF(x, 0, width() - x, height()),
                countLine(badge.priority, badge.count), theme)
            + theme.px(groupGap);
    }
}

} // namespace Espalier::Ui
