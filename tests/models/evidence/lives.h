// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/clauses.h>
#include <evidence/merkle.h>

namespace Espalier::Tests {

inline const SiteId lifeSite{QStringLiteral("fra1")};
inline const HostId lifeHost{QStringLiteral("3f2a1c00-0000-4000-8000-000000000001")};
inline const VmId lifeVm{QStringLiteral("7e570000-0000-4000-8000-00000000000a")};
inline const QString lifeImage = QString(64, QLatin1Char('a'));
inline const QString lifeNonce = QString(32, QLatin1Char('d'));

// A key that is the same in every run: seed of 32 equal bytes.
inline Evidence::SigningKey testKey(char filling)
{
    return *Evidence::SigningKey::fromSeed(QByteArray(Evidence::keySize, filling));
}

inline WallTime lifeNoon()
{
    using namespace std::chrono;
    return WallTime(sys_days(year(2026) / 11 / 24)) + hours(12);
}

// An honest host that signs one life after another; a test spoils what it wants before sealing.
class SigningHost final {
public:
    explicit SigningHost(HostId id = lifeHost, char keyFilling = 'h')
        : m_id(std::move(id))
        , m_key(testKey(keyFilling))
    {
    }

    [[nodiscard]] Evidence::LifeRecord birth(const VmId& vm = lifeVm) const
    {
        Evidence::LifeRecord record;
        record.identity.recordId = QString(32, QLatin1Char('1'));
        record.identity.site = lifeSite;
        record.identity.host = m_id;
        record.identity.bootId = QStringLiteral("boot-1");
        record.identity.hostSeq = m_seq + 1;
        record.identity.prevHash = m_head;
        record.identity.vm = vm;
        record.identity.slot = 1;
        record.identity.tenantPseudonym = QStringLiteral("t-acme");
        record.identity.jobRefDigest = QString(64, QLatin1Char('b'));
        record.imageDigest = lifeImage;
        record.backend = {QStringLiteral("qemu"), QStringLiteral("7.2"), QStringLiteral("tcg"),
            QStringLiteral("linux.test.1x256m"), QStringLiteral("linux"), QStringLiteral("q35"),
            QString(64, QLatin1Char('c')), 60001};
        record.time.monoStart = std::chrono::seconds(100 + m_seq);
        record.time.monoEnd = std::chrono::seconds(101 + m_seq);
        record.time.wallStart = lifeNoon() + std::chrono::seconds(m_seq);
        record.time.wallEnd = lifeNoon() + std::chrono::seconds(m_seq + 1);
        record.disks = {
            {QStringLiteral("root"), QStringLiteral("CRYPTO_ERASE"), 8, 4711, lifeNonce}};
        record.policyVersion = 3;
        record.hostdDigest = QString(64, QLatin1Char('e'));
        return record;
    }

    [[nodiscard]] Evidence::LifeRecord teardown(
        const QString& birthLeaf, const VmId& vm = lifeVm) const
    {
        Evidence::LifeRecord record = birth(vm);
        record.kind = Evidence::LifeRecordKind::Teardown;
        record.identity.birthLeafHash = birthLeaf;
        record.cause = Evidence::CauseGroup{{JobExitKind::Exit, 0}, QStringLiteral("jobEnd"), {},
            record.time.monoStart - std::chrono::seconds(5),
            record.time.monoStart - std::chrono::seconds(2)};
        record.steps = {{QStringLiteral("kill"), 1, record.time.monoStart, record.time.monoEnd,
            QStringLiteral("ok"), 0}};
        record.verified = goodFacts();
        record.outcome = Outcome::Complete;
        return record;
    }

    [[nodiscard]] static std::vector<Evidence::Fact> goodFacts()
    {
        const auto fact = [](const char* name, const QMap<QString, QString>& raw) {
            return Evidence::Fact{QString::fromLatin1(name), raw};
        };
        const auto key = [](const char* name) { return QString::fromLatin1(name); };
        const QString zero = QStringLiteral("0"), many = QStringLiteral("212");
        return {
            fact("process_absent",
                {{key("pid"), QStringLiteral("4242")}, {key("startTime"), QStringLiteral("9000")},
                    {key("populated"), zero}}),
            fact("no_open_handles", {{key("scanned"), many}, {key("hits"), zero}}),
            fact("disk_unlinked",
                {{key("scanned"), many}, {key("hits"), zero},
                    {key("nlinkBefore"), QStringLiteral("1")}, {key("nonce"), lifeNonce}}),
            fact("disk_key_gone", {{key("stored"), QStringLiteral("false")}}),
            fact("state_files_absent", {{key("scanned"), many}, {key("hits"), zero}}),
            fact("net_none", {{key("nicArgs"), zero}, {key("devices"), zero}}),
            fact("base_unchanged", {{key("digest"), lifeImage}}),
            fact("rescan_clean",
                {{key("scanned"), many}, {key("hits"), zero},
                    {key("gapNs"), QStringLiteral("1000000000")}}),
        };
    }

    // Signs a record and moves the host's head on.
    QByteArray seal(const Evidence::LifeRecord& record)
    {
        const auto payload = Evidence::write(record);
        Q_ASSERT_X(payload, "SigningHost::seal", qPrintable(payload.error()));
        return sealPayload(*payload, record.identity.hostSeq);
    }
    QByteArray sealPayload(const QByteArray& payload, quint64 seq)
    {
        QByteArray envelope = Evidence::seal(Evidence::recordType, payload, m_key);
        m_head = *Evidence::leafHashOf(envelope, m_key.publicKey());
        m_seq = seq;
        return envelope;
    }

    [[nodiscard]] Evidence::HostStatement statement(quint64 statementSeq) const
    {
        Evidence::HostStatement statement;
        statement.host = m_id;
        statement.bootId = QStringLiteral("boot-1");
        statement.statementSeq = statementSeq;
        statement.headSeq = m_seq;
        statement.headHash = m_head;
        statement.mono = std::chrono::seconds(200 + statementSeq);
        statement.wall = lifeNoon() + std::chrono::seconds(100 + statementSeq);
        return statement;
    }
    [[nodiscard]] QByteArray seal(const Evidence::HostStatement& statement) const
    {
        return Evidence::seal(Evidence::statementType, *Evidence::write(statement), m_key);
    }

    [[nodiscard]] const HostId& id() const { return m_id; }
    [[nodiscard]] const Evidence::SigningKey& key() const { return m_key; }
    [[nodiscard]] QString head() const { return m_head; }
    [[nodiscard]] quint64 seq() const { return m_seq; }
    [[nodiscard]] Evidence::HostKeyEntry enrolment() const
    {
        return {Evidence::KeyOp::Enrol, m_id, m_key.publicKey().hex(), false};
    }

private:
    HostId m_id;
    Evidence::SigningKey m_key;
    QString m_head = Evidence::noHash();
    quint64 m_seq = 0;
};

inline Evidence::Roster testRoster()
{
    Evidence::Roster roster;
    roster.version = 3;
    roster.trustDomain = QStringLiteral("dev.espalier.internal");
    roster.issuedAt = lifeNoon() - std::chrono::hours(1);
    roster.expiresAt = lifeNoon() + std::chrono::hours(1000);
    roster.people = {{QStringLiteral("ann"), QStringLiteral("Ann"),
        {QStringLiteral("viewer"), QStringLiteral("on-call")},
        {{QStringLiteral("desk"), QString()}}}};
    roster.fleetds = {
        {QStringLiteral("spiffe://dev.espalier.internal/site/fra1/fleetd/1"), QString()}};
    roster.policy.log = Evidence::LogPolicy::Absent;
    roster.policy.simulatedAllowed = true;
    roster.policy.production = false;
    roster.policy.images = QStringList{lifeImage};
    roster.policy.accelerators.insert(
        QStringLiteral("qemu"), {QStringLiteral("kvm"), QStringLiteral("tcg")});
    return roster;
}

inline Evidence::HostList testHosts(const std::vector<Evidence::HostKeyEntry>& entries)
{
    return {1, QStringLiteral("dev.espalier.internal"), lifeSite, entries};
}

} // namespace Espalier::Tests
