// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include "feed/desk.h"

#include <shell/joboutput.h>

#include <QAction>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Espalier;
using namespace Espalier::Ui;
using Tests::Desk;

namespace {

class FakeOutput final : public JobOutput {
public:
    [[nodiscard]] bool isAllowed() const override { return allowed; }
    void follow(const SiteId& site, const VmId& vm) override
    {
        looks.push_back(site.text() + QLatin1Char(' ') + vm.text());
        standing = true;
    }
    void stop() override { standing = false; }
    bool allowed = true, standing = false;
    QStringList looks;
};

// The window with a running job (A07-04/1) and a stuck VM whose job is over (A07-12/1).
struct Window : Desk {
    explicit Window(FakeOutput& output)
        : Desk(Scheme::Light, 1, true, true, &output)
    {
        window->show();
    }
    void choose(const SlotId& slot)
    {
        QTRY_VERIFY(slotModel.rowCount() == 440);
        QVERIFY(table("slotsTable").setCurrentId(slot.text()));
        window->refreshNow();
    }
    // A slot whose job runs, and the next such.
    [[nodiscard]] std::pair<SlotId, SlotId> running() const
    {
        std::vector<SlotId> found;
        for (const RowId id : live.store().slotIds()) {
            const SlotRow row = live.store().slot(id);
            if (row.state == DisplayState::Running && !row.tenant.isEmpty()
                && row.site == feed.sites().front())
                found.push_back(row.id);
        }
        return {found.at(0), found.at(1)};
    }
    [[nodiscard]] QAction* action() const
    {
        return window->findChild<QAction*>(QStringLiteral("outputAction"));
    }
    [[nodiscard]] QWidget* pane() const
    {
        return window->findChild<QWidget*>(QStringLiteral("outputPane"));
    }
    [[nodiscard]] QString text() const
    {
        return window->findChild<QPlainTextEdit*>(QStringLiteral("outputText"))->toPlainText();
    }
    [[nodiscard]] QString label(const char* name) const
    {
        return window->findChild<QLabel*>(QLatin1String(name))->text();
    }
};

} // namespace

class TstOutputPane final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void looksOnlyWhenAsked()
    {
        FakeOutput output;
        Window w(output);
        const auto [one, other] = w.running();
        w.choose(one);
        QVERIFY(w.action()->isVisible() && w.action()->isEnabled());
        QVERIFY(!w.pane()->isVisible());
        QVERIFY(output.looks.isEmpty());
        w.action()->trigger();
        QVERIFY(w.pane()->isVisible() && w.action()->isChecked());
        QCOMPARE(output.looks.size(), 1);
        QVERIFY(
            w.label("outputTitle").contains(w.live.store().slot(*w.live.store().rowOf(one)).code));
        QVERIFY(w.label("outputState").contains(QStringLiteral("audit")));
        Q_EMIT output.arrived(0, "cc -c a.c\n\x1B[31mred\n");
        QCOMPARE(w.text(), QStringLiteral("cc -c a.c\n\u241B[31mred\n"));
        Q_EMIT output.ended(QString());
        QVERIFY(w.label("outputState").contains(QStringLiteral("complete")));
        QVERIFY(w.pane()->isVisible()); // what was read stays
        w.window->findChild<QPushButton*>(QStringLiteral("outputClose"))->click();
        QVERIFY(!w.pane()->isVisible() && !w.action()->isChecked() && !output.standing);
        QCOMPARE(w.text(), QString());
    }
    void whatWasReadStaysWhenTheRowGoes()
    {
        FakeOutput output;
        Window w(output);
        w.choose(w.running().first);
        w.action()->trigger();
        Q_EMIT output.arrived(0, "the last words\n");
        w.table("slotsTable").clearSelection();
        w.window->refreshNow();
        QVERIFY(w.pane()->isVisible() && w.action()->isEnabled());
        QCOMPARE(w.text(), QStringLiteral("the last words\n"));
        w.action()->trigger();
        QVERIFY(!w.pane()->isVisible() && !output.standing);
    }
    void anotherChoiceEndsTheLook()
    {
        FakeOutput output;
        Window w(output);
        const auto [one, other] = w.running();
        w.choose(one);
        w.action()->trigger();
        Q_EMIT output.arrived(0, "of the first\n");
        w.choose(other);
        QVERIFY(!w.pane()->isVisible() && !output.standing);
        w.action()->trigger();
        QCOMPARE(output.looks.size(), 2);
        QCOMPARE(w.text(), QString());
    }
    void aJobThatIsOverHasNone()
    {
        FakeOutput output;
        Window w(output);
        w.choose(w.feed.slotAt(QStringLiteral("A07-12/1")));
        QVERIFY(!w.action()->isEnabled());
        w.action()->trigger();
        QVERIFY(output.looks.isEmpty());
    }
    void whoIsNotOnCallIsNotOfferedIt()
    {
        FakeOutput output;
        output.allowed = false;
        Window w(output);
        w.choose(w.running().first);
        QVERIFY(!w.action()->isVisible());
        QVERIFY(!w.action()->isEnabled());
    }
};

ESPALIER_TEST(TstOutputPane)
#include "tst_outputpane.moc"
