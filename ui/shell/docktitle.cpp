// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "docktitle.h"

#include <parts/linelabel.h>

#include <QDockWidget>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace Espalier::Ui {

namespace {

constexpr int titleHeight = 32;

enum class TitleSign { Detach, Close };

class TitleButton final : public QToolButton {
public:
    TitleButton(TitleSign sign, const QString& name, QWidget* parent)
        : QToolButton(parent)
        , m_sign(sign)
    {
        setProperty("kind", QStringLiteral("flat"));
        setFixedSize(24, 24);
        setAccessibleName(name);
        setToolTip(name);
        setFocusPolicy(Qt::TabFocus);
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QToolButton::paintEvent(event);
        QPainter painter(this);
        const QColor ink = themeOf(this).colour(Token::Text2);
        if (m_sign == TitleSign::Close) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(ink, 1.4));
            painter.drawLine(QPointF(7.5, 7.5), QPointF(16.5, 16.5));
            painter.drawLine(QPointF(7.5, 16.5), QPointF(16.5, 7.5));
        } else {
            painter.setPen(QPen(ink, 1));
            painter.drawRect(QRectF(7.5, 10.5, 6, 6));
            painter.drawPolyline(QPolygonF{QPointF(10.5, 10.5), QPointF(10.5, 7.5),
                QPointF(16.5, 7.5), QPointF(16.5, 13.5), QPointF(13.5, 13.5)});
        }
    }

private:
    TitleSign m_sign;
};

} // namespace

void DockGround::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Window));
    if (m_lineBelow)
        hairline(painter, QPointF(0, height() - 1), QPointF(width(), height() - 1),
            theme.colour(Token::Line));
}

DockTitle::DockTitle(QDockWidget& dock, const Names& names)
    : DockGround(true, &dock)
    , m_line(new LineLabel(this))
{
    const int margin = themeOf(&dock).px(4);
    setAccessibleName(names.bar);
    setFixedHeight(themeOf(&dock).px(titleHeight));
    m_line->setObjectName(dock.objectName() + QLatin1String("Title"));
    m_line->setElides(true);
    m_line->setRowHeight(titleHeight - 8); // a dock goes by what its title wishes
    auto* detach = new TitleButton(TitleSign::Detach, names.detach, this);
    auto* close = new TitleButton(TitleSign::Close, names.close, this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, margin, 8, margin);
    row->setSpacing(2);
    row->addWidget(m_line, 1);
    row->addWidget(detach);
    row->addWidget(close);
    connect(
        detach, &QToolButton::clicked, &dock, [&dock] { dock.setFloating(!dock.isFloating()); });
    connect(close, &QToolButton::clicked, this, &DockTitle::closePressed);
}

void DockTitle::setLine(const Text::Line& line) { m_line->setLine(line); }

QString DockTitle::text() const { return m_line->text(); }

} // namespace Espalier::Ui
