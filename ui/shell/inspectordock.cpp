// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectordock.h"

#include "docktitle.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

constexpr int dockWidth = 400;
constexpr int leastWidth = 336;

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
    m_title = new DockTitle(
        *this, {tr("Inspector title"), tr("Detach the inspector"), tr("Close the inspector")});
    setTitleBarWidget(m_title);
    connect(m_title, &DockTitle::closePressed, this, &QWidget::close);
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
