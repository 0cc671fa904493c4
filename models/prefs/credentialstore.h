// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace QKeychain {
class Job;
}

namespace Espalier {

// How a request to the keychain ended.
enum class CredentialOutcome { Done, NotFound, Unavailable, TimedOut, TooLarge };

struct CredentialResult {
    CredentialOutcome outcome = CredentialOutcome::Unavailable;
    QByteArray secret; // of a read
    QString problem; // technical text of the keychain, empty if Done
};

// Secrets in the desktop's keyring through Qt Keychain, never in a file. Main thread only; every
// call answers later, once, through its callback, one request at a time in the order asked.
// A request that takes longer than the time-out is answered TimedOut and its late end ignored.
class CredentialStore final : public QObject {
    Q_OBJECT
public:
    using Callback = std::function<void(const CredentialResult&)>;

    static constexpr int maximumSecret = 2048; // bytes, what every keyring stores intact
    static constexpr std::chrono::milliseconds defaultTimeout{8'000};

    explicit CredentialStore(QString service, std::chrono::milliseconds timeout = defaultTimeout,
        QObject* parent = nullptr);
    ~CredentialStore() override;

    // Writes, reads back and removes a canary: the only way to know that a keyring works.
    void probe(Callback callback);
    void write(const QString& key, const QByteArray& secret, Callback callback);
    void read(const QString& key, Callback callback);
    // Reads back afterwards, for the keychain reports success even when nothing was removed.
    void remove(const QString& key, Callback callback);

    // Lets what was asked end for at most this long, answers the rest Unavailable, then calls back.
    // Quitting while a keychain job runs can crash: call this first and quit in the callback.
    void drain(std::chrono::milliseconds limit, std::function<void()> finished);
    [[nodiscard]] bool isIdle() const;

private:
    enum class Kind;
    struct Request;
    void enqueue(Kind kind, const QString& key, const QByteArray& secret, Callback callback);
    void startNext();
    void launch();
    void jobEnded(const QKeychain::Job& job, quint64 ticket);
    [[nodiscard]] static CredentialResult resultOfRemoval(const CredentialResult& readBack);
    void finish(const CredentialResult& result);
    void settleDrain();

    QString m_service;
    std::chrono::milliseconds m_timeout;
    std::deque<std::unique_ptr<Request>> m_queue;
    std::unique_ptr<Request> m_current;
    quint64 m_ticket = 0; // of the request under way; the late end of an older one is ignored
    int m_jobsAlive = 0; // the keychain's, those of timed-out requests too
    bool m_refusing = false;
    std::function<void()> m_drained;
};

} // namespace Espalier
