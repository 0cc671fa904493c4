// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour.h"

#include "steps.h"

#include <QFile>

#include <algorithm>
#include <cstdio>

namespace Espalier::Tour {

namespace {

// The pictures of the design have this size.
constexpr QSize screenSize{1600, 1000};
constexpr int consoleStartSeconds = 20;

} // namespace

Tour::Tour(const TourOptions& options)
    : m_options(options)
    , m_fleet(Fleet::read(options.fleetFile))
    , m_faults(m_fleet)
    , m_report(options.folder, qint64{options.minutes} * 60 * 1000)
    , m_stage(std::make_unique<Stage>(options.folder + QStringLiteral("/logs"), screenSize))
    , m_screen(std::make_unique<Screen>(m_stage->display()))
    , m_bus(std::make_unique<AccessibilityBus>(m_stage->sessionBus()))
{
    if (m_options.console.isEmpty())
        m_options.console = m_fleet.program(QStringLiteral("espalier"));
}

void Tour::openConsole(const QDeadlineTimer& deadline)
{
    const QProcess& console =
        startConsole(QStringLiteral("console"), m_fleet.pki(), m_options.user);
    m_desk = std::make_unique<Desk>(*m_screen, *m_bus, console.processId(), deadline);
    m_screen->fillWithTopmost();
}

QProcess& Tour::startConsole(
    const QString& name, const QString& pki, const QString& user, const QString& theme)
{
    QStringList arguments{QStringLiteral("--pki"), pki, QStringLiteral("--user"), user,
        QStringLiteral("--environment"), QStringLiteral("DEV"), QStringLiteral("--theme"), theme};
    for (const QString& site : m_fleet.sites())
        arguments << QStringLiteral("--site") << site + QLatin1Char('=') + m_fleet.address(site);
    return m_stage->start(name, m_options.console, arguments);
}

bool Tour::run()
{
    const bool opened =
        m_report.step(QStringLiteral("0-window"), QStringLiteral("the console opens its window"),
            qint64{consoleStartSeconds} * 1000, [this](const QDeadlineTimer& deadline) {
                openConsole(deadline);
                return *until(deadline, QStringLiteral("a window has a title"), [this](QString&) {
                    const std::vector<QString> titles = m_desk->shown(Role::Frame);
                    return titles.empty() ? std::nullopt : std::optional(titles.front());
                });
            });
    if (!opened)
        return false;
    // The first are waited for by the last: a host is lost three minutes after it fell silent.
    for (const auto steps :
        {faultSteps, feedSteps, jobSteps, outputSteps, endSteps, restartSteps, refusalSteps,
            cacheSteps, drainSteps, stuckSteps, rackSteps, commandSteps, silenceSteps, ghostSteps,
            cancelSteps, alarmSteps, lostSteps, balanceSteps, walkSteps, pictureSteps})
        steps(*this);
    keepLogs();
    m_report.printSum();
    return m_report.allHeld();
}

void Tour::keepLogs() const
{
    for (const DaemonEntry& daemon : m_fleet.daemons()) {
        const QString copy =
            QStringLiteral("%1/logs/%2.log")
                .arg(m_options.folder, QString(daemon.name).replace(QLatin1Char('/'), u'-'));
        QFile::remove(copy);
        if (!QFile::copy(daemon.log, copy))
            std::fprintf(stderr, "espalier-tour: cannot copy %s to %s\n", qPrintable(daemon.log),
                qPrintable(copy));
    }
}

void Tour::step(const QString& id, const QString& what, int seconds, const Report::Body& body)
{
    const bool wanted = m_options.only.isEmpty()
        || std::ranges::any_of(
            m_options.only, [&id](const QString& part) { return id.startsWith(part); });
    if (wanted)
        m_report.step(id, what, qint64{seconds} * 1000, body);
}

void Tour::picture(const QString& name)
{
    const QString file = QStringLiteral("%1/%2.png").arg(m_options.folder, name);
    if (!m_screen->picture().save(file))
        throw Failure(QStringLiteral("cannot write %1").arg(file));
}

QString Tour::describe()
{
    openConsole(QDeadlineTimer(qint64{consoleStartSeconds} * 1000));
    until(QDeadlineTimer(qint64{consoleStartSeconds} * 1000), QStringLiteral("a table is shown"),
        [this](QString&) { return !m_desk->shown(Role::Table).empty(); });
    picture(QStringLiteral("described"));
    return m_desk->describe();
}

} // namespace Espalier::Tour
