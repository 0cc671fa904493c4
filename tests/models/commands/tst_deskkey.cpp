// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <commands/deskkey.h>

using namespace Espalier;

// Which key makes a desk able to order, and why a desk is read-only.
class TstDeskKey final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void theRostersKeySigns();
    void otherwiseTheDeskSaysWhy_data();
    void otherwiseTheDeskSaysWhy();
};

namespace {

const QByteArray seed(32, 'k');

Evidence::Roster roster()
{
    const QString key = Evidence::SigningKey::fromSeed(seed)->publicKey().hex();
    Evidence::Roster made;
    made.people = {{QStringLiteral("omar"), {}, {QStringLiteral("operator")},
                       {{QStringLiteral("desk"), key}, {QStringLiteral("new"), {}}}},
        {QStringLiteral("selma"), {}, {QStringLiteral("security"), QStringLiteral("viewer")},
            {{QStringLiteral("desk"), key}}}};
    return made;
}

} // namespace

void TstDeskKey::theRostersKeySigns()
{
    const DeskKeyState state =
        judgeDeskKey(seed, QStringLiteral("omar"), QStringLiteral("desk"), roster());
    QCOMPARE(int(state.problem), int(DeskKeyProblem::None));
    QVERIFY(state.key != nullptr);
    QCOMPARE(state.key->person, QStringLiteral("omar"));
    QCOMPARE(state.key->device, QStringLiteral("desk"));
    QVERIFY(!state.fromFile);
    const QByteArray text("text");
    QVERIFY(Evidence::PublicKey::fromHex(state.detail)->verify(text, state.key->key.sign(text)));
}

void TstDeskKey::otherwiseTheDeskSaysWhy_data()
{
    QTest::addColumn<QByteArray>("with");
    QTest::addColumn<QString>("person");
    QTest::addColumn<QString>("device");
    QTest::addColumn<int>("problem");
    const auto row = [](const char* name, const QByteArray& with, const char* person,
                         const char* device, DeskKeyProblem problem) {
        QTest::newRow(name) << with << QString::fromLatin1(person) << QString::fromLatin1(device)
                            << int(problem);
    };
    row("no key", {}, "omar", "desk", DeskKeyProblem::NotCreated);
    row("no seed", "short", "omar", "desk", DeskKeyProblem::Unreadable);
    row("nobody", seed, "eve", "desk", DeskKeyProblem::UnknownPerson);
    row("another device", seed, "omar", "laptop", DeskKeyProblem::UnknownDevice);
    row("not entered yet", seed, "omar", "new", DeskKeyProblem::NoKeyInRoster);
    row("another key", QByteArray(32, 'x'), "omar", "desk", DeskKeyProblem::OtherKeyInRoster);
    row("security staff", seed, "selma", "desk", DeskKeyProblem::RoleMayNotOrder);
}

void TstDeskKey::otherwiseTheDeskSaysWhy()
{
    QFETCH(QByteArray, with);
    QFETCH(QString, person);
    QFETCH(QString, device);
    QFETCH(int, problem);
    const DeskKeyState state = judgeDeskKey(with, person, device, roster());
    QCOMPARE(int(state.problem), problem);
    QVERIFY(state.key == nullptr);
}

ESPALIER_TEST(TstDeskKey)
#include "tst_deskkey.moc"
