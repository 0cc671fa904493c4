// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <link/grpc/problems.h>
#include <text/messages.h>

using namespace Espalier;

namespace {

FailureFacts facts()
{
    FailureFacts facts;
    facts.site = QStringLiteral("fra1");
    facts.address = QStringLiteral("10.0.0.1:7443");
    facts.ownId = QStringLiteral("spiffe://x/user/oncall/device/desk");
    facts.ownExpiry = WallTime(std::chrono::seconds(1'795'574'470)); // 2026-11-25T02:41:10Z
    return facts;
}

QString unavailable(const char* text, const FailureFacts& known)
{
    return Text::sentence(problemOf(grpc::Status(grpc::StatusCode::UNAVAILABLE, text), known));
}

} // namespace

class TstProblems final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhenOwnCertificateExpiresIfIdentificationFailed()
    {
        const QString problem = unavailable("Socket closed", facts());
        QVERIFY(problem.contains(QStringLiteral("closed the connection during identification")));
        QVERIFY(problem.contains(QStringLiteral("expires 2026-11-25T02:41:10Z")));
        QVERIFY(problem.contains(QStringLiteral("log of the fleetd of fra1")));
    }
    void tellsThatNothingListens()
    {
        const QString problem = unavailable("x; Failed to connect: Connection refused", facts());
        QVERIFY(problem.contains(QStringLiteral("nothing listens at 10.0.0.1:7443")));
    }
    void tellsThatTheNameIsNotKnown()
    {
        QVERIFY(unavailable("DNS resolution failed for x", facts())
                    .contains(QStringLiteral("resolver")));
    }
    void tellsWhomOurSideRefused()
    {
        FailureFacts known = facts();
        known.refusedServer = QStringLiteral("it is a host");
        const QString problem = unavailable("handshake failed", known);
        QVERIFY(problem.contains(QStringLiteral("was refused: it is a host")));
    }
    void blamesNoCertificateOnceIdentified()
    {
        FailureFacts known = facts();
        known.identified = true;
        const QString problem = unavailable("Socket closed", known);
        QVERIFY(!problem.contains(QStringLiteral("certificate")));
        QVERIFY(problem.contains(QStringLiteral("lost")));
    }
    void passesOnWhyFleetdRefuses()
    {
        const QString problem = Text::sentence(problemOf(
            grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "role viewer is missing"), facts()));
        QVERIFY(problem.contains(QStringLiteral("role viewer is missing")));
        QVERIFY(problem.contains(facts().ownId));
    }
    void tellsEveryOtherCodeApart_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, grpc::StatusCode code, const char* words) {
            QTest::newRow(name) << int(code) << QString::fromLatin1(words);
        };
        row("ended", grpc::StatusCode::OK, "ended the watch");
        row("slow", grpc::StatusCode::DEADLINE_EXCEEDED, "did not answer in time");
        row("unknown call", grpc::StatusCode::UNIMPLEMENTED, "no fleetd");
        row("too much", grpc::StatusCode::RESOURCE_EXHAUSTED, "over a limit");
        row("other", grpc::StatusCode::INTERNAL, "error 13");
    }
    void tellsEveryOtherCodeApart()
    {
        QFETCH(int, code);
        QFETCH(QString, words);
        const QString problem = Text::sentence(
            problemOf(grpc::Status(static_cast<grpc::StatusCode>(code), "text"), facts()));
        QVERIFY2(problem.contains(words), qPrintable(problem));
    }
    void makesForeignTextHarmless()
    {
        QCOMPARE(foreignText("a\n\x1b[31mb\t c"), QStringLiteral("a [31mb c"));
        QCOMPARE(foreignText(std::string(1'000, 'x')).size(), qsizetype(300));
        QVERIFY(!foreignText("\xff\xfe").isEmpty());
    }
};

ESPALIER_TEST(TstProblems)
#include "tst_problems.moc"
