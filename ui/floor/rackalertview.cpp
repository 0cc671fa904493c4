// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rackalertview.h"

#include <parts/textline.h>
#include <text/numbers.h>
#include <text/words.h>
#include <theme/glyphs.h>

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <cmath>

namespace Espalier::Ui {

namespace {

constexpr int rowHeight = 28;
constexpr int glyphSize = 16;
constexpr int siteAt = 24; // of the site, after the shape
constexpr int rackAt = 62;
constexpr int stateAt = 98;
constexpr double chosenTint = 0.12;

// Shape, site, rack, state, how many of how many: the columns of the picture.
class AlertDelegate final : public QStyledItemDelegate {
public:
    AlertDelegate(const RackAlerts& alerts, QWidget* parent)
        : QStyledItemDelegate(parent)
        , m_alerts(alerts)
    {
    }
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {120, themeOf(option.widget).px(rowHeight)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        const Theme& theme = themeOf(option.widget);
        const RackAlert& alert = m_alerts.at(index.row());
        const QRectF box = option.rect;
        if (option.state & QStyle::State_Selected)
            painter->fillRect(
                box, mixed(theme.colour(Token::Base), theme.colour(Token::Focus), chosenTint));
        paintGlyph(*painter, QPointF(box.left(), std::round(box.center().y() - glyphSize / 2.0)),
            glyphSize, glyphOf(alert.worst), theme);
        const Text::Line slots = alert.rack.isEmpty()
            ? fixed(Text::grouped(alert.slots))
            : fixed(RackAlerts::tr("%1 of %2", "slots")
                        .arg(Text::grouped(alert.count), Text::grouped(alert.slots)));
        const double right = box.right() - std::ceil(widthOf(slots, theme)) - 4;
        const auto put = [&](double from, double to, const Text::Line& line) {
            const double left = box.left() + theme.px(int(from));
            paintLine(*painter, QRectF(left, box.top(), std::max(0.0, to - left), box.height()),
                line, theme);
        };
        put(siteAt, right, fixedSecondary(alert.site.text()));
        put(rackAt, box.left() + theme.px(stateAt), fixed(alert.rack));
        put(alert.rack.isEmpty() ? rackAt : stateAt, right - theme.px(6),
            plain(alert.rack.isEmpty() ? RackAlerts::tr("whole site")
                                       : Text::stateWord(alert.worst)));
        paintLine(*painter, QRectF(right, box.top(), box.right() - right, box.height()), slots,
            theme, Qt::AlignRight);
        hairline(*painter, QPointF(box.left(), box.bottom()), QPointF(box.right(), box.bottom()),
            theme.colour(Token::Line));
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(theme.colour(Token::Focus), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(box.adjusted(1, 1, -1, -2));
        }
    }

private:
    const RackAlerts& m_alerts;
};

} // namespace

RackAlertView::RackAlertView(QWidget* parent)
    : QListView(parent)
    , m_alerts(new RackAlerts(this))
{
    setModel(m_alerts);
    setItemDelegate(new AlertDelegate(*m_alerts, this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(this, &QListView::clicked, this, &RackAlertView::go);
}

void RackAlertView::go(const QModelIndex& index)
{
    if (index.isValid())
        Q_EMIT goWanted(m_alerts->at(index.row()).at);
}

void RackAlertView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        go(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

} // namespace Espalier::Ui
