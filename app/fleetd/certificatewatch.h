// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/tls/liveidentity.h>

#include <QStringList>

namespace Espalier::Fleetd {

// Where the certificate chain, its key and the trust bundle lie.
struct TlsFiles {
    QString certificate, key, roots;
};

// All three. The trust domain is the certificate's own. Errors name the file.
[[nodiscard]] Evidence::Result<Tls::TlsIdentity> readTlsIdentity(const TlsFiles& files);

// Time and size of each: reading and verifying costs, a look at this does not.
[[nodiscard]] QString stampOf(const QStringList& files);

// Takes what the operator's issuer writes there into the identity that serves. Record's thread.
class CertificateWatch final {
public:
    CertificateWatch(TlsFiles files, std::shared_ptr<Tls::LiveIdentity> live, const Clock& clock);
    // Call now and then. Files that do not fit together leave the former identity in force, with a
    // warning that says why.
    void look();

private:
    const TlsFiles m_files;
    const std::shared_ptr<Tls::LiveIdentity> m_live;
    const Clock& m_clock;
    QString m_stamp; // as last looked at
};

} // namespace Espalier::Fleetd
