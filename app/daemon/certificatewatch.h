// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link/tls/liveidentity.h>

#include <QStringList>

namespace Espalier::Daemon {

// Where the certificate chain, its key and the trust bundle lie.
struct TlsFiles {
    QString certificate, key, roots;
    bool keyIsSecret = false; // a key that others can read or write is refused
};

// All three. The trust domain is the certificate's own. Errors name the file.
[[nodiscard]] Evidence::Result<Tls::TlsIdentity> readTlsIdentity(const TlsFiles& files);

// Time and size of each: reading and verifying costs, a look at this does not.
[[nodiscard]] QString stampOf(const QStringList& files);

// Takes what the operator's issuer writes there into the identity that is in use. One thread.
class CertificateWatch final {
public:
    CertificateWatch(TlsFiles files, std::shared_ptr<Tls::LiveIdentity> live, const Clock& clock);
    // Call every few seconds. Files that cannot be used leave the former identity in force, with
    // one warning that names them and says why; they are tried again, for what ails them may end
    // without a change of theirs: a certificate that is not valid yet, a mode. True: fresh ones
    // were taken.
    bool look();

private:
    const TlsFiles m_files;
    const std::shared_ptr<Tls::LiveIdentity> m_live;
    const Clock& m_clock;
    QString m_stamp; // as last looked at
    bool m_refused = false; // what had this stamp
};

} // namespace Espalier::Daemon
