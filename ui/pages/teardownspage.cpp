// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "teardownspage.h"

#include "distributionpanel.h"

#include <items/lifelist.h>
#include <items/livestore.h>
#include <items/tablemodel.h>
#include <parts/figures.h>
#include <parts/linelabel.h>
#include <parts/sheet.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

constexpr int figuresNeed = 470; // page height from which figures and chart stand over the ledger

// Zeros recede so that the ones stand out.
Text::Line number(int value, bool mustBeZero = false)
{
    const QString text = Text::grouped(value);
    if (value == 0)
        return fixedSecondary(text);
    return mustBeZero ? fixedStrong(text) : fixed(text);
}

Figure figure(const char* id, qint64 value, const QString& word)
{
    Figure figure;
    figure.id = QLatin1String(id);
    figure.value = value;
    figure.word = word;
    return figure;
}

} // namespace

TeardownsPage::TeardownsPage(const PageContext& context, QWidget* parent)
    : ListPage(context, Items::lifeList(context.live.store()), parent)
{
    m_balance = buildBalance();
    m_figures = buildFigures();
    setObjectName(QStringLiteral("teardownsPage"));
    setAccessibleName(tr("Teardowns"));
    table().setObjectName(QStringLiteral("livesTable"));
    table().setAccessibleName(tr("VM lives"));
    table().setSpareColumns(
        {QStringLiteral("hostseq"), QStringLiteral("exit"), QStringLiteral("vm"),
            QStringLiteral("duration"), QStringLiteral("tenant"), QStringLiteral("jobend")},
        QStringLiteral("evidence")); // the inspector has all nine clauses
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_balance);
    column->addWidget(m_figures);
    column->addWidget(&table(), 1);
}

QWidget* TeardownsPage::buildBalance()
{
    auto* panel = new QWidget(this);
    panel->setObjectName(QStringLiteral("balance"));
    panel->setAccessibleName(tr("Balance of VM lives"));
    m_heading = new SheetRowLabel(panel); // they break: a sum has to be read to its end
    m_heading->setObjectName(QStringLiteral("balanceHeading"));
    m_noLog = new LineLabel(panel);
    m_noLog->setObjectName(QStringLiteral("balanceLog"));
    m_noLog->setLine(secondary(tr("no log")));
    m_noLog->setToolTip(
        tr("No transparency log exists yet: a life is closed by the host's own signed "
           "record and its later statement, never as Confirmed."));
    m_sum = new SumRow(panel);
    m_sum->setAccessibleName(tr("Balance of VM lives"));
    m_simulated = new SheetRowLabel(panel);
    m_simulated->setObjectName(QStringLiteral("balanceSimulated"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 16, 0);
    head->addWidget(m_heading, 1);
    head->addWidget(m_noLog, 0, Qt::AlignTop);
    auto* simulated = new QHBoxLayout;
    simulated->setContentsMargins(16, 0, 16, 0);
    simulated->addWidget(m_simulated, 1);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addSpacing(4);
    column->addWidget(m_sum);
    column->addSpacing(4);
    column->addLayout(simulated);
    return panel;
}

QWidget* TeardownsPage::buildFigures()
{
    auto* panel = new QWidget(this);
    panel->setObjectName(QStringLiteral("figures"));
    panel->setAccessibleName(tr("Figures by site and tenant"));
    m_grid = new FigureGrid(panel);
    m_grid->setObjectName(QStringLiteral("figureGrid"));
    m_grid->setAccessibleName(tr("Figures by site and tenant"));
    m_distribution = new DistributionPanel(panel);
    auto* left = new QVBoxLayout;
    left->setContentsMargins(16, 0, 0, 0);
    left->addWidget(m_grid);
    left->addStretch();
    auto* row = new QHBoxLayout(panel);
    row->setContentsMargins(0, 8, 16, 8);
    row->setSpacing(22);
    row->addLayout(left, 58);
    row->addWidget(m_distribution, 37);
    return panel;
}

QString TeardownsPage::countSentence() const
{
    if (nothingLoaded(store().sites()))
        return tr("unknown", "number of VM lives");
    return Text::livesShown(model().rowCount(), model().allRows());
}

PageCount TeardownsPage::railCount() const
{
    const BalanceSheet sheet = store().balance();
    const int stuck = sheet.total.stuck + sheet.simulated.stuck;
    const int open = stuck + sheet.total.unconfirmed + sheet.simulated.unconfirmed;
    if (open == 0)
        return {};
    return {Text::grouped(open), stuck > 0 ? Glyph::Stuck : Glyph::Unconfirmed};
}

HostId TeardownsPage::hostOf(RowId row) const { return store().life(row).host; }

InspectorContent TeardownsPage::inspect(const QString& id)
{
    if (const auto life = store().details(VmId(id)))
        return lifeContent(*life, clock());
    return sentenceContent(tr("Record, VM %1").arg(Text::shortId(id)),
        tr("This VM's life is no longer kept by this console."));
}

void TeardownsPage::refreshBalance(const BalanceSheet& sheet)
{
    Text::Line heading = strong(tr("Balance of VM lives"));
    if (sheet.since && sheet.cut)
        heading = joined(heading,
            composed(tr("open at or started after %1, as of %2"),
                {fixedSecondary(Text::utcTime(*sheet.since)),
                    fixedSecondary(Text::utcTime(*sheet.cut))},
                Text::Style::Secondary),
            12);
    if (sheet.sitesEvaluated < sheet.siteCount)
        heading = joined(heading,
            strong(tr("in %1 of %2 sites", "evaluated")
                       .arg(sheet.sitesEvaluated)
                       .arg(sheet.siteCount)),
            12);
    m_heading->setRow(lineRow(heading));

    const Balance& total = sheet.total;
    std::vector<Figure> figures{figure("balanceStarted", total.started, tr("started")),
        figure("balanceLive", total.live, tr("live")),
        figure("balanceTearingDown", total.tearingDown, tr("tearing down"))};
    figures[1].glyph = Glyph::Running;
    figures[2].glyph = Glyph::TearingDown;
    if (total.stuck > 0)
        figures[2].word = tr("tearing down, %1 stuck").arg(Text::inProse(total.stuck));
    if (total.confirmed > 0)
        figures.push_back(figure("balanceConfirmed", total.confirmed, tr("confirmed")));
    figures.push_back(
        figure("balanceGone", total.gone, Text::goneWord(Badge::SignedHostAgrees, true)));
    figures.push_back(figure("balanceUnconfirmed", total.unconfirmed, tr("unconfirmed")));
    if (total.unconfirmed > 0)
        figures.back().glyph = Glyph::Unconfirmed; // nothing chromatic while all is well
    if (total.attested > 0) {
        figures.push_back(figure("balanceAttested", total.attested, tr("attested")));
        figures.back().glyph = Glyph::Attested;
    }
    const bool evaluated = sheet.sitesEvaluated == sheet.siteCount && sheet.siteCount > 0;
    const auto apart = [&](const char* id, int value, const QString& word) {
        Figure check = figure(id, value, word);
        check.apart = true;
        check.mark = value > 0 ? Mark::Cross : evaluated ? Mark::Tick : Mark::Dash;
        figures.push_back(check);
    };
    apart("balanceUnaccounted", total.unaccounted, tr("unaccounted"));
    apart("balanceNoRecord", total.noRecord, tr("no record"));
    const bool unknown = nothingLoaded(store().sites());
    for (Figure& each : figures) {
        each.was = sheet.sitesEvaluated == 0;
        each.unknown = unknown;
    }
    m_sum->setFigures(figures);
    SheetRow simulated = lineRow(secondary(simulatedSentence(sheet.simulated)));
    simulated.height = 28;
    m_simulated->setRow(simulated);
    m_simulated->setVisible(sheet.simulated.started > 0);
}

QString simulatedSentence(const Balance& balance)
{
    const auto n = [](int value) { return Text::inProse(value); };
    QString sentence = TeardownsPage::tr("Simulated hosts, counted apart: %1 started = %2 live + "
                                         "%3 tearing down + %4 gone (simulated) "
                                         "+ %5 unconfirmed")
                           .arg(n(balance.started), n(balance.live), n(balance.tearingDown),
                               n(balance.gone), n(balance.unconfirmed));
    if (balance.unaccounted > 0)
        sentence = TeardownsPage::tr("%1; unaccounted %2").arg(sentence, n(balance.unaccounted));
    if (balance.noRecord > 0)
        sentence = TeardownsPage::tr("%1; no record %2").arg(sentence, n(balance.noRecord));
    return sentence;
}

void TeardownsPage::refreshFigures(const BalanceSheet& sheet)
{
    const QStringList captions{tr("Site, tenant"), tr("Started"), tr("Live"), tr("Tearing"),
        tr("Gone"), tr("Unconfirmed"), tr("Unaccounted"), tr("p95", "percentile")};
    std::vector<FigureGrid::Row> rows;
    const auto add = [&](const Text::Line& name, const Balance& balance,
                         const TeardownStatistics& statistics) {
        FigureGrid::Row row;
        row.cells = {name, number(balance.started), number(balance.live),
            number(balance.tearingDown), number(balance.gone + balance.confirmed),
            number(balance.unconfirmed, true), number(balance.unaccounted, true),
            statistics.count > 0 ? Text::duration(statistics.p95, Text::Resolution::Fine)
                                 : fixedSecondary(QStringLiteral("–"))};
        row.was = !balance.evaluated;
        rows.push_back(row);
    };
    for (const SiteFeed& feed : store().sites()) {
        if (const auto found = sheet.sites.find(feed.id); found != sheet.sites.end())
            add(fixed(feed.id.text()), found->second, store().teardowns(feed.id, false));
    }
    if (!rows.empty())
        rows.back().groupEnd = true;
    for (const auto& [tenant, balance] : sheet.tenants) {
        if (balance.started > 0)
            add(plain(tenant.text()), balance, store().teardowns(tenant));
    }
    m_grid->setRows(captions, rows);
    m_distribution->refresh(store());
}

void TeardownsPage::refresh()
{
    const BalanceSheet sheet = store().balance();
    refreshBalance(sheet);
    refreshFigures(sheet);
    ListWords words;
    words.none = tr("No teardowns yet");
    words.noneWhy = tr("No job has ended since this console started. All sites have answered.");
    words.noMatch = tr("No VM life matches the filter");
    words.notLoaded = tr("VM lives are not loaded");
    words.notPermitted = tr("You may not list VM lives");
    words.mayBe = tr("There may be VM lives.");
    table().setEmptyText(emptyTextFor(
        words, store().sites(), countSentence(), model().filter(), model().allRows(), clock()));
}

void TeardownsPage::fit() { m_figures->setVisible(height() >= themeOf(this).px(figuresNeed)); }

void TeardownsPage::resizeEvent(QResizeEvent* event)
{
    ListPage::resizeEvent(event);
    fit();
}

void TeardownsPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Base));
    const QColor line = theme.colour(Token::Line);
    if (m_simulated->isVisible()) {
        const double y = m_simulated->y();
        hairline(painter, QPointF(0, y), QPointF(width(), y), line);
    }
    const double below = m_balance->height() - 1;
    hairline(painter, QPointF(0, below), QPointF(width(), below), line);
    const double end = table().y() - 1;
    hairline(painter, QPointF(0, end), QPointF(width(), end), line);
}

} // namespace Espalier::Ui
