// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <dialogs/diagnosticsdialog.h>
#include <parts/messagebox.h>

#include <QFileDialog>
#include <QTemporaryDir>
#include <QWidget>

using namespace Espalier;
using namespace Espalier::Ui;

// What a person is told before and after diagnostics are saved.
class TstDiagnosticsDialog final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsInItAndTakesNoForAnAnswer()
    {
        MessageBox::setNextAnswer(false);
        ask();
        QVERIFY(MessageBox::lastText().contains(QLatin1String("Not in it: keys")));
        QVERIFY(!m_window->findChild<QFileDialog*>());
        QCOMPARE(m_chosen, QStringList());
    }
    void asksWhereAndProposesAName()
    {
        MessageBox::setNextAnswer(true);
        ask();
        auto* dialog = m_window->findChild<QFileDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
        QVERIFY(!dialog->accessibleName().isEmpty());
        QVERIFY2(dialog->selectedFiles().front().endsWith(
                     QLatin1String("espalier-diagnostics-20261125T024110Z.tar")),
            qPrintable(dialog->selectedFiles().front()));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("here.tar"));
        Q_EMIT dialog->fileSelected(path);
        QCOMPARE(m_chosen, QStringList{path});
    }
    void tellsWhatBecameOfIt()
    {
        MessageBox::setNextAnswer(true);
        tellDiagnostics(m_window.get(), QStringLiteral("/x/d.tar"), {});
        QVERIFY(MessageBox::lastText().contains(QLatin1String("Saved as /x/d.tar")));
        QVERIFY(MessageBox::lastText().contains(QLatin1String("In the file: the logs")));
        MessageBox::setNextAnswer(true);
        tellDiagnostics(m_window.get(), QStringLiteral("/x/d.tar"),
            QStringLiteral("/x/d.tar: No space left on device"));
        QVERIFY(MessageBox::lastText().contains(QLatin1String("Not saved: /x/d.tar: No space")));
    }

protected:
    void prepare() override
    {
        m_window = std::make_unique<QWidget>();
        m_chosen.clear();
    }

private:
    void ask()
    {
        askForDiagnostics(
            m_window.get(), m_clock.wall(), [this](const QString& path) { m_chosen.append(path); });
    }

    Tests::ManualClock m_clock;
    std::unique_ptr<QWidget> m_window;
    QStringList m_chosen;
};

ESPALIER_TEST(TstDiagnosticsDialog)
#include "tst_diagnosticsdialog.moc"
