// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <daemon/files.h>
#include <evidence/check.h>
#include <fleetd/cli/pkipaths.h>
#include <fleetd/cli/pkiwriter.h>
#include <fleetd/cli/places.h>
#include <fleetd/cli/verbs.h>
#include <fleetd/record/inventory.h>
#include <fleetd/record/trust.h>

#include <QDirIterator>
#include <QTemporaryDir>

#include <set>

using namespace Espalier;
using namespace Espalier::Fleetd;

class TstDevPki final : public Espalier::Tests::TestCase {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    const SystemClock m_clock;
    Cli::PkiPaths m_pki{m_dir.filePath(QStringLiteral("pki"))};

private Q_SLOTS:
    void initTestCase()
    {
        Cli::PkiPlan plan;
        plan.folder = m_pki.root;
        plan.sites = {{QStringLiteral("fra1"), 3, true}, {QStringLiteral("ams2"), 30, false}};
        plan.images = QStringList{QString(64, u'a')};
        QCOMPARE(Cli::writePki(plan, m_clock), QString());
    }

    void everyIdentityIsUsableAndIsWhatItsFolderSays()
    {
        int found = 0;
        QDirIterator files(
            m_pki.root, {QStringLiteral("tls.pem")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            QString keyFile = file;
            keyFile.replace(QStringLiteral("tls.pem"), QStringLiteral("tls.key"));
            const auto identity = Daemon::readTlsIdentity({file, keyFile, m_pki.roots()});
            QVERIFY2(identity, qPrintable(identity.error()));
            const auto problem = Tls::identityProblem(*identity, m_clock.wall());
            QVERIFY2(!problem, qPrintable(problem.value_or(QString())));
            QVERIFY(Evidence::readSvid(identity->certificate).id.kind
                != Evidence::SpiffeId::Kind::Other);
            ++found;
        }
        QCOMPARE(found, 5 /* users */ + 2 * 3 /* fleetd, simulator, queue */ + 1 /* host */);
    }

    void secretsAreNobodyElses()
    {
        int found = 0;
        QDirIterator files(m_pki.root, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            const bool secret = file.endsWith(QStringLiteral(".key"))
                || file.endsWith(QStringLiteral("simulator/hosts.json"));
            if (!secret)
                continue;
            ++found;
            const auto others =
                QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
            QVERIFY2(!(QFile::permissions(file) & others), qPrintable(file));
        }
        QVERIFY(found > 15);
    }

    void everyPersonsCommandKeyIsTheOneInTheRoster()
    {
        const auto trust =
            loadTrust({m_pki.roster(), m_pki.rosterKeys(), m_pki.hosts(QStringLiteral("fra1"))},
                SiteId(QStringLiteral("fra1")), 0);
        QVERIFY2(trust, qPrintable(trust.error()));
        std::set<QString> keys;
        for (const Evidence::Person& person : (*trust)->roster.people) {
            const auto seed = Daemon::readFile(m_pki.commandKey(person.id), 4'096);
            QVERIFY2(seed, qPrintable(seed.error()));
            const auto key = Evidence::SigningKey::fromHexSeed(seed->trimmed());
            QVERIFY(key);
            QCOMPARE(person.devices.size(), size_t{1});
            QCOMPARE(person.devices[0].commandKey, key->publicKey().hex());
            keys.insert(key->publicKey().hex());
        }
        QCOMPARE(keys.size(), (*trust)->roster.people.size());
    }

    void rosterAndHostsVerifyTogether()
    {
        for (const QString& site : {QStringLiteral("fra1"), QStringLiteral("ams2")}) {
            const auto trust =
                loadTrust({m_pki.roster(), m_pki.rosterKeys(), m_pki.hosts(site)}, SiteId(site), 0);
            QVERIFY2(trust, qPrintable(trust.error()));
            QCOMPARE((*trust)->roster.rolesOf(QStringLiteral("viewer")),
                QStringList{QStringLiteral("viewer")});
            QVERIFY((*trust)
                        ->roster.rolesOf(QStringLiteral("oncall"))
                        .contains(QStringLiteral("on-call")));
            const auto inventory = readInventory(*Daemon::readFile(m_pki.inventory(site), 1 << 20));
            QVERIFY2(inventory, qPrintable(inventory.error()));
            for (const InventoryHost& host : *inventory) {
                const auto& keys = (*trust)->keys.keysOf(HostId(QString::fromStdString(host.uuid)));
                QCOMPARE(keys.size(), 1u);
                QCOMPARE(keys.front().key.keyId().toStdString(), host.keyId);
                QCOMPARE(keys.front().simulated, host.simulated);
            }
        }
        const auto wrong =
            loadTrust({m_pki.roster(), m_pki.rosterKeys(), m_pki.hosts(QStringLiteral("ams2"))},
                SiteId(QStringLiteral("fra1")), 0);
        QVERIFY(!wrong);
        QVERIFY2(wrong.error().contains(QLatin1String("hosts.json")), qPrintable(wrong.error()));
    }

    void aRenewedRosterKeepsTheEarlierPolicy()
    {
        const QString image(64, u'e');
        const auto version = Cli::renewRoster(m_pki.root, QStringList{image}, m_clock);
        QVERIFY2(version, qPrintable(version.error()));
        QCOMPARE(*version, 2u);
        const auto trust =
            loadTrust({m_pki.roster(), m_pki.rosterKeys(), m_pki.hosts(QStringLiteral("fra1"))},
                SiteId(QStringLiteral("fra1")), 1);
        QVERIFY2(trust, qPrintable(trust.error()));
        QVERIFY((*trust)->roster.policy.images.contains(image));
        const Evidence::Policy* before = (*trust)->roster.policyAt(1);
        QVERIFY(before);
        QVERIFY(!before->images.contains(image));
    }

    void placesAreTheSameForTheSameSeed()
    {
        const auto names = [](quint64 seed) {
            QStringList all;
            std::set<QString> places;
            for (const Cli::PlacedHost& host :
                Cli::placeHosts(QStringLiteral("fra1"), 500, true, seed)) {
                all.append(host.uuid);
                places.insert(QString(host.rack + QLatin1Char('/') + QString::number(host.unit)));
            }
            return std::pair(all, places.size());
        };
        QCOMPARE(names(7).first, names(7).first);
        QVERIFY(names(7).first != names(8).first);
        QCOMPARE(names(7).second, 501u); // no two in one place
    }

    void doesNotOverwriteATrustDomain()
    {
        QCOMPARE(Cli::devPki({m_pki.root}), 1);
        QCOMPARE(Cli::devPki({m_dir.filePath(QStringLiteral("x")), QStringLiteral("--site"),
                     QStringLiteral("UPPER")}),
            2);
        QCOMPARE(Cli::devPki({m_dir.filePath(QStringLiteral("x")), QStringLiteral("--hosts"),
                     QStringLiteral("nowhere=3")}),
            2);
        QCOMPARE(Cli::devPki({m_dir.filePath(QStringLiteral("x")), QStringLiteral("--image"),
                     QStringLiteral("short")}),
            2);
        QVERIFY(!QFile::exists(m_dir.filePath(QStringLiteral("x"))));
    }
};

ESPALIER_TEST(TstDevPki)
#include "tst_devpki.moc"
