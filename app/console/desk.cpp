// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"

#include "alarmdesk.h"
#include "commandroom.h"
#include "diagnostics.h"
#include "linkoutput.h"
#include "links.h"
#include "logfile.h"
#include "options.h"
#include "statepaths.h"

#include <desktop/loginsession.h>
#include <evidence/svid.h>
#include <items/livestore.h>
#include <prefs/profilestore.h>
#include <shell/mainwindow.h>

#include <QEvent>
#include <QFile>
#include <QLoggingCategory>

namespace Espalier {

namespace {

Q_LOGGING_CATEGORY(logDesk, "espalier.desk")

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Who the certificate says that this console is; empty if it cannot be read or is no user's. The
// link says what is wrong with it.
QString userOf(const QString& certificatePath)
{
    const Evidence::SpiffeId id = Evidence::readSvid(contentOf(certificatePath)).id;
    return id.kind == Evidence::SpiffeId::Kind::User ? id.name : QString();
}

// "on-call, operator": that every role may look as well need not be said.
QString roleWords(QStringList roles)
{
    if (roles.size() > 1)
        roles.removeAll(QStringLiteral("viewer"));
    return roles.join(QStringLiteral(", "));
}

} // namespace

Desk::Desk(const DeskParts& parts)
    : m_clock(parts.clock)
    , m_live(std::make_unique<Items::LiveStore>(parts.clock))
    , m_problem(parts.problem)
{
    Ui::Console console{*m_live, parts.clock, parts.profiles, parts.settings, {}, {}, {}, {}, {},
        parts.theme, 1.0, &parts.colourScheme};
    if (parts.profile) {
        console.profile = parts.profile->name;
        console.environment = parts.profile->environment;
        console.user = userOf(parts.profile->certificatePath);
        for (const SiteAddress& site : parts.profile->sites) {
            console.sites.push_back(site.site);
            m_live->expectSite(site.site);
        }
        m_commands =
            std::make_unique<CommandRoom>(CommandRoom::Parts{m_clock, *m_live, parts.credentials,
                *parts.profile, StatePaths(*parts.profile).commands(), [this](const SiteId& site) {
                    return m_connection ? m_connection->link(site) : nullptr;
                }});
        console.orders = &m_commands->orders();
    }
    m_alarms = std::make_unique<AlarmDesk>(*m_live, console.sites,
        [this](const SiteId& site) { return m_connection ? m_connection->link(site) : nullptr; });
    console.alarms = &m_alarms->alarms();
    m_output = std::make_unique<LinkOutput>(
        [this](const SiteId& site) { return m_connection ? m_connection->link(site) : nullptr; });
    console.output = m_output.get();
    m_window = std::make_unique<Ui::MainWindow>(console);
    m_window->installEventFilter(this);
    showProblem();
    connect(&parts.session, &Ui::LoginSession::sleeping, this, &Desk::doubt);
    connect(&parts.session, &Ui::LoginSession::woke, this, &Desk::wake);
    connect(m_window.get(), &Ui::MainWindow::diagnosticsChosen, this,
        [this, profile = parts.profile, &settings = parts.settings](const QString& path) {
            m_window->diagnosticsSaved(path,
                saveDiagnostics(path,
                    {logFolder(), profile, themeName(settings.theme()), m_live->store().sites(),
                        m_clock.wall(), m_clock.mono()}));
        });
    if (parts.profile) {
        connectFleet(parts);
        connectOrders(parts);
    }
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setInterval(tickInterval);
    connect(&m_tick, &QTimer::timeout, this, &Desk::tick);
    m_tick.start();
}

Desk::~Desk() = default;

Ui::MainWindow& Desk::window() { return *m_window; }

void Desk::connectFleet(const DeskParts& parts)
{
    const Profile& profile = *parts.profile;
    const StatePaths paths(profile);
    VerifierConfig verifier = verifierOf(profile, paths);
    verifier.words = m_words;
    m_connection =
        std::make_unique<FleetConnection>(linksOf(profile, paths, parts.keyFromKeychain, m_clock),
            std::move(verifier), m_clock, [this](const FeedBatch& batch) {
                m_feedLog.look(batch);
                m_live->apply(batch);
                m_commands->heard(batch);
            });
    connect(m_connection.get(), &FleetConnection::arriving, this, &Desk::lookAtClock);
    connect(m_connection.get(), &FleetConnection::verifierProblemChanged, this,
        [this](const QString& text) {
            m_verifierProblem = text;
            qCInfo(logDesk).noquote()
                << "verifier:" << (text.isEmpty() ? QStringLiteral("all is well") : text);
            showProblem();
        });
    connect(m_window.get(), &Ui::MainWindow::hostsOnScreenChanged, this,
        [words = m_words](const std::set<HostId>& hosts) { words->setHostsOnScreen(hosts); });
    connect(m_window.get(), &Ui::MainWindow::markRequested, m_alarms.get(), &AlarmDesk::mark);
    connect(m_alarms.get(), &AlarmDesk::problemChanged, this, [this](const QString& text) {
        m_markProblem = text;
        showProblem();
    });
    m_alarms->setCertificate(contentOf(profile.certificatePath));
    connect(m_window.get(), &Ui::MainWindow::retryRequested, m_connection.get(),
        &FleetConnection::retryNow);
}

// What nobody watches any more is disarmed: the screen is locked, the machine sleeps.
void Desk::connectOrders(const DeskParts& parts)
{
    Ui::OrderDesk& orders = m_commands->orders();
    connect(&parts.session, &Ui::LoginSession::locked, &orders,
        [&orders] { orders.disarm(Arming::End::Locked); });
    connect(&parts.session, &Ui::LoginSession::sleeping, &orders,
        [&orders] { orders.disarm(Arming::End::Suspended); });
    connect(&orders, &Ui::OrderDesk::keyDialogWanted, this,
        [this] { m_commands->openKeyDialog(m_window.get()); });
}

void Desk::tick()
{
    lookAtClock();
    if (const auto roles = m_words->takeRoles()) {
        m_output->setRoles(*roles);
        m_window->setRole(roleWords(*roles));
    }
    if (m_commands) {
        if (auto roster = m_words->takeRoster()) {
            m_alarms->setRoster(*roster);
            m_commands->setRoster(std::move(roster));
        }
        m_commands->tick();
    }
    m_live->tick();
}

// Also before each frame: what was missed is noticed before anything of it is painted.
bool Desk::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::UpdateRequest)
        lookAtClock();
    return QObject::eventFilter(watched, event);
}

void Desk::lookAtClock()
{
    const ClockWatch::Event event = m_clockWatch.look(m_clock);
    if (event == ClockWatch::Event::None)
        return;
    if (m_commands)
        m_commands->orders().disarm(event == ClockWatch::Event::WallJumped
                ? Arming::End::ClockJumped
                : Arming::End::Suspended);
    wake();
}

// Before sleep already: the last frame is the first that is seen afterwards.
void Desk::doubt()
{
    m_live->doubt();
    m_window->refreshNow();
}

// After sleep or a set clock everything is stale first, then listed anew, then cleared (ux.md 3.9):
// so this comes before whatever has arrived meanwhile is shown.
void Desk::wake()
{
    doubt();
    if (m_connection)
        m_connection->listAnew();
}

void Desk::showProblem()
{
    QStringList lines;
    for (const QString& problem : {m_problem, m_verifierProblem, m_markProblem}) {
        if (!problem.isEmpty())
            lines.append(problem);
    }
    m_window->setProblem(lines.join(u'\n'));
}

} // namespace Espalier
