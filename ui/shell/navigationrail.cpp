// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "navigationrail.h"

#include <parts/linelabel.h>
#include <parts/marks.h>
#include <text/words.h>

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr int railWidth = 184;
constexpr int foldedWidth = 56;
constexpr int itemHeight = 32;
constexpr int titleAt = 36;
constexpr int margin = 16;
constexpr int lineWidth = 1; // the hairline at its right
constexpr int rightMargin = 14;

} // namespace

RailButton::RailButton(int key, const QString& title, QWidget* parent)
    : QAbstractButton(parent)
    , m_key(key)
{
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(themeOf(this).px(itemHeight));
}

void RailButton::setCount(const QString& count, std::optional<Glyph> glyph, Severity priority)
{
    if (count == m_count && glyph == m_glyph && priority == m_priority)
        return;
    m_glyph = glyph;
    m_priority = priority;
    m_count = count;
    setAccessibleDescription(
        QString(Text::severityWord(priority) + QLatin1Char(' ') + count).trimmed());
    update();
}

void RailButton::setFolded(bool folded)
{
    m_folded = folded;
    setToolTip(folded ? text() : QString());
    update();
}

QSize RailButton::sizeHint() const
{
    const Theme& theme = themeOf(this);
    // Room for three digits and a shape, so that nothing moves when they come.
    const double count = widthOf(fixedSecondary(QStringLiteral("000")), theme) + 22;
    const double width =
        theme.px(titleAt) + widthOf(strong(text()), theme) + 6 + count + rightMargin;
    return {static_cast<int>(std::ceil(width)), theme.px(itemHeight)};
}

void RailButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    if (isChecked()) {
        painter.fillRect(rect(), theme.colour(Token::Base));
        painter.fillRect(QRectF(0, 0, 3, height()), theme.colour(Token::Focus));
    } else if (underMouse()) {
        painter.fillRect(rect(), theme.colour(Token::Hover));
    }
    const QRectF box = rect();
    const double titleX = theme.px(titleAt);
    paintLine(painter, QRectF(margin, 0, titleX - margin, box.height()),
        isChecked() ? fixed(QString::number(m_key)) : fixedSecondary(QString::number(m_key)),
        theme);
    if (m_folded) {
        if (m_glyph)
            paintGlyph(painter, QPointF(titleX - 4, std::round(box.center().y() - 7.5)), 16,
                *m_glyph, theme);
        paintFocus(painter, theme);
        return;
    }
    const Text::Line count = fixedSecondary(m_count);
    const double countWidth = widthOf(count, theme);
    paintLine(painter,
        QRectF(box.right() - rightMargin - countWidth, 0, countWidth + 1, box.height()), count,
        theme);
    if (m_glyph)
        paintGlyph(painter,
            QPointF(
                box.right() - rightMargin - countWidth - 22, std::round(box.center().y() - 7.5)),
            16, *m_glyph, theme);
    if (m_priority != Severity::None && !m_count.isEmpty())
        paintPriority(painter,
            QRectF(box.right() - rightMargin - countWidth - 6 - theme.px(priorityWidth), 0,
                theme.px(priorityWidth), box.height()),
            m_priority, theme, false);
    paintLine(painter,
        QRectF(titleX, 0, box.width() - titleX - rightMargin - countWidth - 6, box.height()),
        isChecked() ? strong(text()) : plain(text()), theme);
    paintFocus(painter, theme);
}

void RailButton::paintFocus(QPainter& painter, const Theme& theme) const
{
    if (!hasFocus())
        return;
    painter.setPen(QPen(theme.colour(Token::Focus), 2));
    painter.drawRect(QRectF(rect()).adjusted(1, 1, -2, -1));
}

void RailButton::enterEvent(QEnterEvent*) { update(); }
void RailButton::leaveEvent(QEvent*) { update(); }

NavigationRail::NavigationRail(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_foot(new QVBoxLayout)
{
    setObjectName(QStringLiteral("navigationRail"));
    setAccessibleName(tr("Pages"));
    fit();
    m_column->setContentsMargins(0, 8, lineWidth, 8);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_foot->setContentsMargins(margin, 8, rightMargin, 0);
    m_foot->setSpacing(0);
    m_column->addLayout(m_foot);
}

void NavigationRail::addPage(const QString& title, const QString& objectName)
{
    const auto page = static_cast<int>(m_buttons.size());
    auto* button = new RailButton(page + 1, title, this);
    button->setObjectName(objectName);
    m_column->insertWidget(page, button);
    m_buttons.push_back(button);
    fit();
    connect(button, &QAbstractButton::clicked, this, [this, page] { Q_EMIT pageChosen(page); });
}

void NavigationRail::setCurrent(int page)
{
    m_buttons.at(static_cast<size_t>(page))->setChecked(true);
}

void NavigationRail::setCount(
    int page, const QString& count, std::optional<Glyph> glyph, Severity priority)
{
    m_buttons.at(static_cast<size_t>(page))->setCount(count, glyph, priority);
}

void NavigationRail::setFoot(const std::vector<std::pair<QString, QString>>& lines)
{
    while (m_footLabels.size() < 2 * lines.size()) {
        auto* row = new QHBoxLayout;
        for (int side = 0; side < 2; ++side) {
            auto* label = new LineLabel(this);
            label->setElides(side == 0);
            row->addWidget(label, side == 0 ? 1 : 0);
            m_footLabels.push_back(label);
        }
        m_foot->addLayout(row);
    }
    for (size_t i = 0; i < lines.size(); ++i) {
        LineLook small;
        small.small = true;
        m_footLabels[2 * i]->setLook(small);
        m_footLabels[2 * i]->setLine(secondary(lines[i].first));
        m_footLabels[2 * i + 1]->setLine(fixedSecondary(lines[i].second));
    }
    update();
}

void NavigationRail::setFolded(bool folded)
{
    if (folded == m_folded)
        return;
    m_folded = folded;
    for (RailButton* button : m_buttons)
        button->setFolded(folded);
    for (LineLabel* label : m_footLabels)
        label->setVisible(!folded);
    fit();
}

void NavigationRail::fit()
{
    const Theme& theme = themeOf(this);
    int width = theme.px(m_folded ? foldedWidth : railWidth);
    for (const RailButton* button : m_buttons)
        width = m_folded ? width : std::max(width, button->sizeHint().width() + lineWidth);
    setFixedWidth(width);
}

void NavigationRail::focusCurrent()
{
    for (RailButton* button : m_buttons) {
        if (button->isChecked())
            button->setFocus(Qt::ShortcutFocusReason);
    }
}

void NavigationRail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Window));
    const QColor line = theme.colour(Token::Line);
    hairline(painter, QPointF(width() - 1, 0), QPointF(width() - 1, height()), line);
    if (!m_footLabels.empty() && !m_folded) {
        const double y = m_foot->geometry().top();
        hairline(painter, QPointF(margin, y), QPointF(width() - rightMargin, y), line);
    }
}

} // namespace Espalier::Ui
