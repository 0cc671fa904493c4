// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorpage.h"

#include "listpage.h"

#include <floor/floorview.h>
#include <floor/rackalertview.h>
#include <items/livestore.h>
#include <items/slotlist.h>
#include <items/tablemodel.h>
#include <parts/emptystate.h>
#include <parts/glyphcounts.h>
#include <parts/linelabel.h>
#include <text/numbers.h>
#include <text/words.h>

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

constexpr int barHeight = 40;
constexpr int footHeight = 32;
constexpr int sideWidth = 284;
constexpr int sideFrom = 900; // width of the page: below it the floor needs all of it

QPushButton& addButton(QHBoxLayout& row, const QString& text, const char* name, const QString& tip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(tip);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    button->setProperty("kind", QStringLiteral("flat"));
    row.addWidget(button);
    return *button;
}

} // namespace

FloorPage::FloorPage(const PageContext& context, QWidget* parent)
    : Page(context, parent)
    , m_model(std::make_unique<Items::TableModel>(
          Items::slotList(context.live.store()), context.clock, Items::makeTimer()))
    , m_choice(context.slotChoice)
    , m_floor(new FloorView(context.live.store(), this))
    , m_empty(new EmptyState(this))
{
    setObjectName(QStringLiteral("floorPage"));
    setAccessibleName(tr("Floor"));
    m_floor->setObjectName(QStringLiteral("floor"));
    m_floor->setAccessibleName(tr("Floor"));
    m_floor->setAccessibleDescription(
        tr("Arrows move, Enter comes closer, Backspace goes back, n goes to what is abnormal. "
           "Hosts and slots has the same as a list."));
    m_bar = buildBar();
    m_foot = buildFoot();
    m_empty->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    m_side = buildSide();
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_floor, 1);
    middle->addWidget(m_side);
    column->addLayout(middle, 1);
    column->addWidget(m_foot);
    m_floor->setActive(false);
    m_model->setActive(false);
    connect(&live(), &Items::LiveStore::changed, this, [this](const ChangeSet& changes) {
        m_model->onChanged(changes);
        m_floor->onChanged(changes);
    });
    connect(m_model.get(), &Items::TableModel::countsChanged, this, [this] {
        dimFloor();
        Q_EMIT countsChanged();
    });
    connect(m_floor, &FloorView::currentChanged, this, [this](const QString& id) {
        tellChoice();
        Q_EMIT currentIdChanged(id);
    });
    connect(m_floor, &FloorView::selectionChanged, this, [this] {
        tellChoice();
        refreshLevels();
        Q_EMIT selectionChanged();
    });
    connect(m_floor, &FloorView::cleared, this, &Page::cleared);
    connect(m_floor, &FloorView::opened, this, &Page::opened);
    connect(m_floor, &FloorView::levelChanged, this, &FloorPage::refreshLevels);
    connect(m_empty, &EmptyState::buttonPressed, this, &Page::retryPressed);
}

FloorPage::~FloorPage() = default;

QWidget* FloorPage::buildBar()
{
    auto* bar = new QWidget(this);
    bar->setObjectName(QStringLiteral("floorBar"));
    bar->setAccessibleName(tr("Level of detail"));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(2);
    const std::array levels{std::pair{tr("Site", "level"), "floorSite"},
        std::pair{tr("Row", "level"), "floorRow"}, std::pair{tr("Rack", "level"), "floorRack"},
        std::pair{tr("Host", "level"), "floorHost"}};
    const std::array tips{tr("Everything in view (0)"), tr("Rows of racks (1)"),
        tr("Racks with tenants (2)"), tr("Hosts with their jobs (3)")};
    for (size_t i = 0; i < levels.size(); ++i) {
        QPushButton& button = addButton(*row, levels.at(i).first, levels.at(i).second, tips.at(i));
        button.setCheckable(true);
        m_levels.push_back(&button);
        connect(&button, &QPushButton::clicked, this, [this, i] {
            m_floor->zoomTo(static_cast<FloorLevel>(i));
            refreshLevels();
        });
    }
    row->addSpacing(14);
    QPushButton& out = addButton(*row, QStringLiteral("\u2212"), "floorOut", tr("Zoom out (-)"));
    QPushButton& in = addButton(*row, QStringLiteral("+"), "floorIn", tr("Zoom in (+)"));
    connect(&out, &QPushButton::clicked, this, [this] { m_floor->zoomBy(-1); });
    connect(&in, &QPushButton::clicked, this, [this] { m_floor->zoomBy(1); });
    row->addSpacing(14);
    QPushButton& next = addButton(*row, tr("Next abnormal"), "floorNext",
        tr("Next abnormal slot, the worst first (n, back with Shift+n)"));
    connect(&next, &QPushButton::clicked, this, [this] { m_floor->stepAbnormal(true); });
    m_summary = new LineLabel(bar);
    m_summary->setObjectName(QStringLiteral("floorSummary"));
    m_summary->setElides(true);
    m_summary->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addSpacing(16);
    row->addWidget(m_summary, 1);
    return bar;
}

QWidget* FloorPage::buildFoot()
{
    auto* foot = new QWidget(this);
    foot->setObjectName(QStringLiteral("floorFoot"));
    foot->setAccessibleName(tr("Slots by state"));
    m_counts = new GlyphCounts(foot);
    m_counts->setObjectName(QStringLiteral("floorCounts"));
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 0, 16, 0);
    row->addWidget(m_counts, 1);
    return foot;
}

// "1 of 40" does not fit into a tile: it stands here (pictures/README, 02b).
QWidget* FloorPage::buildSide()
{
    auto* side = new QWidget(this);
    side->setObjectName(QStringLiteral("floorSide"));
    side->setAccessibleName(tr("Racks with something abnormal"));
    auto* title = new LineLabel(side);
    title->setElides(true);
    title->setLine(strong(tr("Abnormal, worst first")));
    auto* keys = new LineLabel(side);
    keys->setLine(secondary(tr("n / N", "keys: next, previous")));
    m_alerts = new RackAlertView(side);
    m_alerts->setObjectName(QStringLiteral("floorAlerts"));
    m_alerts->setAccessibleName(tr("Racks with something abnormal, worst first"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(title, 1);
    head->addWidget(keys);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(8, 12, 16, 8);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_alerts, 1);
    connect(m_alerts, &RackAlertView::goWanted, this, [this](const SlotId& slot) {
        if (const auto at = m_floor->plan().find(slot))
            m_floor->press(*at);
    });
    return side;
}

void FloorPage::refreshSide()
{
    m_alerts->alerts().set(rackAlerts(m_floor->plan()));
    const Theme& theme = themeOf(this);
    m_side->setFixedWidth(theme.px(sideWidth));
    m_side->setVisible(m_floor->isVisibleTo(this) && width() >= theme.px(sideFrom)
        && m_alerts->alerts().rowCount() > 0);
}

QString FloorPage::countSentence() const
{
    if (nothingLoaded(store().sites()))
        return tr("unknown", "number of slots");
    return Text::slotsShown(m_model->rowCount(), m_model->allRows());
}

Text::Line FloorPage::summary() const
{
    const auto chosen = static_cast<int>(m_floor->selected().size());
    if (chosen > 1)
        return strong(tr("%n slots selected", nullptr, chosen));
    const auto sites = store().sites();
    int hosts = 0, heard = 0, unknown = 0;
    for (const SiteFeed& site : sites) {
        if (site.state == FeedState::Synced) {
            ++heard;
            hosts += site.hosts;
        } else {
            unknown += site.hosts;
        }
    }
    const QString in = heard == 1 ? tr("in 1 site") : tr("in %n sites", nullptr, heard);
    Text::Line line = secondary(tr("%1 %2", "hosts, in sites").arg(Text::hosts(hosts), in));
    if (unknown > 0)
        line = joined(line, strong(tr("%1 unknown", "hosts").arg(Text::inProse(unknown))), 12);
    return line;
}

void FloorPage::refreshLevels()
{
    const size_t level = m_floor->isFitted() ? 0 : static_cast<size_t>(m_floor->level());
    for (size_t i = 0; i < m_levels.size(); ++i)
        m_levels[i]->setChecked(i == level);
    m_summary->setLine(nothingLoaded(store().sites()) ? Text::Line() : summary());
}

void FloorPage::refresh()
{
    const Theme& theme = themeOf(this);
    m_bar->setFixedHeight(theme.px(barHeight));
    m_foot->setFixedHeight(theme.px(footHeight));
    refreshLevels();
    const SlotCounts counts = store().slotCounts(SiteId());
    std::vector<GlyphCount> shown;
    for (const auto& [state, count] : counts.byState) // worst first
        shown.push_back({glyphOf(state), Text::stateWord(state), count});
    m_counts->setCounts(shown);
    ListWords words;
    words.none = tr("No hosts");
    words.noneWhy = tr("No site of this profile has a host yet. All of them have answered.");
    words.noMatch = tr("No slot matches the filter");
    words.notLoaded = tr("The floor is not loaded");
    words.notPermitted = tr("You may not list hosts");
    words.mayBe = tr("There may be hosts.");
    const bool empty = m_model->allRows() == 0 && m_floor->plan().racks().empty();
    m_empty->setVisible(empty);
    m_floor->setVisible(!empty);
    if (empty)
        m_empty->show(emptyTextFor(
            words, store().sites(), countSentence(), QString(), m_model->allRows(), clock()));
    refreshSide();
}

void FloorPage::refreshAges() { m_floor->viewport()->update(); }

void FloorPage::setActive(bool active)
{
    m_active = false; // what follows is not the user's choice
    m_model->setActive(active);
    m_floor->setActive(active);
    if (active) {
        dimFloor();
        takeChoice();
    }
    m_active = active;
}

void FloorPage::setFilter(const QString& text)
{
    m_model->setFilter(text);
    dimFloor();
}

// A filter takes nothing off the floor: what does not match recedes.
void FloorPage::dimFloor()
{
    if (m_model->filter().trimmed().isEmpty())
        m_floor->setFilter({});
    else
        m_floor->setFilter(
            [this](const SlotId& id) { return m_model->indexOf(id.text()).isValid(); });
    refreshSide();
}

void FloorPage::focusContent() { m_floor->setFocus(Qt::ShortcutFocusReason); }

QString FloorPage::currentId() const
{
    return m_choice && !m_active ? m_choice->current() : m_floor->current().text();
}

bool FloorPage::setCurrentId(const QString& id)
{
    const SlotId slot{id};
    if (!m_floor->plan().find(slot))
        return false;
    if (m_floor->current() == slot)
        return true;
    m_floor->choose(slot, {slot}, true);
    tellChoice();
    Q_EMIT currentIdChanged(id);
    return true;
}

InspectorContent FloorPage::inspect(const QString& id)
{
    return m_memory.contentOf(store(), id, clock());
}

std::set<HostId> FloorPage::hostsOnScreen() const { return m_floor->hostsInView(); }

Selection FloorPage::selection() const
{
    Selection chosen;
    for (const QString& id : m_floor->selected())
        chosen.slots.emplace_back(id);
    return chosen;
}

void FloorPage::setRowActions(const QList<QAction*>& actions) { m_floor->setRowActions(actions); }

void FloorPage::takeChoice()
{
    if (!m_choice)
        return;
    QSet<SlotId> ids;
    for (const QString& id : m_choice->ids())
        ids.insert(SlotId(id));
    m_floor->choose(SlotId(m_choice->current()), ids, true);
}

void FloorPage::tellChoice()
{
    if (m_choice && m_active)
        m_choice->set(m_floor->selected(), m_floor->current().text());
}

void FloorPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_empty->setGeometry(0, m_bar->height(), width(), height() - m_bar->height());
    refreshSide();
}

void FloorPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Base));
    const QColor line = theme.colour(Token::Line);
    const double under = m_bar->geometry().bottom();
    hairline(painter, QPointF(0, under), QPointF(width(), under), line);
    const double over = m_foot->y();
    hairline(painter, QPointF(0, over), QPointF(width(), over), line);
}

} // namespace Espalier::Ui
