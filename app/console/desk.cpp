// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"

#include "statepaths.h"

#include <evidence/svid.h>
#include <items/lifelist.h>
#include <items/livestore.h>
#include <items/slotlist.h>
#include <items/tablemodel.h>
#include <link/grpc/grpcfleetlink.h>
#include <prefs/profilestore.h>
#include <shell/mainwindow.h>

#include <QFile>
#include <QRandomGenerator>

namespace Espalier {

namespace {

// Who the certificate says that this console is; empty if it cannot be read or is no user's. The
// link says what is wrong with it.
QString userOf(const QString& certificatePath)
{
    QFile file(certificatePath);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const Evidence::SpiffeId id = Evidence::readSvid(file.readAll()).id;
    return id.kind == Evidence::SpiffeId::Kind::User ? id.name : QString();
}

std::unique_ptr<Items::TableModel> modelOf(
    std::unique_ptr<Items::RowSource> source, const Clock& clock, const Items::LiveStore& live)
{
    auto model = std::make_unique<Items::TableModel>(std::move(source), clock, Items::makeTimer());
    QObject::connect(&live, &Items::LiveStore::changed, model.get(), &Items::TableModel::onChanged);
    model->sort(model->columnOf(QStringLiteral("state"))); // what is worst comes first
    return model;
}

} // namespace

Desk::Desk(const DeskParts& parts)
    : m_clock(parts.clock)
    , m_live(std::make_unique<Items::LiveStore>(parts.clock))
    , m_slots(modelOf(Items::slotList(m_live->store()), parts.clock, *m_live))
    , m_lives(modelOf(Items::lifeList(m_live->store()), parts.clock, *m_live))
    , m_problem(parts.problem)
{
    Ui::Console console{*m_live, *m_slots, *m_lives, parts.clock, parts.profiles, parts.settings,
        {}, {}, {}, {}, {}, parts.theme};
    if (parts.profile) {
        console.profile = parts.profile->name;
        console.environment = parts.profile->environment;
        console.user = userOf(parts.profile->certificatePath);
        for (const SiteAddress& site : parts.profile->sites) {
            console.sites.push_back(site.site);
            m_live->expectSite(site.site);
        }
    }
    m_window = std::make_unique<Ui::MainWindow>(console);
    showProblem();
    if (parts.profile)
        connectFleet(parts);
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
    std::vector<std::unique_ptr<FleetLink>> links;
    for (const SiteAddress& site : profile.sites) {
        GrpcFleetLinkConfig config;
        config.site = site.site;
        config.address = site.address;
        config.files = {
            profile.certificatePath, profile.keyPath, profile.rootsPath, parts.keyFromKeychain};
        config.watermarkPath = paths.watermark(site.site);
        config.version = QStringLiteral(ESPALIER_VERSION);
        config.random = [] { return QRandomGenerator::global()->generateDouble(); };
        links.push_back(std::make_unique<GrpcFleetLink>(std::move(config), m_clock));
    }
    VerifierConfig verifier;
    verifier.rosterKeysPath = profile.rosterKeysPath;
    verifier.certificatePath = profile.certificatePath;
    verifier.rosterMarkPath = paths.rosterMark();
    m_connection = std::make_unique<FleetConnection>(std::move(links), std::move(verifier), m_clock,
        [this](const FeedBatch& batch) { m_live->apply(batch); });
    connect(m_connection.get(), &FleetConnection::arriving, this, &Desk::lookAtClock);
    connect(m_connection.get(), &FleetConnection::verifierProblemChanged, this,
        [this](const QString& text) {
            m_verifierProblem = text;
            showProblem();
        });
    connect(m_window.get(), &Ui::MainWindow::retryRequested, m_connection.get(),
        &FleetConnection::retryNow);
}

void Desk::tick()
{
    lookAtClock();
    m_live->tick();
}

// After sleep or a set clock everything is stale first, then listed anew, then cleared (ux.md 3.9):
// so this comes before whatever has arrived meanwhile is shown.
void Desk::lookAtClock()
{
    if (m_clockWatch.look(m_clock) == ClockWatch::Event::None)
        return;
    m_live->tick();
    if (m_connection)
        m_connection->listAnew();
}

void Desk::showProblem()
{
    QStringList lines;
    for (const QString& problem : {m_problem, m_verifierProblem}) {
        if (!problem.isEmpty())
            lines.append(problem);
    }
    m_window->setProblem(lines.join(u'\n'));
}

} // namespace Espalier
