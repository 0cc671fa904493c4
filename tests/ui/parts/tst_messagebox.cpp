// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <parts/messagebox.h>

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>

using namespace Espalier::Ui;

class TstMessageBox final : public Espalier::Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void safeButtonHasFocusAndEnterAndEscKeep_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Enter") << int(Qt::Key_Return);
        QTest::newRow("Esc") << int(Qt::Key_Escape);
    }
    void safeButtonHasFocusAndEnterAndEscKeep()
    {
        QFETCH(int, key);
        QWidget window;
        window.show();
        std::optional<bool> answer;
        MessageBox::ask(&window, QStringLiteral("Remove the profile x?"), QStringLiteral("Text."),
            QStringLiteral("Remove profile"), QStringLiteral("Keep profile"),
            [&](bool accepted) { answer = accepted; });
        auto* box = window.findChild<QMessageBox*>();
        QVERIFY(box);
        QVERIFY(QTest::qWaitForWindowActive(box));
        auto* focused = qobject_cast<QPushButton*>(QApplication::focusWidget());
        QVERIFY(focused);
        QCOMPARE(focused->text(), QStringLiteral("Keep profile"));
        QTest::keyClick(focused, static_cast<Qt::Key>(key));
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
    }

    void answersBeforehandForTests()
    {
        QWidget window;
        bool accepted = false;
        MessageBox::setNextAnswer(true);
        MessageBox::ask(&window, QStringLiteral("Title"), QStringLiteral("Said."),
            QStringLiteral("A"), QStringLiteral("B"), [&](bool yes) { accepted = yes; });
        QVERIFY(accepted);
        QCOMPARE(MessageBox::lastText(), QStringLiteral("Said."));
        QVERIFY(!window.findChild<QMessageBox*>());
    }
};

ESPALIER_TEST(TstMessageBox)
#include "tst_messagebox.moc"
