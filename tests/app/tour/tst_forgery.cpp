// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <tour/hostile/forgery.h>

#include <domain/clock.h>
#include <evidence/svid.h>
#include <link/tls/mint.h>

#include "support/testregistry.h"

#include <optional>

using namespace Espalier;
using Evidence::SvidProblem;
using Hostile::Forgery;

namespace {

constexpr auto id = "spiffe://dev.espalier.internal/user/oncall/device/tour";

} // namespace

// Each forged certificate is wrong in exactly the one way that its name says.
class TstForgery final : public Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isWrongInOneWay_data();
    void isWrongInOneWay();
    void needsTheAuthorityUnlessItIsForeign();
    void knowsNoOtherKind();

private:
    QByteArray m_certificate, m_key;
};

void TstForgery::initTestCase()
{
    const WallTime now = SystemClock().wall();
    const auto authority = Tls::Authority::create(
        QStringLiteral("test"), now - std::chrono::hours(1), now + std::chrono::hours(1));
    QVERIFY2(authority, qPrintable(authority.error()));
    const auto key = authority->keyPem();
    QVERIFY2(key, qPrintable(key.error()));
    m_certificate = authority->certificatePem();
    m_key = *key;
}

void TstForgery::isWrongInOneWay_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("problem");
    QTest::newRow("foreign") << QStringLiteral("foreign-authority")
                             << static_cast<int>(SvidProblem::UnknownAuthority);
    QTest::newRow("nameless") << QStringLiteral("no-spiffe-id")
                              << static_cast<int>(SvidProblem::NoUriSan);
    QTest::newRow("expired") << QStringLiteral("expired") << static_cast<int>(SvidProblem::Expired);
}

void TstForgery::isWrongInOneWay()
{
    QFETCH(const QString, name);
    QFETCH(const int, problem);
    const auto kind = Hostile::forgeryFromName(name);
    QVERIFY(kind.has_value());
    const Hostile::Forged forged =
        Hostile::forge(*kind, QString::fromLatin1(id), m_certificate, m_key);
    QVERIFY2(forged.problem.isEmpty(), qPrintable(forged.problem));
    QVERIFY(forged.key.startsWith("-----BEGIN PRIVATE KEY"));
    const auto validator =
        Evidence::SvidValidator::create(m_certificate, QStringLiteral("dev.espalier.internal"));
    QVERIFY2(validator, qPrintable(validator.error()));
    const Evidence::SvidVerdict verdict =
        validator->validate(forged.certificate, SystemClock().wall());
    QVERIFY2(static_cast<int>(verdict.problem) == problem, qPrintable(verdict.detail));
    if (*kind == Forgery::Expired) // and was good while it lasted
        QVERIFY(
            validator->validate(forged.certificate, SystemClock().wall() - std::chrono::minutes(90))
                .problem
            != SvidProblem::Expired);
}

void TstForgery::needsTheAuthorityUnlessItIsForeign()
{
    QVERIFY(!Hostile::forge(Forgery::Expired, QString::fromLatin1(id), {}, {}).problem.isEmpty());
    QVERIFY(Hostile::forge(Forgery::ForeignAuthority, QString::fromLatin1(id), {}, {})
                .problem.isEmpty());
}

void TstForgery::knowsNoOtherKind()
{
    QVERIFY(!Hostile::forgeryFromName(QStringLiteral("good")).has_value());
}

ESPALIER_TEST(TstForgery)
#include "tst_forgery.moc"
