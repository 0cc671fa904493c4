// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <evidence/svid.h>

using namespace Espalier::Evidence;
using Kind = Espalier::Evidence::SpiffeId::Kind;

Q_DECLARE_METATYPE(Espalier::Evidence::SpiffeId::Kind)

// SPIFFE ids (protocol.md 7). Certificates are in the zoo of link/tls.
class TstSpiffeId final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void idsAreTakenApart_data();
    void idsAreTakenApart();
    void badIdsAreRefused_data();
    void badIdsAreRefused();
    void limitsAreExact();
};

void TstSpiffeId::idsAreTakenApart_data()
{
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("place"); // site name device
    const auto row = [](const char* path, Kind kind, const char* place) {
        QTest::newRow(path) << QByteArray("spiffe://dev.espalier.internal") + path << kind
                            << QString::fromLatin1(place);
    };
    row("/site/fra1/fleetd/1", Kind::Fleetd, "fra1 1 ");
    row("/site/fra1/host/3f2a", Kind::Host, "fra1 3f2a ");
    row("/site/ams2/simulator/2", Kind::Simulator, "ams2 2 ");
    row("/site/fra1/queue/1", Kind::Queue, "fra1 1 ");
    row("/user/ann/device/desk", Kind::User, " ann desk");
    row("/site/fra1/fleetd", Kind::Other, "  ");
    row("/site/fra1/fleetd/1/x", Kind::Other, "  ");
    row("/site/fra1/other/1", Kind::Other, "  ");
    row("/site/fra1/user/1", Kind::Other, "  ");
    row("/user/ann/phone/desk", Kind::Other, "  ");
    row("/Site/fra1/fleetd/1", Kind::Other, "  ");
    row("/a", Kind::Other, "  ");
}

void TstSpiffeId::idsAreTakenApart()
{
    QFETCH(QByteArray, uri);
    QFETCH(Kind, kind);
    QFETCH(QString, place);
    const auto id = parseSpiffeId(uri);
    QVERIFY2(id, qPrintable(id.error()));
    QCOMPARE(id->kind, kind);
    QCOMPARE(QStringList({id->site, id->name, id->device}).join(QLatin1Char(' ')), place);
    QCOMPARE(id->text().toLatin1(), uri);
}

void TstSpiffeId::badIdsAreRefused_data()
{
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<QString>("words");
    const auto row = [](const QByteArray& uri, const char* words) {
        QTest::newRow(uri.constData()) << uri << QString::fromLatin1(words);
    };
    row("", "scheme");
    row("https://a/b", "scheme");
    row("SPIFFE://a/b", "scheme");
    row("spiffe:/a/b", "scheme");
    row("spiffe://", "trust domain");
    row("spiffe:///b", "trust domain");
    row("spiffe://A/b", "trust domain");
    row("spiffe://a:1/b", "trust domain");
    row("spiffe://u@a/b", "trust domain");
    row("spiffe://a%62/b", "trust domain");
    row("spiffe://a?b/c", "trust domain");
    row("spiffe://a", "no path");
    row("spiffe://a/", "no path");
    row("spiffe://a//b", "empty segment");
    row("spiffe://a/b/", "slash");
    row("spiffe://a/b//c", "empty segment");
    row("spiffe://a/./c", "segment . or ..");
    row("spiffe://a/b/..", "segment . or ..");
    row("spiffe://a/b%2fc", "path has a character");
    row("spiffe://a/b?c", "path has a character");
    row("spiffe://a/b#c", "path has a character");
    row("spiffe://a/b c", "path has a character");
    row("spiffe://a/\xC3\xB6", "path has a character");
}

void TstSpiffeId::badIdsAreRefused()
{
    QFETCH(QByteArray, uri);
    QFETCH(QString, words);
    const auto id = parseSpiffeId(uri);
    QVERIFY(!id);
    QVERIFY2(id.error().contains(words), qPrintable(id.error()));
    QVERIFY(!parseSpiffeId(QByteArray("spiffe://a/b\0c", 14)));
}

void TstSpiffeId::limitsAreExact()
{
    const auto withPath = [](qsizetype size) -> QByteArray {
        return "spiffe://a/" + QByteArray(size - 11, 'b');
    };
    QVERIFY(parseSpiffeId(withPath(2048)));
    QVERIFY(!parseSpiffeId(withPath(2049)));
    const auto withDomain = [](qsizetype size) -> QByteArray {
        return "spiffe://" + QByteArray(size, 'a') + "/b";
    };
    QVERIFY(parseSpiffeId(withDomain(255)));
    QVERIFY(!parseSpiffeId(withDomain(256)));
}

ESPALIER_TEST(TstSpiffeId)
#include "tst_spiffeid.moc"
