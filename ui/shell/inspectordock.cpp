// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectordock.h"

#include <parts/linelabel.h>

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

constexpr int dockWidth = 400;
constexpr int leastWidth = 336;
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

// Title bar and content stand on the window's ground with a hairline below and at the left.
class DockGround final : public QWidget {
public:
    DockGround(bool lineBelow, QWidget* parent)
        : QWidget(parent)
        , m_lineBelow(lineBelow)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& theme = themeOf(this);
        painter.fillRect(rect(), theme.colour(Token::Window));
        if (m_lineBelow)
            hairline(painter, QPointF(0, height() - 1), QPointF(width(), height() - 1),
                theme.colour(Token::Line));
    }

private:
    bool m_lineBelow;
};

} // namespace

InspectorDock::InspectorDock(QWidget* parent)
    : QDockWidget(tr("Inspector"), parent)
    , m_scroll(new QScrollArea(this))
    , m_column(new QVBoxLayout)
{
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    setFeatures(DockWidgetClosable | DockWidgetFloatable | DockWidgetMovable);
    setAllowedAreas(Qt::RightDockWidgetArea);
    setTitleBarWidget(buildTitle());
    auto* content = new DockGround(false, m_scroll);
    content->setAccessibleName(tr("Inspector"));
    content->setLayout(m_column);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_scroll->setObjectName(QStringLiteral("inspectorScroll"));
    m_scroll->setAccessibleName(tr("Inspector content"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // its 12 px are the right margin
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    m_scroll->setWidget(content);
    m_scroll->setMinimumWidth(leastWidth);
    auto* whole = new DockGround(false, this);
    whole->setAccessibleName(tr("Inspector"));
    auto* wholeColumn = new QVBoxLayout(whole);
    wholeColumn->setContentsMargins(0, 0, 0, 0);
    wholeColumn->setSpacing(0);
    wholeColumn->addWidget(m_scroll, 1);
    setWidget(whole);
    resize(dockWidth, height());
    showNothing();
}

InspectorDock::~InspectorDock() = default;

QWidget* InspectorDock::buildTitle()
{
    auto* bar = new DockGround(true, this);
    bar->setAccessibleName(tr("Inspector title"));
    bar->setFixedHeight(themeOf(this).px(titleHeight));
    m_title = new LineLabel(bar);
    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_title->setElides(true);
    m_title->setRowHeight(titleHeight - 8); // a dock goes by what its title wishes
    auto* detach = new TitleButton(TitleSign::Detach, tr("Detach the inspector"), bar);
    auto* close = new TitleButton(TitleSign::Close, tr("Close the inspector"), bar);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(16, themeOf(this).px(4), 8, themeOf(this).px(4));
    row->setSpacing(2);
    row->addWidget(m_title, 1);
    row->addWidget(detach);
    row->addWidget(close);
    connect(detach, &QToolButton::clicked, this, [this] { setFloating(!isFloating()); });
    connect(close, &QToolButton::clicked, this, &QWidget::close);
    return bar;
}

// Cards that follow each other share one ground.
void InspectorDock::addBlock(const InspectorPart& part)
{
    const bool card = part.look == Sheet::Look::Card;
    QWidget* content = m_scroll->widget();
    QWidget* ground = card && !m_blocks.empty() ? m_blocks.back().ground : nullptr;
    if (card && !ground) {
        ground = new DockGround(true, content);
        ground->setAccessibleName(tr("Cards"));
        auto* cards = new QVBoxLayout(ground);
        cards->setContentsMargins(12, 12, 2, 12);
        cards->setSpacing(8);
        m_column->insertWidget(m_column->count() - 1, ground);
    }
    auto* sheet = new Sheet(part.look, part.keyColumn, card ? ground : content);
    if (card)
        ground->layout()->addWidget(sheet);
    else
        m_column->insertWidget(m_column->count() - 1, sheet);
    m_blocks.push_back({part.look, part.keyColumn, sheet, ground});
}

void InspectorDock::dropBlocks(size_t from)
{
    while (m_blocks.size() > from) {
        const Block last = m_blocks.back();
        m_blocks.pop_back();
        delete last.sheet;
        if (last.ground && (m_blocks.empty() || m_blocks.back().ground != last.ground))
            delete last.ground;
    }
}

void InspectorDock::setContent(const InspectorContent& content, bool fromTop)
{
    m_title->setLine(strong(content.title));
    size_t same = 0; // blocks that stay keep their labels: nothing flickers, no focus is lost
    while (same < m_blocks.size() && same < content.parts.size()
        && m_blocks[same].look == content.parts[same].look
        && m_blocks[same].keyColumn == content.parts[same].keyColumn)
        ++same;
    dropBlocks(same);
    for (size_t i = same; i < content.parts.size(); ++i)
        addBlock(content.parts[i]);
    for (size_t i = 0; i < content.parts.size(); ++i)
        m_blocks[i].sheet->setRows(content.parts[i].rows);
    if (fromTop)
        m_scroll->verticalScrollBar()->setValue(0);
}

void InspectorDock::showNothing()
{
    setContent(sentenceContent(tr("Inspector"),
                   tr("Nothing is chosen. Choose a row to see what is known of it.")),
        true);
}

void InspectorDock::setPane(QWidget* pane)
{
    static_cast<QVBoxLayout*>(widget()->layout())->insertWidget(1, pane, 1);
}

void InspectorDock::setFooter(QWidget* footer) { widget()->layout()->addWidget(footer); }

void InspectorDock::focusContent() { m_scroll->setFocus(Qt::ShortcutFocusReason); }

QString InspectorDock::asText() const
{
    QStringList lines{m_title->text()};
    for (const Block& block : m_blocks) {
        for (const SheetRowLabel* row : block.sheet->findChildren<SheetRowLabel*>()) {
            if (!row->isHidden() && !row->text().isEmpty())
                lines << row->text();
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace Espalier::Ui
