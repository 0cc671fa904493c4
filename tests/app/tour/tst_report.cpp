// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <tour/report.h>
#include <tour/until.h>

#include "support/testregistry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace Espalier::Tour;

namespace {

QJsonArray stepsOf(const QString& folder)
{
    QFile file(folder + QStringLiteral("/tour.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll())
        .object()
        .value(QStringLiteral("steps"))
        .toArray();
}

} // namespace

class TstReport final : public Espalier::Tests::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void writesWhatWasObserved();
    void goesOnAfterAFailedStep();
    void noStepsIsNotAllHeld();
    void givesNoStepMoreThanIsLeft();
    void asksAtLeastOnce();
    void quotesWhatWasSeenLast();
    void refusesAFolderThatCannotBe();
};

void TstReport::writesWhatWasObserved()
{
    const QTemporaryDir folder;
    Report report(folder.filePath(QStringLiteral("out")), 60000);
    QVERIFY(report.step(QStringLiteral("1a"), QStringLiteral("it holds"), 1000,
        [](const QDeadlineTimer&) { return QStringLiteral("3 of 3"); }));
    QVERIFY(report.allHeld());
    const QJsonArray steps = stepsOf(folder.filePath(QStringLiteral("out")));
    QCOMPARE(steps.size(), 1);
    const QJsonObject step = steps.at(0).toObject();
    QCOMPARE(step.keys(),
        QStringList({QStringLiteral("id"), QStringLiteral("ms"), QStringLiteral("observed"),
            QStringLiteral("ok"), QStringLiteral("what")}));
    QCOMPARE(step.value(QStringLiteral("observed")).toString(), QStringLiteral("3 of 3"));
    QCOMPARE(step.value(QStringLiteral("ok")).toBool(), true);
}

void TstReport::goesOnAfterAFailedStep()
{
    const QTemporaryDir folder;
    Report report(folder.path(), 60000);
    QVERIFY(!report.step(QStringLiteral("1"), QStringLiteral("breaks"), 1000,
        [](const QDeadlineTimer&) -> QString { throw Failure(QStringLiteral("saw 2")); }));
    QVERIFY(report.step(QStringLiteral("2"), QStringLiteral("holds"), 1000,
        [](const QDeadlineTimer&) { return QString(); }));
    QVERIFY(!report.allHeld());
    const QJsonArray steps = stepsOf(folder.path());
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps.at(0).toObject().value(QStringLiteral("observed")).toString(),
        QStringLiteral("saw 2"));
    QCOMPARE(steps.at(0).toObject().value(QStringLiteral("ok")).toBool(), false);
}

void TstReport::noStepsIsNotAllHeld()
{
    const QTemporaryDir folder;
    const Report report(folder.path(), 1000);
    QVERIFY(!report.allHeld());
    QCOMPARE(stepsOf(folder.path()).size(), 0);
}

void TstReport::givesNoStepMoreThanIsLeft()
{
    const QTemporaryDir folder;
    Report report(folder.path(), 0);
    bool expired = false;
    report.step(QStringLiteral("1"), QStringLiteral("late"), 60000,
        [&expired](const QDeadlineTimer& deadline) {
            expired = deadline.hasExpired();
            return QString();
        });
    QVERIFY(expired);
}

void TstReport::asksAtLeastOnce()
{
    QCOMPARE(*until(QDeadlineTimer(0), QStringLiteral("it is there"),
                 [](QString&) { return std::optional<int>(7); }),
        7);
}

void TstReport::quotesWhatWasSeenLast()
{
    try {
        until(QDeadlineTimer(60), QStringLiteral("three rows"), [](QString& seen) {
            seen = QStringLiteral("two rows");
            return false;
        });
        QFAIL("held without a reason");
    } catch (const Failure& failure) {
        QVERIFY2(failure.text().contains(QStringLiteral("three rows")), failure.what());
        QVERIFY2(failure.text().contains(QStringLiteral("two rows")), failure.what());
    }
}

void TstReport::refusesAFolderThatCannotBe()
{
    QVERIFY_THROWS_EXCEPTION(Failure, Report(QStringLiteral("/proc/nowhere/tour"), 1000));
}

ESPALIER_TEST(TstReport)
#include "tst_report.moc"
