// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "certificatewatch.h"

#include "files.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLoggingCategory>

namespace Espalier::Daemon {

namespace {

Q_LOGGING_CATEGORY(logCertificate, "espalier.certificate")

constexpr qint64 pemAtMost = 1 << 20;

} // namespace

Evidence::Result<Tls::TlsIdentity> readTlsIdentity(const TlsFiles& files)
{
    const auto certificate = readFile(files.certificate, pemAtMost);
    if (!certificate)
        return Evidence::Error{certificate.error()};
    const auto key =
        files.keyIsSecret ? readSecret(files.key, pemAtMost) : readFile(files.key, pemAtMost);
    if (!key)
        return Evidence::Error{key.error()};
    const auto roots = readFile(files.roots, pemAtMost);
    if (!roots)
        return Evidence::Error{roots.error()};
    Tls::TlsIdentity identity{*certificate, *key, *roots, {}};
    const Evidence::SvidVerdict own = Evidence::readSvid(identity.certificate);
    identity.trustDomain = own.id.trustDomain;
    if (identity.trustDomain.isEmpty())
        return Evidence::Error{QStringLiteral("%1: %2").arg(files.certificate, own.detail)};
    return identity;
}

QString stampOf(const QStringList& files)
{
    QString stamp;
    for (const QString& file : files) {
        const QFileInfo info(file);
        stamp += QString::number(info.lastModified().toMSecsSinceEpoch()) + u'/'
            + QString::number(info.size()) + u' ';
    }
    return stamp;
}

CertificateWatch::CertificateWatch(
    TlsFiles files, std::shared_ptr<Tls::LiveIdentity> live, const Clock& clock)
    : m_files(std::move(files))
    , m_live(std::move(live))
    , m_clock(clock)
{
}

bool CertificateWatch::look()
{
    const QString stamp = stampOf({m_files.certificate, m_files.key, m_files.roots});
    const bool changed = stamp != m_stamp;
    if (!changed && !m_refused)
        return false;
    m_stamp = stamp;
    m_refused = false;
    const auto fresh = readTlsIdentity(m_files);
    const Tls::TlsIdentity now = m_live->identity();
    const bool same = fresh && fresh->certificate == now.certificate && fresh->key == now.key
        && fresh->roots == now.roots;
    if (same)
        return false;
    const QString problem = fresh ? m_live->replace(*fresh, m_clock.wall()) : fresh.error();
    const QString until = utcText(Evidence::readSvid(m_live->identity().certificate).notAfter);
    m_refused = !problem.isEmpty();
    if (!m_refused)
        qCInfo(logCertificate).noquote()
            << m_files.certificate << "is in force, valid until" << until;
    else if (changed)
        qCWarning(logCertificate).noquote()
            << m_files.certificate << "with" << m_files.key << "and" << m_files.roots
            << "not taken, the former certificate (until" << until
            << ") stays in force:" << problem;
    return !m_refused;
}

} // namespace Espalier::Daemon
