// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "querybar.h"

#include <parts/linelabel.h>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace Espalier::Ui {

namespace {

constexpr int barHeight = 44;
constexpr int iconRoom = 32; // magnifier and the space after it
constexpr int countGap = 12;

// Arrow and magnifier are strokes: they follow the theme without pictures.
class ArrowButton final : public QToolButton {
public:
    ArrowButton(bool left, QWidget* parent)
        : QToolButton(parent)
        , m_left(left)
    {
        setProperty("kind", QStringLiteral("flat"));
        setFixedSize(26, 28);
        setFocusPolicy(Qt::TabFocus);
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QToolButton::paintEvent(event);
        QPainter painter(this);
        const Theme& theme = themeOf(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(
            QPen(isEnabled() ? theme.colour(Token::Text)
                             : mixed(theme.colour(Token::Window), theme.colour(Token::Border), 0.8),
                1.6));
        painter.translate(rect().center() + QPointF(0.5, 0.5));
        const double d = m_left ? 1 : -1;
        painter.drawPolyline(QPolygonF{QPointF(2 * d, -4), QPointF(-2 * d, 0), QPointF(2 * d, 4)});
    }

private:
    bool m_left;
};

class FilterField final : public QLineEdit {
public:
    using QLineEdit::QLineEdit;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QLineEdit::paintEvent(event);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(themeOf(this).colour(Token::Text2), 1.5));
        const double middle = height() / 2.0;
        painter.drawEllipse(QPointF(15, middle - 1.5), 4, 4);
        painter.drawLine(QPointF(18, middle + 1.5), QPointF(21.5, middle + 5));
    }
};

} // namespace

QueryBar::QueryBar(QWidget* parent)
    : QWidget(parent)
    , m_field(new FilterField(this))
    , m_count(new LineLabel(m_field))
    , m_back(new ArrowButton(true, this))
    , m_forward(new ArrowButton(false, this))
{
    setObjectName(QStringLiteral("queryBar"));
    setAccessibleName(tr("Filter"));
    m_field->setObjectName(QStringLiteral("filterField"));
    m_field->setPlaceholderText(tr("Filter by state, place, tenant or job"));
    m_field->setAccessibleName(tr("Filter"));
    m_field->setClearButtonEnabled(false);
    m_field->setMaxLength(200);
    m_field->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("filterCount"));
    m_count->setAttribute(Qt::WA_TransparentForMouseEvents);
    LineLook look;
    look.text = Token::Text2;
    look.small = true;
    m_count->setLook(look);
    m_back->setAccessibleName(tr("Back"));
    m_back->setToolTip(tr("Back"));
    m_forward->setAccessibleName(tr("Forward"));
    m_forward->setToolTip(tr("Forward"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 8, 16, 8);
    row->setSpacing(0);
    row->addWidget(m_back);
    row->addWidget(m_forward);
    row->addSpacing(8);
    row->addWidget(m_field, 1);
    setTravel(false, false);
    connect(m_field, &QLineEdit::textChanged, this, &QueryBar::textChanged);
    connect(m_back, &QToolButton::clicked, this, &QueryBar::backPressed);
    connect(m_forward, &QToolButton::clicked, this, &QueryBar::forwardPressed);
}

QString QueryBar::text() const { return m_field->text(); }

void QueryBar::setText(const QString& text)
{
    const QSignalBlocker quiet(m_field);
    m_field->setText(text);
}

void QueryBar::setCount(const QString& sentence)
{
    m_count->setLine(plain(sentence));
    placeCount();
}

void QueryBar::setTravel(bool back, bool forward)
{
    m_back->setEnabled(back);
    m_forward->setEnabled(forward);
}

void QueryBar::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void QueryBar::placeCount()
{
    const QSize size = m_count->sizeHint();
    m_count->setGeometry(
        m_field->width() - size.width() - countGap, 0, size.width(), m_field->height());
    m_field->setTextMargins(iconRoom - 8, 0, size.width() + countGap, 0);
}

void QueryBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const Theme& theme = themeOf(this);
    m_field->setFixedHeight(theme.px(28));
    setFixedHeight(theme.px(barHeight));
    placeCount();
}

bool QueryBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        placeCount();
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            Q_EMIT leftDownwards();
            return true;
        case Qt::Key_Escape:
            if (!m_field->text().isEmpty()) {
                m_field->clear();
                return true;
            }
            break;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void QueryBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    hairline(painter, QPointF(0, height() - 1), QPointF(width(), height() - 1),
        themeOf(this).colour(Token::Line));
}

} // namespace Espalier::Ui
