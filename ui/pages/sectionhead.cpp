// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sectionhead.h"

#include <parts/linelabel.h>

#include <QHBoxLayout>
#include <QPainter>

namespace Espalier::Ui {

namespace {

constexpr int headHeight = 28;

} // namespace

SectionHead::SectionHead(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
    , m_left(new LineLabel(this))
    , m_right(new LineLabel(this))
{
    setAccessibleName(title);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_left->setElides(true);
    m_right->setElides(true);
    m_right->setAlignment(Qt::AlignRight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 1);
    row->setSpacing(12);
    row->addWidget(m_left);
    row->addWidget(m_right, 1);
    setNotes({}, {});
}

void SectionHead::setNotes(const Text::Line& afterTitle, const Text::Line& right)
{
    m_left->setLine(
        afterTitle.isEmpty() ? strong(m_title) : joined(strong(m_title), afterTitle, 12));
    m_right->setLine(right);
    m_right->setVisible(!right.isEmpty());
}

QSize SectionHead::sizeHint() const { return {200, themeOf(this).px(headHeight)}; }

void SectionHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect inside = contentsRect();
    hairline(painter, QPointF(inside.left(), height() - 1),
        QPointF(inside.right() + 1, height() - 1), themeOf(this).colour(Token::Border));
}

} // namespace Espalier::Ui
