// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "overviewpage.h"

#include "listpage.h"
#include "overviewcontent.h"
#include "pagelist.h"
#include "sectionhead.h"

#include <charts/histogram.h>
#include <items/alarmlist.h>
#include <items/livealarms.h>
#include <items/livestore.h>
#include <items/tablemodel.h>
#include <parts/linelabel.h>
#include <parts/sheet.h>
#include <text/messages.h>
#include <text/numbers.h>
#include <text/times.h>

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace Espalier::Ui {

namespace {

constexpr int margin = 16;
constexpr int sectionGap = 20;
constexpr int narrowGap = 8;
// Page sizes at font scale 1: windows below 1500 x 900 less rail, strip, menu, query and activity.
constexpr int narrowBelow = 1316;
constexpr int lowBelow = 756;
constexpr int wideRow = 28;
constexpr int narrowRow = 24;
constexpr int veryLow = 540; // balance and alarms only

} // namespace

OverviewPage::OverviewPage(const PageContext& context, QWidget* parent)
    : Page(context, parent)
    , m_model(std::make_unique<Items::TableModel>(
          Items::alarmList(*context.alarms, context.clock), context.clock, Items::makeTimer()))
{
    setObjectName(QStringLiteral("overviewPage"));
    setAccessibleName(tr("Overview"));
    connect(context.alarms, &Items::LiveAlarms::changed, this, [this] {
        m_model->onChanged(ChangeSet());
        Q_EMIT countsChanged();
    });
    connect(m_model.get(), &Items::TableModel::countsChanged, this, &Page::countsChanged);
    m_model->sort(m_model->columnOf(QStringLiteral("state")));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 8);
    column->addWidget(buildBalance());
    column->addWidget(buildAlarms(), 1);
    m_below = buildBelow();
    column->addWidget(m_below);
    m_column = column;
    buildCommands();
    fit();
}

OverviewPage::~OverviewPage()
{
    delete m_table; // before its model
}

QWidget* OverviewPage::section(SectionHead* head, QWidget* content, const char* name)
{
    auto* made = new QWidget(this);
    made->setObjectName(QLatin1String(name));
    made->setAccessibleName(head->accessibleName());
    auto* column = new QVBoxLayout(made);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(content);
    return made;
}

QWidget* OverviewPage::buildBalance()
{
    m_balanceHead = new SectionHead(tr("Balance"));
    m_balance = new OverviewGrid;
    m_balance->setObjectName(QStringLiteral("balanceGrid"));
    m_balance->setAccessibleName(tr("Balance of VM lives by site"));
    QWidget* made = section(m_balanceHead, m_balance, "overviewBalance");
    m_note = new SheetRowLabel(made);
    m_note->setObjectName(QStringLiteral("overviewNote"));
    made->layout()->addWidget(m_note);
    made->layout()->setContentsMargins(margin, 0, margin, 0);
    return made;
}

QWidget* OverviewPage::buildAlarms()
{
    m_alarmHead = new SectionHead(tr("Alarms"));
    m_alarmHead->setObjectName(QStringLiteral("alarmHead"));
    m_table = new TableView;
    m_table->setObjectName(QStringLiteral("alarmsTable"));
    m_table->setAccessibleName(tr("Alarms"));
    m_table->setTable(m_model.get());
    m_table->setSpareColumns({QStringLiteral("owner"), QStringLiteral("lasted"),
        QStringLiteral("evidence"), QStringLiteral("since"), QStringLiteral("ignored")});
    connect(m_table, &TableView::currentIdChanged, this, &OverviewPage::refreshCommands);
    connect(m_table, &TableView::selectedIdsChanged, this, &OverviewPage::refreshCommands);
    connect(m_table, &TableView::cleared, this, &Page::cleared);
    connect(m_table, &TableView::opened, this, &OverviewPage::goThere);
    connect(m_table, &QAbstractItemView::clicked, this, &OverviewPage::clicked);
    connect(&m_table->emptyState(), &EmptyState::buttonPressed, this, [this] {
        if (m_table->emptyState().text().kind == EmptyKind::NothingMatches)
            Q_EMIT clearFilterPressed();
        else
            Q_EMIT retryPressed();
    });
    // The table has the page's margin in its first and last cells.
    m_alarmHead->setContentsMargins(margin, 0, margin, 0);
    return section(m_alarmHead, m_table, "overviewAlarms");
}

QWidget* OverviewPage::buildBelow()
{
    auto* capacityHead = new SectionHead(tr("Capacity"));
    capacityHead->setNotes(secondary(tr("slots per pool")), {});
    capacityHead->setToolTip(tr("Free: the control plane's word. Proven: the host's last start in "
                                "the slot worked (E4)."));
    m_capacity = new OverviewGrid;
    m_capacity->setObjectName(QStringLiteral("capacityGrid"));
    m_capacity->setAccessibleName(tr("Capacity by pool"));
    m_capacityLegend = new BarLegend;
    m_capacityLegend->setObjectName(QStringLiteral("capacityLegend"));
    m_teardownHead = new SectionHead(tr("Teardowns"));
    m_chart = new QWidget;
    m_chart->setAccessibleName(tr("How long teardowns took"));
    m_histogram = new Histogram;
    m_siteTimes = new LineLabel;
    m_siteTimes->setElides(true);
    auto* column = new QVBoxLayout(m_chart);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_histogram, 1);
    column->addWidget(m_siteTimes);
    m_times = new OverviewGrid;
    m_times->setObjectName(QStringLiteral("teardownTimes"));
    m_times->setAccessibleName(tr("How long teardowns took"));
    QWidget* teardowns = section(m_teardownHead, m_chart, "overviewTeardowns");
    auto* parts = static_cast<QVBoxLayout*>(teardowns->layout());
    parts->setStretch(1, 1);
    parts->addWidget(m_times, 0, Qt::AlignTop);
    m_openHead = new SectionHead(tr("Oldest open teardowns"));
    m_open = new OverviewGrid;
    m_open->setObjectName(QStringLiteral("openGrid"));
    m_open->setAccessibleName(tr("Oldest open teardowns"));
    auto* below = new QWidget;
    below->setAccessibleName(tr("Capacity and teardowns"));
    auto* row = new QHBoxLayout(below);
    row->setContentsMargins(margin, 0, margin, 0);
    row->setSpacing(34);
    QWidget* capacity = section(capacityHead, m_capacity, "overviewCapacity");
    capacity->layout()->addWidget(m_capacityLegend);
    row->addWidget(capacity, 33, Qt::AlignTop);
    row->addWidget(teardowns, 23);
    row->addWidget(section(m_openHead, m_open, "overviewOpen"), 27, Qt::AlignTop);
    below->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return below;
}

void OverviewPage::buildCommands()
{
    const auto add = [&](const QString& text, const char* name, const QKeySequence& keys) {
        auto* action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        return action;
    };
    m_go = add(tr("&Go there"), "alarmGo", QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_acknowledge =
        add(tr("&Acknowledge alarm"), "alarmAcknowledge", QKeySequence(Qt::CTRL | Qt::Key_E));
    m_shelve =
        add(tr("&Shelve alarm..."), "alarmShelve", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));
    m_unmark = add(tr("&Take mark off alarm"), "alarmUnmark", {});
    connect(m_go, &QAction::triggered, this, &OverviewPage::goThere);
    const auto marks = [this](QAction* action, MarkAction what) {
        connect(action, &QAction::triggered, this, [this, what] {
            if (const AlarmRow* row = chosen())
                Q_EMIT marksWanted(row->alarm.subject.site, row->members, what);
        });
    };
    marks(m_acknowledge, MarkAction::Acknowledge);
    marks(m_shelve, MarkAction::Shelve);
    marks(m_unmark, MarkAction::Clear);
    m_table->addCommands({m_go, m_acknowledge, m_shelve, m_unmark});
    refreshCommands();
}

const AlarmRow* OverviewPage::chosen() const { return alarms().row(AlarmId(m_table->currentId())); }

void OverviewPage::refreshCommands()
{
    const AlarmRow* row = chosen();
    const AlarmState state = row != nullptr ? row->alarm.state : AlarmState::Cleared;
    m_go->setEnabled(row != nullptr && !Items::alarmActionText(*row).isEmpty());
    m_acknowledge->setEnabled(row != nullptr && state != AlarmState::Acknowledged);
    m_shelve->setEnabled(state == AlarmState::Active || state == AlarmState::Acknowledged);
    m_unmark->setEnabled(state == AlarmState::Acknowledged || state == AlarmState::Shelved);
}

void OverviewPage::clicked(const QModelIndex& index)
{
    if (index.data(Items::LinkRole).toBool() && !index.data().toString().isEmpty())
        goThere();
}

void OverviewPage::goThere()
{
    const AlarmRow* row = chosen();
    if (row == nullptr || Items::alarmActionText(*row).isEmpty())
        return;
    const AlarmSubject& subject = row->alarm.subject;
    // A slot of the host, if the alarm is about the host itself.
    QString slot = subject.slot.text();
    if (slot.isEmpty() && !subject.host.isEmpty()) {
        const auto details = store().details(subject.host);
        if (details && !details->slots.empty()) {
            const auto own = std::find_if(details->slots.begin(), details->slots.end(),
                [&](const SlotDetails& each) { return each.row.vm == subject.vm; });
            slot = (own == details->slots.end() ? details->slots.front() : *own).row.id.text();
        }
    }
    const QString place = row->members.size() > 1
        ? QString(subject.site.text() + u' ' + subject.where).trimmed()
        : QString();
    switch (firstStep(row->alarm.kind)) {
    case AlarmStep::OpenSlot:
    case AlarmStep::OpenHost:
        Q_EMIT goWanted(QStringLiteral("Hosts"), slot, place);
        return;
    case AlarmStep::OpenLife:
    case AlarmStep::OpenTeardowns:
        Q_EMIT goWanted(QStringLiteral("Teardowns"), subject.vm.text(), place);
        return;
    case AlarmStep::OpenDrain:
        Q_EMIT goWanted(
            QStringLiteral("Drains"), row->members.size() > 1 ? QString() : subject.uid, QString());
        return;
    case AlarmStep::OpenConnection:
        Q_EMIT goWanted(QString::fromLatin1(connectionsPage), QString(), QString());
        return;
    case AlarmStep::None:
        return;
    }
}

QString OverviewPage::countSentence() const
{
    if (nothingLoaded(store().sites()))
        return tr("unknown", "number of alarms");
    const QString shown = Text::inProse(m_model->rowCount());
    if (m_model->filter().isEmpty() && m_model->rowCount() == 1)
        return tr("1 alarm", "rows of the list");
    return m_model->filter().isEmpty()
        ? tr("%1 alarms", "rows of the list").arg(shown)
        : tr("%1 of %2 alarms").arg(shown, Text::inProse(m_model->allRows()));
}

PageCount OverviewPage::railCount() const
{
    // The same alarms as in the strip: beside its badges another number would be a riddle.
    const AlarmSums& sums = alarms().book().sums();
    PageCount count;
    if (sums.total() > 0) {
        count.text = Text::grouped(sums.total());
        count.priority = sums.worstActive();
    }
    return count;
}

InspectorContent OverviewPage::inspect(const QString& id)
{
    const AlarmRow* row = alarms().row(AlarmId(id));
    if (row == nullptr)
        return sentenceContent(tr("Alarm"), tr("This alarm is over."));
    return sentenceContent(tr("Alarm"), Items::alarmSentence(*row));
}

void OverviewPage::refresh()
{
    const int row = m_narrow ? narrowRow : wideRow;
    const BalanceSheet sheet = store().balance();
    m_balanceHead->setNotes(balanceSince(sheet), secondary(tr("no log")));
    const auto put = [](OverviewGrid* grid, GridContent content) {
        grid->setRows(std::move(content.columns), std::move(content.rows));
    };
    put(m_balance, balanceContent(store(), row));
    const QString note = balanceNote(store());
    m_note->setRow(lineRow(secondary(note)));
    m_note->setVisible(!note.isEmpty());
    const AlarmSums& sums = alarms().book().sums();
    const bool onlyOver = sums.total() == 0 && m_model->allRows() > 0;
    m_alarmHead->setNotes(
        onlyOver ? secondary(tr("none is active")) : Text::Line(), alarmNote(sums));
    put(m_capacity, capacityContent(store(), m_narrow ? narrowRow : 40));
    m_capacityLegend->setEntries(capacityLegend(store()));
    const TeardownStatistics taken = store().teardowns(SiteId(), false);
    m_teardownHead->setNotes(
        secondary(tr("of real hosts")), fixedSecondary(Text::grouped(taken.count)));
    if (m_narrow)
        put(m_times, teardownContent(taken, row));
    else
        m_histogram->setStatistics(taken);
    m_siteTimes->setLine(siteTimes(store()));
    const GridContent open = openContent(store(), m_narrow ? 6 : openLivesShown, row);
    m_openHead->setNotes({}, open.rows.empty() ? secondary(tr("nothing is open")) : Text::Line());
    put(m_open, open);
    ListWords words;
    words.none = tr("No alarm is active");
    words.noneWhy = tr("All sites have answered, and nothing needs a person.");
    words.noMatch = tr("No alarm matches the filter");
    words.notLoaded = tr("Alarms are not known");
    words.notPermitted = tr("You may not list what alarms are about");
    words.mayBe = tr("There may be alarms.");
    m_table->setEmptyText(emptyTextFor(
        words, store().sites(), countSentence(), m_model->filter(), m_model->allRows(), clock()));
    refreshCommands();
}

void OverviewPage::refreshAges() { m_table->viewport()->update(); }

void OverviewPage::setActive(bool active) { m_model->setActive(active); }

void OverviewPage::setFilter(const QString& text) { m_model->setFilter(text); }

void OverviewPage::focusContent() { m_table->setFocus(Qt::ShortcutFocusReason); }

QString OverviewPage::currentId() const { return m_table->currentId(); }

bool OverviewPage::setCurrentId(const QString& id) { return m_table->setCurrentId(id); }

QSize OverviewPage::minimumSizeHint() const
{
    const Theme& theme = themeOf(this);
    return {theme.px(320), theme.px(200)};
}

void OverviewPage::fit()
{
    const Theme& theme = themeOf(this);
    m_narrow = width() < theme.px(narrowBelow) || height() < theme.px(lowBelow);
    m_column->setSpacing(m_narrow ? narrowGap : sectionGap);
    m_chart->setVisible(!m_narrow);
    m_histogram->setMinimumHeight(theme.px(200));
    m_times->setVisible(m_narrow);
    m_below->setVisible(height() >= theme.px(veryLow));
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    const bool before = m_narrow;
    fit();
    if (before != m_narrow)
        refresh();
}

void OverviewPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(this).colour(Token::Base));
}

} // namespace Espalier::Ui
