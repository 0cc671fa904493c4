// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <text/messages.h>

#include <QCoreApplication>
#include <QTranslator>

using namespace Espalier;

namespace {

// A language whose every sentence is its own arguments turned round.
class Backwards final : public QTranslator {
public:
    [[nodiscard]] QString translate(
        const char* context, const char* source, const char*, int) const override
    {
        const bool known = QLatin1String(context) == QLatin1String("Messages")
            && QLatin1String(source) == QLatin1String("the fleetd of %1 refuses %2: %3");
        return known ? QStringLiteral("(%3) %2 <- %1") : QString();
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

Message refusal(const QString& why)
{
    return message("link.refused", QStringLiteral("fra1"), QStringLiteral("user/x"), why);
}

} // namespace

class TstMessages final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void nothingToSayIsEmpty()
    {
        QVERIFY(Message().isEmpty());
        QCOMPARE(Text::sentence({}), QString());
    }
    void wordsComeFromTheTable()
    {
        QCOMPARE(Text::sentence(refusal(QStringLiteral("no role"))),
            QStringLiteral("the fleetd of fra1 refuses user/x: no role"));
        QCOMPARE(Text::sentence(message("link.commit-order", quint64(7), quint64(9))),
            QStringLiteral("commit 7 came after 9"));
    }
    void anArgumentMayBeASentence()
    {
        const Message damaged =
            message("link.mark-damaged", QStringLiteral("/x"), message("link.mark-field-missing"));
        QVERIFY(Text::sentence(damaged).startsWith(
            QStringLiteral("/x is damaged (a field is missing): it holds")));
    }
    void aForeignTextStaysAsItIs()
    {
        const QString foreign = QStringLiteral("100 %1 %2 certificate");
        QCOMPARE(Text::sentence(Message::verbatim(foreign)), foreign);
        QVERIFY(Text::sentence(refusal(foreign)).endsWith(QStringLiteral(": ") + foreign));
    }
    void anotherLanguagePlacesTheArguments()
    {
        Backwards language;
        QVERIFY(QCoreApplication::installTranslator(&language));
        QCOMPARE(Text::sentence(refusal(QStringLiteral("no role"))),
            QStringLiteral("(no role) user/x <- fra1"));
        QCoreApplication::removeTranslator(&language);
    }
    void aCodeWithoutWordsIsShown()
    {
        const Message unknown(QLatin1String("no.such"), {});
        QCOMPARE(Text::sentence(unknown), QStringLiteral("no.such"));
    }
    void equalityIsThatOfWhatIsSaid()
    {
        QVERIFY(refusal(QStringLiteral("a")) == refusal(QStringLiteral("a")));
        QVERIFY(!(refusal(QStringLiteral("a")) == refusal(QStringLiteral("b"))));
        QVERIFY(!(refusal(QStringLiteral("a")) == Message()));
        QVERIFY(Message() == Message());
        QVERIFY(!(message("link.key") == Message::verbatim(QStringLiteral("link.key"))));
    }
};

ESPALIER_TEST(TstMessages)
#include "tst_messages.moc"
