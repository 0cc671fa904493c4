// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "activitybar.h"

#include <dialogs/commandresults.h>
#include <parts/linelabel.h>
#include <text/commandwords.h>
#include <text/messages.h>
#include <text/numbers.h>
#include <text/times.h>

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSet>

namespace Espalier::Ui {

namespace {

constexpr int barHeight = 32;
constexpr int railWidth = 184; // the text starts where the pages' does

struct Activity {
    Q_DECLARE_TR_FUNCTIONS(Activity)
};

Text::Line sentenceOf(const SiteFeed& feed, const Clock& clock)
{
    const Text::Line name = fixed(feed.id.text());
    switch (feed.phase) {
    case LinkPhase::Connecting:
        return composed(Activity::tr("%1: connecting"), {name}, Text::Style::Secondary);
    case LinkPhase::Listing:
        return composed(Activity::tr("%1: reading its list, %2 so far"),
            {name, plain(Text::hosts(feed.hosts))}, Text::Style::Secondary);
    case LinkPhase::Failed: {
        Text::Line line = composed(Activity::tr("%1: %2"),
            {name,
                plain(feed.problem.isEmpty() ? Activity::tr("no connection")
                                             : Text::sentence(feed.problem))},
            Text::Style::Secondary);
        if (feed.retryAt)
            line = joined(line,
                composed(Activity::tr("next try in %1"),
                    {Text::duration(*feed.retryAt - clock.mono(), Text::Resolution::Fine)},
                    Text::Style::Secondary),
                8);
        return line;
    }
    case LinkPhase::Idle:
        return composed(Activity::tr("%1: not connected yet"), {name}, Text::Style::Secondary);
    case LinkPhase::Synced:
        break;
    }
    return {};
}

} // namespace

ActivityBar::ActivityBar(QWidget* parent)
    : QWidget(parent)
    , m_undo(new QPushButton(tr("Undo"), this))
    , m_title(new LineLabel(this))
    , m_text(new LineLabel(this))
    , m_right(new LineLabel(this))
{
    setObjectName(QStringLiteral("activityBar"));
    setAccessibleName(tr("Activity"));
    setFixedHeight(themeOf(this).px(barHeight));
    m_title->setLine(secondary(tr("Activity")));
    m_title->setMinimumWidth(themeOf(this).px(railWidth));
    m_text->setObjectName(QStringLiteral("activityText"));
    m_text->setElides(true);
    m_right->setObjectName(QStringLiteral("activityVersions"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 1, 16, 0);
    row->setSpacing(0);
    row->addWidget(m_title);
    m_undo->setObjectName(QStringLiteral("undoButton"));
    m_undo->setAccessibleName(tr("Undo, nothing is sent"));
    m_undo->setFocusPolicy(Qt::TabFocus);
    m_undo->setFixedHeight(themeOf(this).px(24));
    m_undo->hide();
    row->addWidget(m_text, 1);
    row->addWidget(m_undo);
    row->addSpacing(16);
    row->addWidget(m_right);
}

void ActivityBar::setOrders(OrderDesk& orders)
{
    m_orders = &orders;
    connect(m_undo, &QPushButton::clicked, &orders, [&orders] {
        if (!orders.outbox().waiting().empty())
            orders.undo(orders.outbox().waiting().back().number);
    });
}

Text::Line ActivityBar::ordersLine(const Clock& clock) const
{
    const auto& waiting = m_orders->outbox().waiting();
    if (!waiting.empty()) {
        const Outbox::Waiting& last = waiting.back();
        const auto count = static_cast<int>(last.order.targets.size());
        return composed(tr("Starting %1 of %2, in %3", "an order, its hosts, a time"),
            {strong(Text::verbWord(last.order.verb)), plain(Text::hosts(count)),
                Text::duration(last.due - clock.mono(), Text::Resolution::Fine)});
    }
    if (!m_orders->notice().isEmpty())
        return strong(m_orders->notice());
    const QString newest = newestSentence(*m_orders);
    return newest.isEmpty() ? Text::Line() : plain(newest);
}

void ActivityBar::setProblem(const QString& text) { m_problem = text; }

void ActivityBar::refresh(const std::vector<SiteFeed>& sites, const Clock& clock)
{
    Text::Line all;
    if (!m_problem.isEmpty())
        all = strong(m_problem);
    if (m_orders) {
        m_undo->setVisible(!m_orders->outbox().waiting().empty());
        if (const Text::Line line = ordersLine(clock); !line.isEmpty())
            all = joined(all, line, 24);
    }
    QSet<QString> versions;
    for (const SiteFeed& feed : sites) {
        const Text::Line sentence = sentenceOf(feed, clock);
        if (!sentence.isEmpty())
            all = joined(all, sentence, 24);
        if (!feed.fleetdVersion.isEmpty())
            versions.insert(feed.fleetdVersion);
    }
    if (all.isEmpty())
        all = secondary(
            sites.empty() ? tr("No site: choose a connection") : tr("Nothing is under way"));
    m_text->setLine(all);
    QStringList sorted(versions.cbegin(), versions.cend());
    sorted.sort();
    m_right->setLine(sorted.isEmpty()
            ? Text::Line()
            : composed(tr("fleetd %1"), {fixedSecondary(sorted.join(QLatin1String(", ")))},
                Text::Style::Secondary));
}

void ActivityBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Window));
    hairline(painter, QPointF(0, 0), QPointF(width(), 0), theme.colour(Token::Line));
}

} // namespace Espalier::Ui
