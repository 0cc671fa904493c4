// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verifier.h"

#include "rostermark.h"

#include <evidence/svid.h>
#include <isolation/auditor.h>
#include <text/messages.h>

#include <QFile>

namespace Espalier {

namespace {

constexpr std::chrono::milliseconds rotation{100};
// 107 us a signature (protocol.md 3): so many keep the rotation within 5 % of a core.
constexpr int statementsPerRotation = 45;
constexpr std::chrono::milliseconds drainBudget{20};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

// Everything here runs on the worker's thread, from begin() on.
class Verifier::Work final {
public:
    Work(VerifierConfig config, const Clock& clock, FeedSink& answers, Worker& worker)
        : m_config(std::move(config))
        , m_clock(clock)
        , m_answers(answers)
        , m_worker(worker)
        , m_mark(m_config.rosterMarkPath)
    {
    }

    void begin()
    {
        AuditorConfig config;
        const Evidence::SpiffeId id = Evidence::readSvid(contentOf(m_config.certificatePath)).id;
        config.trustDomain = id.trustDomain;
        if (id.kind == Evidence::SpiffeId::Kind::User)
            m_person = id.name;
        const auto keys = Evidence::readPinnedKeys(contentOf(m_config.rosterKeysPath));
        if (keys)
            config.rosterKeys = *keys;
        else
            m_ownProblem = Text::sentence(
                message("trust.no-pinned-keys", m_config.rosterKeysPath, keys.error()));
        if (const QString problem = m_mark.load(); !problem.isEmpty() && m_ownProblem.isEmpty())
            m_ownProblem = problem;
        config.leastRosterVersion = m_mark.version();
        // Without its footing it verifies nothing: all stays "reported", nothing looks proven.
        if (m_ownProblem.isEmpty())
            m_auditor = std::make_unique<Auditor>(std::move(config), m_clock);
        tellProblem();
    }

    void take(const FeedBatch& batch)
    {
        if (!m_auditor)
            return;
        hearDesk();
        FeedBatch answer = m_auditor->take(batch);
        if (!answer.observations.empty() || !answer.verdicts.empty() || !answer.invariants.empty())
            m_answers.deliver(std::move(answer));
        if (batch.trust) {
            keepVersion(batch.site);
            tellProblem();
            tellRoles();
        }
        rotateLater();
    }

private:
    void rotateLater()
    {
        if (m_rotating || !m_auditor->hasWork())
            return;
        m_rotating = true;
        (void)m_worker.startTimer(rotation, [this] { rotate(); });
    }

    void rotate()
    {
        m_rotating = false;
        hearDesk();
        for (FeedBatch& batch : m_auditor->work(statementsPerRotation))
            m_answers.deliver(std::move(batch));
        rotateLater();
    }

    // What is on screen goes first from now on.
    void hearDesk()
    {
        if (!m_config.words)
            return;
        if (auto hosts = m_config.words->takeHostsOnScreen())
            m_auditor->setPriority(std::move(*hosts));
    }

    void tellRoles()
    {
        const Evidence::Roster* roster = m_auditor->roster();
        if (!m_config.words || m_person.isEmpty())
            return;
        m_config.words->setRoles(m_auditor->rolesOf(m_person));
        if (roster == nullptr || roster->version == m_toldRoster)
            return;
        m_toldRoster = roster->version;
        m_config.words->setRoster(std::make_shared<const Evidence::Roster>(*roster));
    }

    void keepVersion(const SiteId& site)
    {
        if (const auto version = m_auditor->rosterVersion(site))
            m_markProblem = m_mark.advance(*version);
    }

    void tellProblem()
    {
        QStringList lines;
        for (const QString& problem : {m_ownProblem, m_markProblem}) {
            if (!problem.isEmpty())
                lines.append(problem);
        }
        if (m_auditor) {
            for (const Auditor::Problem& problem : m_auditor->problems())
                lines.append(
                    problem.site.text() + QStringLiteral(": ") + Text::sentence(problem.text));
        }
        const QString text = lines.join(u'\n');
        if (text == m_told)
            return;
        m_told = text;
        m_config.problemChanged(text);
    }

    const VerifierConfig m_config;
    const Clock& m_clock;
    FeedSink& m_answers;
    Worker& m_worker;
    RosterMark m_mark;
    std::unique_ptr<Auditor> m_auditor;
    bool m_rotating = false; // a timer runs
    QString m_person; // this console's user, by its certificate
    quint64 m_toldRoster = 0; // version; 0: none
    QString m_ownProblem, m_markProblem, m_told;
};

Verifier::Verifier(VerifierConfig config, const Clock& clock, FeedSink& answers)
    : m_clock(clock)
    , m_work(std::make_unique<Work>(std::move(config), clock, answers, m_worker))
    , m_inbox([this] { m_worker.post([this] { pump(); }); })
{
    m_worker.post([this] { m_work->begin(); });
}

Verifier::~Verifier() { m_worker.stop(); }

// In slices: a full inbox in one go would starve the rotation's timer.
void Verifier::pump()
{
    const bool more = m_inbox.drain(
        drainBudget, m_clock, [this](const FeedBatch& batch) { m_work->take(batch); });
    if (more)
        m_worker.post([this] { pump(); });
}

void Verifier::deliver(FeedBatch&& batch) { m_inbox.deliver(std::move(batch)); }

} // namespace Espalier
