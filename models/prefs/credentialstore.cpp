// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentialstore.h"

#include <QTimer>

#include <qt6keychain/keychain.h>

namespace Espalier {

namespace {

const QLatin1String canaryKey("canary");

QByteArray canary() { return QByteArrayLiteral("espalier keyring check\0\xff\n"); }

CredentialResult resultOf(const QKeychain::Job& job)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return {CredentialOutcome::Done, {}, {}};
    case QKeychain::EntryNotFound:
        return {CredentialOutcome::NotFound, {}, job.errorString()};
    default: // denied, no backend, not implemented, other: no secret is to be had
        return {CredentialOutcome::Unavailable, {}, job.errorString()};
    }
}

CredentialResult unavailable(const QString& problem)
{
    return {CredentialOutcome::Unavailable, {}, problem};
}

} // namespace

enum class CredentialStore::Kind { Probe, Write, Read, Remove };

struct CredentialStore::Request {
    Kind kind;
    QString key;
    QByteArray secret;
    Callback callback;
    int step = 0; // how many jobs of this request have ended
};

CredentialStore::CredentialStore(
    QString service, std::chrono::milliseconds timeout, QObject* parent)
    : QObject(parent)
    , m_service(std::move(service))
    , m_timeout(timeout)
{
}

CredentialStore::~CredentialStore() = default;

void CredentialStore::probe(Callback callback)
{
    enqueue(Kind::Probe, canaryKey, canary(), std::move(callback));
}

void CredentialStore::write(const QString& key, const QByteArray& secret, Callback callback)
{
    enqueue(Kind::Write, key, secret, std::move(callback));
}

void CredentialStore::read(const QString& key, Callback callback)
{
    enqueue(Kind::Read, key, {}, std::move(callback));
}

void CredentialStore::remove(const QString& key, Callback callback)
{
    enqueue(Kind::Remove, key, {}, std::move(callback));
}

bool CredentialStore::isIdle() const { return !m_current && m_queue.empty(); }

void CredentialStore::enqueue(
    Kind kind, const QString& key, const QByteArray& secret, Callback callback)
{
    m_queue.push_back(std::make_unique<Request>(Request{kind, key, secret, std::move(callback)}));
    QMetaObject::invokeMethod(this, &CredentialStore::startNext, Qt::QueuedConnection);
}

void CredentialStore::startNext()
{
    if (m_current || m_queue.empty())
        return;
    m_current = std::move(m_queue.front());
    m_queue.pop_front();
    if (m_refusing) {
        finish(unavailable(tr("the console is quitting")));
        return;
    }
    if (m_current->secret.size() > maximumSecret) {
        finish({CredentialOutcome::TooLarge, {},
            tr("%1 bytes, a keyring takes %2").arg(m_current->secret.size()).arg(maximumSecret)});
        return;
    }
    // Qt Keychain works its jobs off one by one: behind one that hangs no other ever starts.
    if (m_jobsAlive > 0) {
        finish(unavailable(tr("the keyring has not answered an earlier request")));
        return;
    }
    const quint64 ticket = ++m_ticket;
    QTimer::singleShot(m_timeout, this, [this, ticket] {
        if (ticket == m_ticket && m_current)
            finish({CredentialOutcome::TimedOut, {},
                tr("no answer within %1 ms").arg(m_timeout.count())});
    });
    launch();
}

void CredentialStore::launch()
{
    const Request& request = *m_current;
    const bool writes =
        (request.kind == Kind::Write || request.kind == Kind::Probe) && request.step == 0;
    const bool deletes = (request.kind == Kind::Remove && request.step == 0)
        || (request.kind == Kind::Probe && request.step == 2);
    QKeychain::Job* job = nullptr;
    if (writes) {
        auto* write = new QKeychain::WritePasswordJob(m_service);
        write->setBinaryData(request.secret);
        job = write;
    } else if (deletes) {
        job = new QKeychain::DeletePasswordJob(m_service);
    } else {
        job = new QKeychain::ReadPasswordJob(m_service);
    }
    job->setInsecureFallback(false);
    job->setKey(request.key);
    ++m_jobsAlive;
    // The job deletes itself: one that outlives this store must not be pulled from under the bus.
    connect(job, &QKeychain::Job::finished, this,
        [this, ticket = m_ticket](QKeychain::Job* ended) { jobEnded(*ended, ticket); });
    job->start();
}

void CredentialStore::jobEnded(const QKeychain::Job& job, quint64 ticket)
{
    --m_jobsAlive;
    if (ticket != m_ticket || !m_current) {
        settleDrain(); // late: its request has been answered
        return;
    }
    CredentialResult result = resultOf(job);
    if (const auto* read = qobject_cast<const QKeychain::ReadPasswordJob*>(&job))
        result.secret = read->binaryData();
    Request& request = *m_current;
    const int step = request.step++;
    switch (request.kind) {
    case Kind::Write:
    case Kind::Read:
        finish(result);
        return;
    case Kind::Remove:
        if (step == 0 && result.outcome == CredentialOutcome::Done)
            launch();
        else
            finish(step == 0 ? result : resultOfRemoval(result));
        return;
    case Kind::Probe:
        if (result.outcome != CredentialOutcome::Done)
            finish(unavailable(result.problem));
        else if (step == 1 && result.secret != request.secret)
            finish(unavailable(tr("the keyring gave back other bytes than were written")));
        else if (step == 2)
            finish(result);
        else
            launch();
        return;
    }
}

// Of the read that follows a removal: only "not found" proves it.
CredentialResult CredentialStore::resultOfRemoval(const CredentialResult& readBack)
{
    switch (readBack.outcome) {
    case CredentialOutcome::NotFound:
        return {CredentialOutcome::Done, {}, {}};
    case CredentialOutcome::Done:
        return unavailable(tr("the keyring reported success but the entry is still there"));
    default:
        return {readBack.outcome, {}, readBack.problem};
    }
}

void CredentialStore::finish(const CredentialResult& result)
{
    const std::unique_ptr<Request> request = std::move(m_current);
    ++m_ticket;
    QMetaObject::invokeMethod(this, &CredentialStore::startNext, Qt::QueuedConnection);
    request->callback(result);
    settleDrain();
}

void CredentialStore::drain(std::chrono::milliseconds limit, std::function<void()> finished)
{
    m_drained = std::move(finished);
    QTimer::singleShot(limit, this, [this] {
        m_refusing = true;
        if (m_current)
            finish(unavailable(tr("the console is quitting")));
        settleDrain();
    });
    QMetaObject::invokeMethod(this, &CredentialStore::settleDrain, Qt::QueuedConnection);
}

void CredentialStore::settleDrain()
{
    const bool jobsDone = m_jobsAlive == 0 || m_refusing;
    if (!m_drained || !isIdle() || !jobsDone)
        return;
    const auto finished = std::exchange(m_drained, {});
    finished();
}

} // namespace Espalier
