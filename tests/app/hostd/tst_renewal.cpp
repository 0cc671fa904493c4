// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin.h"
#include "support/testregistry.h"
#include "world.h"

#include <daemon/files.h>
#include <hostd/backends/simulated/simulatedbackend.h>
#include <hostd/service.h>

#include <atomic>

using namespace Espalier;
using namespace Espalier::Hostd;
using namespace Espalier::Tests;
using Frame = v1::HostFrame;

namespace {

// Counts what is logged with certain words; all goes on to the test's own handler.
class Heard final {
public:
    explicit Heard(const char* words)
    {
        s_words = QString::fromLatin1(words);
        s_count = 0;
        s_next = qInstallMessageHandler(
            [](QtMsgType type, const QMessageLogContext& context, const QString& message) {
                if (message.contains(s_words))
                    ++s_count;
                s_next(type, context, message);
            });
    }
    Heard(const Heard&) = delete;
    Heard& operator=(const Heard&) = delete;
    ~Heard() { qInstallMessageHandler(s_next); }
    [[nodiscard]] static int count() { return s_count; }

private:
    static inline QString s_words;
    static inline std::atomic<int> s_count = 0;
    static inline QtMessageHandler s_next = nullptr;
};

} // namespace

// Certificates are short-lived (protocol.md 7): the issuer replaces hostd's files while it runs.
// The whole of hostd, on time that passes by itself, against a real gRPC server with TLS.
class TstRenewal final : public TestCase {
    Q_OBJECT

private:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QByteArray hosts = "[{\"uuid\":\"" + m_host.toLatin1() + "\",\"seed\":\""
            + QByteArray(64, 'a') + "\",\"slots\":2}]";
        QCOMPARE(Daemon::writeFile(file("hosts.json"), hosts, Daemon::FileMode::Secret), QString());
        m_first = issued();
        put(m_first);
        m_fleetd = std::make_unique<StandIn>(m_pki, m_clock);
        startHostd();
        QTRY_COMPARE_WITH_TIMEOUT(m_fleetd->count(Frame::kHello), 1, limitMs);
        QCOMPARE(m_fleetd->callersCertificate().trimmed(), m_first.certificate.trimmed());
    }

    [[nodiscard]] QString file(const char* name) const
    {
        return m_folder->filePath(QLatin1String(name));
    }
    [[nodiscard]] Tls::TlsIdentity issued() const
    {
        return m_pki.identity(QStringLiteral("/site/fra1/simulator/1"));
    }
    // Whole before hostd can look: it does so on this thread.
    void put(const Tls::TlsIdentity& tls) const
    {
        for (const auto& [name, content] : {std::pair("tls.pem", tls.certificate),
                 std::pair("tls.key", tls.key), std::pair("roots.pem", tls.roots)})
            QCOMPARE(Daemon::writeFile(file(name), content, Daemon::FileMode::Secret), QString());
    }
    void startHostd()
    {
        Options options;
        options.simulated = true;
        options.identityFolder = m_folder->path();
        options.roots = file("roots.pem");
        options.fleetd = m_fleetd->address();
        options.stateFolder = file("state");
        const auto identity = loadIdentity(options, m_clock);
        QVERIFY2(identity, qPrintable(identity.error()));
        m_hostd = std::make_unique<Service>(options, *identity, m_clock);
        QCOMPARE(m_hostd->start([this](const IdentifiedHost&, QString*) {
            return std::make_unique<SimulatedBackend>(
                m_hostd->timers(), m_clock, Service::randomUnit);
        }),
            QString());
    }
    // A VM whose job runs until long after the test.
    void runVm()
    {
        v1::FleetFrame frame;
        frame.set_host_id(m_host.toStdString());
        v1::PlaceOrder& place = *frame.mutable_place();
        place.set_order("order");
        place.set_vm(World::vm(1).text().toStdString());
        place.set_slot(1);
        place.set_shape("sim.medium");
        place.set_image(SimulatedBackend::imageDigest().toStdString());
        place.set_tenant_pseudonym(std::string(64, 'e'));
        place.set_job_ref_digest(std::string(64, 'f'));
        place.set_policy_version(1);
        place.set_script("sleep 3600\n");
        place.set_time_limit_s(7200);
        m_fleetd->send(frame);
        QTRY_VERIFY_WITH_TIMEOUT(jobRunsSince(0), limitMs);
    }
    [[nodiscard]] bool jobRunsSince(size_t firstFrame) const
    {
        const auto frames = m_fleetd->frames();
        return std::any_of(frames.begin() + qsizetype(firstFrame), frames.end(),
            [](const Frame& one) { return one.has_progress() && one.progress().job_started(); });
    }
    // The one stream ends, as fleetd's restart ends it; hostd comes again.
    void reconnect()
    {
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("fleetd closed the stream")));
        const int hellos = m_fleetd->count(Frame::kHello);
        m_fleetd->hangUp();
        QTRY_COMPARE_WITH_TIMEOUT(m_fleetd->count(Frame::kHello), hellos + 1, limitMs);
    }
    static constexpr int limitMs = 30'000;
    const QString m_host = QStringLiteral("6f1b7c52-7e1f-4c59-8a3d-0d6a5f3a9b10");
    SystemClock m_clock;
    StandIn::Pki m_pki;
    Tls::TlsIdentity m_first;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StandIn> m_fleetd;
    std::unique_ptr<Service> m_hostd;

private Q_SLOTS:
    void cleanup()
    {
        m_hostd.reset();
        m_fleetd.reset();
    }

    void aRenewedCertificateIsTheNextConnections()
    {
        runVm();
        const Heard taken("tls.pem is in force");
        const Tls::TlsIdentity renewed = issued();
        put(renewed);
        QTRY_COMPARE_WITH_TIMEOUT(Heard::count(), 1, limitMs);
        // The stream goes on.
        const int beats = m_fleetd->count(Frame::kHeartbeat);
        QTRY_VERIFY_WITH_TIMEOUT(m_fleetd->count(Frame::kHeartbeat) > beats, limitMs);
        QCOMPARE(m_fleetd->streams(), 1);
        const size_t before = m_fleetd->frames().size();
        reconnect();
        QCOMPARE(m_fleetd->callersCertificate().trimmed(), renewed.certificate.trimmed());
        // So does the VM: its job runs, and all that was ever signed for it is its Birth.
        QTRY_VERIFY_WITH_TIMEOUT(jobRunsSince(before), limitMs);
        for (const Frame& frame : m_fleetd->frames()) {
            if (frame.has_record())
                QCOMPARE(frame.record().host_seq(), quint64(1));
        }
    }

    void aBadPairLeavesTheFormerInForce()
    {
        Tls::TlsIdentity spoiled = issued();
        spoiled.key = issued().key;
        QTest::ignoreMessage(QtWarningMsg,
            QRegularExpression(QRegularExpression::escape(file("tls.pem")) + QStringLiteral(".*")
                + QRegularExpression::escape(file("tls.key"))
                + QStringLiteral(".*the former certificate .*stays in force: own key does not "
                                 "belong to the certificate")));
        {
            const Heard refused("stays in force");
            put(spoiled);
            QTRY_COMPARE_WITH_TIMEOUT(Heard::count(), 1, limitMs);
        }
        QCOMPARE(m_fleetd->streams(), 1);
        reconnect();
        QCOMPARE(m_fleetd->callersCertificate().trimmed(), m_first.certificate.trimmed());
        const Heard taken("tls.pem is in force");
        const Tls::TlsIdentity whole = issued();
        put(whole);
        QTRY_COMPARE_WITH_TIMEOUT(Heard::count(), 1, limitMs);
        reconnect();
        QCOMPARE(m_fleetd->callersCertificate().trimmed(), whole.certificate.trimmed());
    }
};

ESPALIER_TEST(TstRenewal)
#include "tst_renewal.moc"
