// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "teardowntries.h"

#include <QLoggingCategory>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logTries, "espalier.life")

} // namespace

TeardownTries::TeardownTries(LifeContext& context, StoredLife& entry, Ended unsettled)
    : m_context(context)
    , m_entry(entry)
    , m_unsettled(std::move(unsettled))
    , m_forks(context, entry)
{
}

void TeardownTries::begin()
{
    m_begun = {m_context.clock.mono(), m_context.clock.wall()};
    m_attempt = 0;
    m_lastAttempt = m_context.deadlines.tries;
    m_steps.clear();
    m_overdue = m_context.timers.after(m_context.deadlines.teardown, [this] {
        qCWarning(logTries).noquote()
            << QStringLiteral("the teardown of VM %1 is overdue").arg(m_entry.vm.text());
    });
    next();
}

void TeardownTries::again()
{
    m_lastAttempt = m_attempt + m_context.deadlines.tries;
    if (!m_underWay)
        next();
}

void TeardownTries::next()
{
    m_between.cancel();
    ++m_attempt;
    m_underWay = true;
    m_forks.settle([this](const ForkEnds::Result& result) { forksSettled(result); });
}

void TeardownTries::forksSettled(const ForkEnds::Result& result)
{
    if (!result.problem.isEmpty()) {
        TeardownRun run;
        run.steps = result.steps;
        run.residuals << result.problem;
        run.outcome = result.gone ? Outcome::PartialDataResidual : Outcome::ProcessUnkillable;
        m_unsettled(run);
        return;
    }
    keep(result.steps);
    m_context.backend.tearDown(m_entry.trace, m_context.deadlines.powerOff, m_entry.image);
    if (m_context.step)
        m_context.step("teardown-asked");
}

void TeardownTries::keep(const std::vector<TeardownStep>& steps)
{
    for (TeardownStep one : steps) {
        one.attempt = m_attempt;
        m_steps.push_back(std::move(one));
    }
}

bool TeardownTries::ended(const TeardownRun& run)
{
    m_underWay = false;
    keep(run.steps);
    m_lastTry = run;
    if (!endsLife(run.outcome) && m_attempt < m_lastAttempt) {
        m_between = m_context.timers.after(m_context.deadlines.betweenTries, [this] { next(); });
        return false;
    }
    m_overdue.cancel();
    return true;
}

TeardownRun TeardownTries::takeResult()
{
    m_lastTry.steps = std::move(m_steps);
    return std::move(m_lastTry);
}

} // namespace Espalier::Hostd
