// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectordock.h"

#include <pages/inspection.h>
#include <parts/linelabel.h>
#include <parts/sheet.h>
#include <text/numbers.h>

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
constexpr int eventsShown = 8;

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

InspectorDock::InspectorDock(const FleetStore& store, const Clock& clock, QWidget* parent)
    : QDockWidget(tr("Inspector"), parent)
    , m_store(store)
    , m_clock(clock)
    , m_scroll(new QScrollArea(this))
    , m_column(new QVBoxLayout)
    , m_sheets(PartCount)
    , m_cards(new QVBoxLayout)
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
    addPart(Head, false, 68);
    m_cardGround = new DockGround(true, content);
    m_cardGround->setAccessibleName(tr("Slots"));
    m_cardGround->setLayout(m_cards);
    m_cards->setContentsMargins(12, 12, 2, 12);
    m_cards->setSpacing(8);
    m_column->addWidget(m_cardGround);
    addPart(FirstCard, true, 64);
    addPart(SecondCard, true, 64);
    addPart(Clauses, false, 20);
    addPart(Facts, false, 64);
    addPart(Hashes, false, 68);
    addPart(Next, false, 64);
    addPart(Timeline, false, 78);
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
    setWidget(m_scroll);
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
    auto* detach = new TitleButton(TitleSign::Detach, tr("Detach the inspector"), bar);
    auto* close = new TitleButton(TitleSign::Close, tr("Close the inspector"), bar);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 4, 8, 4);
    row->setSpacing(2);
    row->addWidget(m_title, 1);
    row->addWidget(detach);
    row->addWidget(close);
    connect(detach, &QToolButton::clicked, this, [this] { setFloating(!isFloating()); });
    connect(close, &QToolButton::clicked, this, &QWidget::close);
    return bar;
}

void InspectorDock::addPart(Part which, bool card, int keyColumn)
{
    auto* sheet = new Sheet(card ? Sheet::Look::Card : Sheet::Look::Section, keyColumn, this);
    m_sheets[static_cast<size_t>(which)] = sheet;
    if (card)
        m_cards->addWidget(sheet);
    else
        m_column->addWidget(sheet);
}

void InspectorDock::setTitle(const QString& title) { m_title->setLine(strong(title)); }

void InspectorDock::clearFrom(std::initializer_list<Part> parts)
{
    for (const Part each : parts)
        part(each)->setRows({});
    for (Sheet* card : m_moreCards)
        card->setRows({});
}

void InspectorDock::showSlot(const SlotId& slot)
{
    const bool other =
        !std::holds_alternative<SlotId>(m_target) || !(std::get<SlotId>(m_target) == slot);
    m_target = slot;
    if (const auto row = m_store.rowOf(slot))
        m_host = m_store.slot(*row).host;
    refresh();
    if (other)
        m_scroll->verticalScrollBar()->setValue(0);
}

void InspectorDock::showLife(const VmId& vm)
{
    const bool other = !std::holds_alternative<VmId>(m_target) || !(std::get<VmId>(m_target) == vm);
    m_target = vm;
    refresh();
    if (other)
        m_scroll->verticalScrollBar()->setValue(0);
}

void InspectorDock::showNothing()
{
    m_target = std::monostate();
    refresh();
}

void InspectorDock::refresh()
{
    if (std::holds_alternative<SlotId>(m_target)) {
        if (const auto host = m_store.details(m_host))
            fillHost(*host);
        else
            fillMissing(tr("Slot"), tr("This slot is no longer in the list of its site."));
    } else if (const auto* vm = std::get_if<VmId>(&m_target)) {
        if (const auto life = m_store.details(*vm))
            fillLife(*life);
        else
            fillMissing(tr("Record, VM %1").arg(Text::shortId(vm->text())),
                tr("This VM's life is no longer kept by this console."));
    } else {
        fillMissing(
            tr("Inspector"), tr("Nothing is chosen. Choose a row to see what is known of it."));
    }
}

void InspectorDock::fillMissing(const QString& title, const QString& sentence)
{
    setTitle(title);
    part(Head)->setRows({proseRow(sentence)});
    clearFrom({FirstCard, SecondCard, Clauses, Facts, Hashes, Next, Timeline});
    m_cardGround->hide();
}

void InspectorDock::fillHost(const HostDetails& host)
{
    setTitle(tr("Host %1").arg(host.row.host.code));
    part(Head)->setRows(hostHead(host, m_clock));
    clearFrom({Clauses, Facts, Hashes, Next});
    std::vector<Sheet*> cards{part(FirstCard), part(SecondCard)};
    cards.insert(cards.end(), m_moreCards.begin(), m_moreCards.end());
    while (cards.size() < host.slots.size()) {
        auto* card = new Sheet(Sheet::Look::Card, 64, this);
        m_cards->addWidget(card);
        m_moreCards.push_back(card);
        cards.push_back(card);
    }
    for (size_t i = 0; i < cards.size(); ++i) {
        if (i < host.slots.size())
            cards[i]->setRows(slotCard(host.slots[i], host, m_clock));
        else
            cards[i]->setRows({});
    }
    m_cardGround->setVisible(!host.slots.empty());
    part(Timeline)->setRows(timelineRows(host.timeline, eventsShown, true));
}

void InspectorDock::fillLife(const LifeDetails& life)
{
    setTitle(tr("Record, VM %1").arg(Text::shortId(life.row.vm.text())));
    part(Head)->setRows(lifeHead(life, m_clock));
    clearFrom({FirstCard, SecondCard});
    m_cardGround->hide();
    part(Clauses)->setRows(clauseRows(life));
    if (life.verdict) {
        part(Facts)->setRows(factRows(*life.verdict));
        part(Hashes)->setRows(hashRows(*life.verdict));
    } else {
        clearFrom({Facts, Hashes});
    }
    part(Next)->setRows(lifeNextStep(life));
    part(Timeline)->setRows(timelineRows(life.timeline, eventsShown, false));
}

void InspectorDock::focusContent() { m_scroll->setFocus(Qt::ShortcutFocusReason); }

QString InspectorDock::asText() const
{
    QStringList lines{m_title->text()};
    for (const SheetRowLabel* row : m_scroll->findChildren<SheetRowLabel*>()) {
        if (!row->isHidden() && !row->text().isEmpty())
            lines << row->text();
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace Espalier::Ui
