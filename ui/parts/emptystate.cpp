// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "emptystate.h"

#include "sheet.h"

#include <theme/glyphs.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

constexpr int blockWidth = 480;
constexpr int textAt = 28;
constexpr int below = 88; // under the table head

// The title's line in the heading face: LineLabel has the body's faces only.
class TitleLabel final : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void changeEvent(QEvent* event) override
    {
        if (event->type() == QEvent::StyleChange)
            setFont(themeOf(this).font(Face::Heading));
        QLabel::changeEvent(event);
    }
};

// Plain sentences wrap, for a problem has to be read to its end; composed ones are short.
SheetRow emptyRow(const Text::Line& line)
{
    const bool sentence = line.runs.size() == 1;
    SheetRow row = sentence ? proseRow(line.plain()) : lineRow(line);
    if (sentence && line.runs.front().style == Text::Style::Secondary)
        row.look.text = Token::Text2;
    row.height = 22;
    return row;
}

void paintKind(QPainter& painter, QPointF at, EmptyKind kind, const Theme& theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(at);
    painter.setPen(QPen(theme.colour(Token::Text2), 1.4));
    painter.setBrush(Qt::NoBrush);
    switch (kind) {
    case EmptyKind::NothingExists:
        painter.drawEllipse(QPointF(8, 8), 6.5, 6.5);
        painter.drawLine(QPointF(3.6, 12.4), QPointF(12.4, 3.6));
        break;
    case EmptyKind::NothingMatches:
        painter.drawEllipse(QPointF(6.5, 6.5), 5, 5);
        painter.drawLine(QPointF(10.2, 10.2), QPointF(15, 15));
        break;
    case EmptyKind::NotPermitted:
        painter.drawEllipse(QPointF(8, 8), 6.5, 6.5);
        painter.drawLine(QPointF(4.8, 8), QPointF(11.2, 8));
        break;
    case EmptyKind::NotLoaded:
        painter.drawRect(QRectF(1.5, 1.5, 13, 13));
        paintHatch(painter, QRectF(1.5, 1.5, 13, 13), 3, theme.colour(Token::Text2));
        break;
    }
    painter.restore();
}

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_block(new QWidget(this))
    , m_title(new TitleLabel(m_block))
    , m_rows(new QVBoxLayout(m_block))
    , m_button(new QPushButton(m_block))
{
    setObjectName(QStringLiteral("emptyState"));
    m_block->setMaximumWidth(themeOf(this).px(blockWidth));
    m_rows->setContentsMargins(textAt, 0, 0, 0);
    m_rows->setSpacing(0);
    m_title->setFont(themeOf(this).font(Face::Heading));
    m_title->setTextFormat(Qt::PlainText);
    m_rows->addWidget(m_title);
    m_rows->addSpacing(6);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 12, 0, 0);
    buttons->addWidget(m_button);
    buttons->addStretch();
    m_rows->addLayout(buttons);
    auto* outer = new QHBoxLayout;
    outer->setContentsMargins(16, 0, 16, 0);
    outer->addStretch();
    outer->addWidget(m_block, 1000); // up to its width; the rest is air
    outer->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, below, 0, 0);
    column->addLayout(outer);
    column->addStretch();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::buttonPressed);
}

void EmptyState::show(const EmptyText& text)
{
    if (text == m_text && isVisible())
        return;
    m_text = text;
    m_title->setText(text.title);
    m_title->setAccessibleName(text.title);
    while (m_lines.size() < text.lines.size()) {
        auto* label = new SheetRowLabel(m_block);
        m_rows->insertWidget(m_rows->count() - 1, label);
        m_lines.push_back(label);
    }
    for (size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i]->setVisible(i < text.lines.size());
        if (i < text.lines.size())
            m_lines[i]->setRow(emptyRow(text.lines[i]));
    }
    m_button->setText(text.button);
    m_button->setAccessibleName(text.button);
    m_button->setVisible(!text.button.isEmpty());
    setAccessibleName(text.title);
    QWidget::show();
    update();
}

void EmptyState::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Base));
    paintKind(painter, QPointF(m_block->x(), m_block->y() + 4), m_text.kind, theme);
}

} // namespace Espalier::Ui
