// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "certificatewatch.h"

#include <daemon/files.h>

#include <QDateTime>
#include <QFileInfo>
#include <QLoggingCategory>

namespace Espalier::Fleetd {

namespace {

Q_LOGGING_CATEGORY(logCertificate, "espalier.certificate")

constexpr qint64 pemAtMost = 1 << 20;

} // namespace

Evidence::Result<Tls::TlsIdentity> readTlsIdentity(const TlsFiles& files)
{
    Tls::TlsIdentity identity;
    for (const auto& [file, target] : {std::pair(files.certificate, &identity.certificate),
             std::pair(files.key, &identity.key), std::pair(files.roots, &identity.roots)}) {
        auto content = Daemon::readFile(file, pemAtMost);
        if (!content)
            return Evidence::Error{content.error()};
        *target = *content;
    }
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

void CertificateWatch::look()
{
    const QString stamp = stampOf({m_files.certificate, m_files.key, m_files.roots});
    if (stamp == m_stamp)
        return;
    m_stamp = stamp;
    const auto fresh = readTlsIdentity(m_files);
    const Tls::TlsIdentity now = m_live->identity();
    const bool same = fresh && fresh->certificate == now.certificate && fresh->key == now.key
        && fresh->roots == now.roots;
    if (same)
        return;
    const QString problem = fresh ? m_live->replace(*fresh, m_clock.wall()) : fresh.error();
    const QString until = utcText(Evidence::readSvid(m_live->identity().certificate).notAfter);
    if (!problem.isEmpty())
        qCWarning(logCertificate).noquote()
            << m_files.certificate << "not taken, the former certificate (until" << until
            << ") stays in force:" << problem;
    else
        qCInfo(logCertificate).noquote()
            << m_files.certificate << "is in force, valid until" << until;
}

} // namespace Espalier::Fleetd
