// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "isolationpage.h"

#include "isolationinspection.h"

#include <items/invariantlist.h>
#include <items/livestore.h>
#include <items/livevmlist.h>
#include <items/tablemodel.h>
#include <parts/linelabel.h>
#include <text/numbers.h>
#include <text/words.h>

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace Espalier::Ui {

namespace {

// Rounded down: three failures in a hundred thousand must not read as 100.
QString percent(qint64 part, qint64 whole, int decimals)
{
    const double scale = std::pow(10, decimals);
    const double share = whole == 0 ? 0 : 100.0 * double(part) / double(whole);
    return Text::inProse(std::floor(share * scale) / scale, decimals);
}

struct Sums {
    qint64 passed = 0, failed = 0, unknown = 0;
    int evaluated = 0, breaches = 0;
};

Sums sumsOf(const InvariantTallies& total)
{
    Sums sums;
    for (size_t i = 0; i < total.size(); ++i) {
        const InvariantTally& tally = total[i];
        sums.passed += tally.passed;
        sums.failed += tally.failed;
        sums.unknown += tally.unknown;
        sums.evaluated += tally.passed + tally.failed > 0 ? 1 : 0;
        const int number = static_cast<int>(i) + 1;
        sums.breaches +=
            tally.failed > 0 && number != 3 && invariantSeverity(number) == Severity::P1 ? 1 : 0;
    }
    return sums;
}

} // namespace

QString isolationHeadline(const InvariantTallies& total)
{
    const Sums sums = sumsOf(total);
    const qint64 judged = sums.passed + sums.failed;
    const QString evaluated =
        IsolationPage::tr("%1 of %2 invariants evaluated").arg(sums.evaluated).arg(invariantCount);
    if (judged == 0)
        return evaluated;
    return IsolationPage::tr("%1; pass %2 % of %3 % of their checks", "headline, two shares")
        .arg(evaluated, percent(sums.passed, judged, 2), percent(judged, judged + sums.unknown, 1));
}

IsolationPage::IsolationPage(const PageContext& context, QWidget* parent)
    : ListPage(context, Items::invariantList(context.live.store()), parent)
    , m_vmModel(std::make_unique<Items::TableModel>(
          Items::liveVmList(context.live.store()), context.clock, Items::makeTimer()))
    , m_vmTable(new TableView(this))
    , m_choice(context.slotChoice)
{
    setObjectName(QStringLiteral("isolationPage"));
    setAccessibleName(tr("Isolation"));
    table().setObjectName(QStringLiteral("invariantsTable"));
    table().setAccessibleName(tr("Invariants"));
    table().setSpareColumns({QStringLiteral("severity")});
    table().setRowHeight(24); // all thirty fit into the window of the pictures
    model().sort(model().columnOf(QStringLiteral("invariant")));
    m_vmModel->sort(m_vmModel->columnOf(QStringLiteral("state")));
    m_vmModel->setActive(false);
    m_vmTable->setObjectName(QStringLiteral("liveVmsTable"));
    m_vmTable->setAccessibleName(tr("Live VMs"));
    m_vmTable->setTable(m_vmModel.get());
    m_vmTable->setSpareColumns({QStringLiteral("accelerator"), QStringLiteral("tenant"),
        QStringLiteral("job"), QStringLiteral("birth")});
    m_stack = new QStackedWidget(this);
    m_stack->setAccessibleName(tr("Isolation"));
    m_stack->addWidget(&table());
    m_stack->addWidget(m_vmTable);
    m_head = buildHead();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_stack, 1);
    connect(&live(), &Items::LiveStore::changed, m_vmModel.get(), &Items::TableModel::onChanged);
    connect(m_vmModel.get(), &Items::TableModel::countsChanged, this, &Page::countsChanged);
    connect(m_vmTable, &TableView::currentIdChanged, this, [this](const QString& id) {
        tellChoice(id);
        Q_EMIT currentIdChanged(id);
    });
    connect(m_vmTable, &TableView::selectedIdsChanged, this, &Page::selectionChanged);
    connect(m_vmTable, &TableView::cleared, this, &Page::cleared);
    connect(m_vmTable, &TableView::opened, this, &Page::opened);
}

IsolationPage::~IsolationPage()
{
    delete m_vmTable; // before its model
}

QWidget* IsolationPage::buildHead()
{
    auto* head = new QWidget(this);
    head->setObjectName(QStringLiteral("isolationHead"));
    head->setAccessibleName(tr("How the invariants stand"));
    m_headline = new LineLabel(head);
    m_headline->setObjectName(QStringLiteral("isolationHeadline"));
    m_headline->setElides(true);
    m_headline->setRowHeight(26);
    m_counts = new LineLabel(head);
    m_counts->setObjectName(QStringLiteral("isolationCounts"));
    m_counts->setElides(true);
    auto* words = new QVBoxLayout;
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(0);
    words->addWidget(m_headline);
    words->addWidget(m_counts);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(2);
    row->addLayout(words, 1);
    const auto add = [&](const QString& text, const char* name, bool vms) {
        auto* button = new QPushButton(text, head);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setProperty("kind", QStringLiteral("flat"));
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, vms] { showVms(vms); });
        return button;
    };
    row->addSpacing(16);
    m_matrixButton = add(tr("Invariants"), "isolationInvariants", false);
    m_vmsButton = add(tr("Live VMs"), "isolationVms", true);
    m_matrixButton->setChecked(true);
    return head;
}

TableView& IsolationPage::shownTable() const
{
    return m_stack->currentWidget() == m_vmTable ? *m_vmTable : table();
}

void IsolationPage::showVms(bool vms)
{
    m_stack->setCurrentWidget(vms ? m_vmTable : &table());
    m_matrixButton->setChecked(!vms);
    m_vmsButton->setChecked(vms);
    model().setActive(m_active && !vms);
    m_vmModel->setActive(m_active && vms);
    refresh();
    Q_EMIT listChanged();
    Q_EMIT countsChanged();
    Q_EMIT currentIdChanged(currentId());
}

QString IsolationPage::countSentence() const
{
    if (nothingLoaded(store().sites()))
        return tr("unknown", "number of checks");
    if (&shownTable() == m_vmTable)
        return Text::livesShown(m_vmModel->rowCount(), m_vmModel->allRows());
    return tr("%1 of %2 invariants", "shown of all").arg(model().rowCount()).arg(model().allRows());
}

PageCount IsolationPage::railCount() const
{
    const InvariantSheet sheet = store().invariants();
    int failing = 0;
    std::optional<Glyph> worst;
    for (int number = 1; number <= invariantCount; ++number) {
        const auto at = static_cast<size_t>(number - 1);
        if (sheet.total[at].failed + sheet.simulated[at].failed == 0)
            continue;
        ++failing;
        const auto glyph = glyphFromId(Items::failureIconId(number));
        if (!worst || *glyph == Glyph::Breach)
            worst = glyph;
    }
    if (failing == 0)
        return {};
    return {Text::grouped(failing), worst};
}

void IsolationPage::refresh()
{
    const bool unknown = nothingLoaded(store().sites());
    const InvariantSheet sheet = store().invariants();
    const Sums sums = sumsOf(sheet.total);
    m_headline->setLine(strong(unknown ? tr("Nothing is evaluated yet: no site has answered")
                                       : isolationHeadline(sheet.total)));
    Text::Line counts;
    const auto add = [&](qint64 count, const QString& word) {
        counts = joined(counts, fixed(Text::grouped(count)), counts.isEmpty() ? 0 : 16);
        counts = joined(counts, secondary(word), 4);
    };
    if (!unknown) {
        add(sums.passed, tr("pass", "checks"));
        add(sums.failed, tr("fail", "checks"));
        add(sums.unknown, tr("unknown", "checks"));
        add(sums.breaches, sums.breaches == 1 ? tr("breach") : tr("breaches"));
        counts = joined(counts, secondary(tr("what is not evaluated never counts as a pass")), 16);
    }
    m_counts->setLine(counts);
    ListWords words;
    words.none = tr("No live VM");
    words.noneWhy = tr("No VM is known that is not gone. All sites have answered.");
    words.noMatch = tr("No VM matches the filter");
    words.notLoaded = tr("VMs are not loaded");
    words.notPermitted = tr("You may not list VMs");
    words.mayBe = tr("There may be VMs.");
    m_vmTable->setEmptyText(emptyTextFor(words, store().sites(), countSentence(),
        m_vmModel->filter(), m_vmModel->allRows(), clock()));
    words.noMatch = tr("No invariant matches the filter");
    table().setEmptyText(emptyTextFor(
        words, store().sites(), countSentence(), model().filter(), model().allRows(), clock()));
}

void IsolationPage::refreshAges() { shownTable().viewport()->update(); }

void IsolationPage::setActive(bool active)
{
    m_active = active;
    const bool vms = &shownTable() == m_vmTable;
    ListPage::setActive(active && !vms);
    m_vmModel->setActive(active && vms);
    if (!active || !m_choice || !vms)
        return;
    if (const auto row = store().rowOf(SlotId(m_choice->current())))
        (void)m_vmTable->setCurrentId(store().slot(*row).vm.text());
}

void IsolationPage::setFilter(const QString& text)
{
    ListPage::setFilter(text);
    m_vmModel->setFilter(text);
}

void IsolationPage::focusContent() { shownTable().setFocus(Qt::ShortcutFocusReason); }

QString IsolationPage::currentId() const { return shownTable().currentId(); }

bool IsolationPage::setCurrentId(const QString& id)
{
    const bool vms = Items::invariantFromId(id) == 0;
    if (vms != (&shownTable() == m_vmTable))
        showVms(vms);
    return shownTable().setCurrentId(id);
}

InspectorContent IsolationPage::inspect(const QString& id)
{
    if (const int invariant = Items::invariantFromId(id); invariant > 0)
        return invariantContent(invariant, store());
    if (const auto life = store().details(VmId(id)))
        return liveVmContent(*life, clock());
    return sentenceContent(tr("VM %1").arg(Text::shortId(id)),
        tr("This VM's life is no longer kept by this console."));
}

std::set<HostId> IsolationPage::hostsOnScreen() const
{
    std::set<HostId> hosts;
    const int first = m_vmTable->rowAt(0);
    if (first < 0 || !m_vmTable->isVisible())
        return hosts; // the matrix is about all of them
    const int below = m_vmTable->rowAt(m_vmTable->viewport()->height() - 1);
    const int last = below < 0 ? m_vmModel->rowCount() - 1 : below;
    for (int row = first; row <= last; ++row)
        hosts.insert(store().life(m_vmModel->index(row, 0).data(Items::RowIdRole).toUInt()).host);
    return hosts;
}

// Of the VMs alone: an invariant is nothing to act upon.
void IsolationPage::setRowActions(const QList<QAction*>& actions)
{
    m_vmTable->setRowActions(actions);
}

HostId IsolationPage::hostOf(RowId) const { return {}; }

SlotId IsolationPage::slotOf(const QString& vm) const
{
    const auto life = store().details(VmId(vm));
    return life && life->vm ? life->vm->slot : SlotId();
}

Selection IsolationPage::selection() const
{
    Selection chosen;
    if (&shownTable() != m_vmTable)
        return chosen;
    for (const QString& id : m_vmTable->selectedIds()) {
        if (const SlotId slot = slotOf(id); !slot.isEmpty())
            chosen.slots.push_back(slot);
    }
    return chosen;
}

void IsolationPage::tellChoice(const QString& vm)
{
    if (!m_choice || !m_active || vm.isEmpty())
        return;
    if (const SlotId slot = slotOf(vm); !slot.isEmpty())
        m_choice->set({slot.text()}, slot.text());
}

void IsolationPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Base));
    const double under = m_head->geometry().bottom();
    hairline(painter, QPointF(0, under), QPointF(width(), under), theme.colour(Token::Line));
}

} // namespace Espalier::Ui
