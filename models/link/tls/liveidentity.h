// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "credentials.h"

#include <chrono>
#include <mutex>

namespace grpc::experimental {
class CertificateProviderInterface;
}

namespace Espalier::Tls {

// An identity that is renewed while a daemon runs, for certificates are short-lived (protocol.md
// 7). Handshakes take the new one within two refreshes; connections that stand are not touched.
// gRPC watches files in this process's memory: what it sees was validated and is changed at once,
// key and certificate together. Thread-safe.
class LiveIdentity final {
public:
    static constexpr std::chrono::seconds refresh{1}; // the shortest that gRPC knows

    // Errors name the part of the identity that is unusable.
    [[nodiscard]] static Evidence::Result<std::shared_ptr<LiveIdentity>> create(
        const TlsIdentity& identity, WallTime now);
    LiveIdentity(const LiveIdentity&) = delete;
    LiveIdentity& operator=(const LiveIdentity&) = delete;
    ~LiveIdentity();

    // Why the fresh identity is not taken: unusable, or of another SPIFFE id. The former one stays
    // in force then. Empty: taken.
    [[nodiscard]] QString replace(const TlsIdentity& fresh, WallTime now);

    [[nodiscard]] TlsIdentity identity() const;
    [[nodiscard]] std::shared_ptr<const Evidence::SvidValidator> validator() const;
    // Made, with a thread that watches, when it is first asked for.
    [[nodiscard]] std::shared_ptr<grpc::experimental::CertificateProviderInterface>
    provider() const;

private:
    class MemoryFile;
    LiveIdentity();
    [[nodiscard]] QString put(const TlsIdentity& fresh);

    mutable std::mutex m_mutex; // guards all below
    TlsIdentity m_identity;
    std::shared_ptr<const Evidence::SvidValidator> m_validator;
    std::unique_ptr<MemoryFile> m_own, m_roots; // own: key, then the chain, in one file
    mutable std::shared_ptr<grpc::experimental::CertificateProviderInterface> m_provider;
};

} // namespace Espalier::Tls
