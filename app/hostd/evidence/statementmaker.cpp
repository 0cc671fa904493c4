// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "statementmaker.h"

#include <QLoggingCategory>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logStatement, "espalier.statement")

constexpr quint64 block = 1024; // numbers of one reservation

} // namespace

QMap<QString, QString> limitsOf(const BackendInfo& info)
{
    QMap<QString, QString> limits;
    for (const QString& limit : info.limits)
        limits.insert(limit.section(u'=', 0, 0),
            limit.contains(u'=') ? limit.section(u'=', 1) : QStringLiteral("in force"));
    for (const QString& missing : info.missing)
        limits.insert(missing.section(u'=', 0, 0), QStringLiteral("not to be had"));
    return limits;
}

StatementMaker::StatementMaker(const RecordSigner& signer, Journal& journal, const ChainHead& head)
    : m_signer(signer)
    , m_journal(journal)
    , m_last(head.statementSeq)
    , m_reserved(head.statementSeq)
{
    reserve();
}

std::optional<QByteArray> StatementMaker::make(Evidence::HostStatement content)
{
    if (m_reserved - m_last < block / 2)
        reserve();
    if (m_last >= m_reserved)
        return std::nullopt;
    content.host = m_signer.signatory().host;
    content.bootId = m_signer.signatory().bootId;
    content.statementSeq = m_last + 1;
    const auto payload = Evidence::write(content);
    if (!payload) {
        qCCritical(logStatement).noquote()
            << QStringLiteral("host %1: its statement cannot be written: %2")
                   .arg(content.host.text(), payload.error());
        return std::nullopt;
    }
    m_last = content.statementSeq;
    return m_signer.signStatement(*payload);
}

void StatementMaker::reserve()
{
    if (m_reserving)
        return;
    m_reserving = true;
    const quint64 upTo = m_reserved + block;
    m_journal.commit([host = m_signer.signatory().host, upTo](
                         HostStore& store) { store.reserveStatements(host, upTo); },
        [this, upTo] {
            m_reserving = false;
            m_reserved = upTo;
        });
}

} // namespace Espalier::Hostd
