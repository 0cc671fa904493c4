// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/tls/credentials.h>
#include <link/tls/mint.h>

namespace Espalier::Tests {

// A clock that stands where a test puts it.
class StandingClock final : public Clock {
public:
    explicit StandingClock(WallTime now)
        : m_now(now)
    {
    }
    [[nodiscard]] WallTime wall() const override { return m_now; }
    [[nodiscard]] MonoTime mono() const override { return m_now.time_since_epoch(); }

private:
    WallTime m_now;
};

// Noon of a day on which every certificate of these tests is judged.
inline WallTime noon()
{
    using namespace std::chrono;
    return WallTime(sys_days(year(2026) / 11 / 24)) + hours(12);
}

inline const QString trustDomain = QStringLiteral("dev.espalier.internal");

inline Tls::Authority authority(const QString& name = QStringLiteral("Test authority"))
{
    using std::chrono::hours;
    return *Tls::Authority::create(name, noon() - hours(24), noon() + hours(24));
}

inline QString spiffeId(const QString& path)
{
    return QStringLiteral("spiffe://%1%2").arg(trustDomain, path);
}

inline Tls::LeafRequest goodRequest(const QString& path)
{
    using std::chrono::hours;
    Tls::LeafRequest request;
    request.uris = QStringList{spiffeId(path)};
    request.notBefore = noon() - hours(1);
    request.notAfter = noon() + hours(1);
    return request;
}

inline Tls::TlsIdentity identityOf(const Tls::MintedIdentity& minted, const QByteArray& roots)
{
    return {minted.certificate, minted.key, roots, trustDomain};
}

} // namespace Espalier::Tests
