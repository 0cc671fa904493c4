// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "momentfield.h"

#include "reasonfields.h"

#include <text/times.h>
#include <theme/theme.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

namespace Espalier::Ui {

std::vector<WallTime> momentsAfter(
    WallTime from, const std::vector<std::chrono::minutes>& distances)
{
    const auto whole = std::chrono::ceil<std::chrono::minutes>(from);
    std::vector<WallTime> moments;
    for (const std::chrono::minutes distance : distances)
        moments.emplace_back((whole + distance).time_since_epoch());
    return moments;
}

MomentField::MomentField(const MomentChoice& choice, WallTime now, QWidget* parent)
    : QWidget(parent)
    , m_moments(choice.moments)
    , m_list(new QComboBox(this))
{
    const Theme& theme = themeOf(parent);
    const QString name = QString(choice.label).remove(QLatin1Char('&'));
    setAccessibleName(name);
    auto* caption = new QLabel(choice.label, this);
    caption->setFont(theme.font(Face::BodySemibold));
    caption->setMinimumWidth(theme.px(ReasonFields::labelColumn) - 8);
    caption->setAccessibleName(name);
    caption->setBuddy(m_list);
    m_list->setObjectName(QStringLiteral("moment"));
    m_list->setAccessibleName(name);
    m_list->setMinimumHeight(theme.px(32));
    for (const WallTime at : m_moments) {
        const bool today = Text::utcDate(at) == Text::utcDate(now);
        m_list->addItem(tr("%1, in %2", "a time, how far off")
                            .arg(today ? Text::utcMinute(at) : Text::utcDateTime(at),
                                Text::durationText(at - now)));
    }
    m_list->setCurrentIndex(static_cast<int>(choice.first));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(caption);
    row->addWidget(m_list);
    row->addStretch(1);
}

WallTime MomentField::moment() const
{
    const int index = m_list->currentIndex();
    return index < 0 ? WallTime() : m_moments.at(static_cast<size_t>(index));
}

} // namespace Espalier::Ui
