// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Usage: espalier_pictures FOLDER [SCALE]. Draws the pages, empty states and glyphs from the
// recorded feed into FOLDER, light, dark and in high contrast, wide and narrow. Exits 1 if one is
// not written. ESPALIER_TRANSLATION=FILE.qm draws them in that language and tells what it lacks.
#include "feed/desk.h"
#include "feed/translated.h"
#include "orderpictures.h"

#include <dialogs/connectiondialog.h>
#include <dialogs/legenddialog.h>
#include <dialogs/profiledialog.h>
#include <floor/floorview.h>
#include <theme/glyphs.h>

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTimer>

#include <cstdio>

using namespace Espalier;
using Tests::Desk;
using namespace std::chrono_literals;

namespace {

bool failed = false;
QString suffix;

void settle()
{
    // Lets the models' flush timers and the layouts run out; a layout tells its parent in turns.
    for (int turn = 0; turn < 3; ++turn) {
        QEventLoop loop;
        QTimer::singleShot(25ms, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

void save(const QPixmap& picture, const QString& name)
{
    const QString path = name + suffix + QStringLiteral(".png");
    if (!picture.save(path)) {
        std::fprintf(stderr, "not written: %s\n", qPrintable(path));
        failed = true;
    }
}

const char* nameOf(Ui::Scheme scheme)
{
    switch (scheme) {
    case Ui::Scheme::Light:
        return "light";
    case Ui::Scheme::Dark:
        return "dark";
    case Ui::Scheme::HighContrast:
        return "contrast";
    }
    return "";
}

// What people have done, and what is wrong: overview and audit.
void drawOverview(Desk& desk, const QDir& folder, const QString& tail)
{
    desk.live.apply(desk.feed.deeds());
    for (const auto& [page, name] :
        {std::pair("railOverview", "overview"), std::pair("railAudit", "audit")}) {
        desk.live.tick();
        desk.window->findChild<QAbstractButton*>(QLatin1String(page))->click();
        if (QLatin1String(name) == QLatin1String("audit"))
            desk.table("auditTable").setCurrentId(QStringLiteral("fra1/2"));
        settle();
        save(desk.window->grab(), folder.filePath(QLatin1String(name) + tail));
    }
}

void press(const Desk& desk, const char* button)
{
    desk.window->findChild<QAbstractButton*>(QLatin1String(button))->click();
    settle();
}

// Floor at each level, drains, isolation, caches.
void drawOtherPages(Desk& desk, const QDir& folder, const QString& tail)
{
    const auto draw = [&](const char* name) {
        settle();
        save(desk.window->grab(), folder.filePath(QLatin1String(name) + tail));
    };
    press(desk, "railFloor");
    auto* floor = desk.window->findChild<Ui::FloorView*>();
    floor->clearChoice();
    press(desk, "floorSite");
    draw("floor-site");
    const SlotId stuck = desk.feed.slotAt(QStringLiteral("A07-12/1"));
    floor->press(*floor->plan().find(stuck));
    for (const char* level : {"floorRow", "floorRack", "floorHost"}) {
        press(desk, level);
        draw(level);
    }
    auto* field = desk.window->findChild<QLineEdit*>(QStringLiteral("filterField"));
    press(desk, "floorRow");
    field->setText(QStringLiteral("stuck"));
    draw("floor-filtered");
    field->setText(QString());
    press(desk, "railDrains");
    desk.table("drainsTable").setCurrentId(QStringLiteral("d0000000000000000000000000000007"));
    draw("drains");
    press(desk, "railIsolation");
    desk.table("invariantsTable").setCurrentId(QStringLiteral("I3"));
    draw("isolation");
    press(desk, "isolationVms");
    desk.table("liveVmsTable").setCurrentId(desk.feed.vmAt(QStringLiteral("A06-04/1")).text());
    draw("isolation-vms");
    press(desk, "isolationInvariants");
    press(desk, "railCaches");
    Ui::TableView& volumes = desk.table("volumesTable");
    volumes.setCurrentIndex(volumes.model()->index(0, 0));
    draw("caches");
}

void drawPages(const QDir& folder, Ui::Scheme scheme, const QSize& size, double fontScale)
{
    Desk desk(scheme, fontScale);
    desk.window->resize(size);
    desk.window->show();
    settle();
    const QString tail = QStringLiteral("-%1x%2-%3%4.png")
                             .arg(size.width())
                             .arg(size.height())
                             .arg(QLatin1String(nameOf(scheme)),
                                 fontScale > 1 ? QStringLiteral("-font150") : QString())
                             .chopped(4);
    Ui::TableView& slotTable = desk.table("slotsTable");
    slotTable.setCurrentId(desk.feed.slotAt(QStringLiteral("A07-12/1")).text());
    settle();
    save(desk.window->grab(), folder.filePath(QLatin1String("hosts") + tail));
    desk.window->findChild<QAbstractButton*>(QStringLiteral("railTeardowns"))->click();
    settle();
    Ui::TableView& lives = desk.table("livesTable");
    lives.setCurrentId(desk.feed.vmAt(QStringLiteral("A07-04/2")).text());
    settle();
    save(desk.window->grab(), folder.filePath(QLatin1String("teardowns") + tail));
    lives.clearChoice();
    lives.scrollToBottom();
    settle();
    save(desk.window->grab(), folder.filePath(QLatin1String("teardowns-end") + tail));
    for (const char* view : {"distributionImages", "distributionHostds", "distributionOpen"}) {
        desk.window->findChild<QAbstractButton*>(QLatin1String(view))->click();
        settle();
        save(desk.window->findChild<QWidget*>(QStringLiteral("figures"))->grab(),
            folder.filePath(QLatin1String(view) + tail));
    }
    drawOverview(desk, folder, tail);
    drawOtherPages(desk, folder, tail);
    desk.window->findChild<QAbstractButton*>(QStringLiteral("railHosts"))->click();
    const SiteId iad{QStringLiteral("iad1")};
    for (int i = 0; i < 50; ++i) {
        desk.clock.advance(5s);
        for (const FeedBatch& batch : desk.feed.second({iad}))
            desk.live.apply(batch);
        desk.live.apply(desk.feed.lost(iad));
        desk.live.tick();
    }
    settle();
    slotTable.setCurrentId(desk.feed.slotAt(QStringLiteral("S02-04/1")).text());
    settle();
    save(desk.window->grab(), folder.filePath(QLatin1String("stale") + tail));
}

void drawEmpty(const QDir& folder, Ui::Scheme scheme)
{
    Desk desk(scheme, 1);
    desk.window->resize(1600, 1000);
    desk.window->show();
    settle();
    desk.window->findChild<QLineEdit*>(QStringLiteral("filterField"))
        ->setText(QStringLiteral("orphan acme"));
    settle();
    save(desk.window->grab(),
        folder.filePath(QLatin1String("empty-nomatch-") + QLatin1String(nameOf(scheme))));
    Desk unloaded(scheme, 1, false);
    unloaded.window->resize(1600, 1000);
    unloaded.window->show();
    settle();
    save(unloaded.window->grab(),
        folder.filePath(QLatin1String("empty-notloaded-") + QLatin1String(nameOf(scheme))));
    for (const SiteId& site : unloaded.feed.sites()) {
        FeedBatch batch = unloaded.feed.lost(site);
        batch.status->refused = true;
        batch.status->problem = message("link.refused", site.text(),
            QStringLiteral("user/intern/device/laptop-of-the-summer-party"),
            QStringLiteral("its roster version 12 gives it no role that may list or watch; ask an "
                           "administrator for the role viewer"));
        unloaded.live.apply(batch);
    }
    settle();
    save(unloaded.window->grab(),
        folder.filePath(QLatin1String("empty-refused-") + QLatin1String(nameOf(scheme))));
}

void drawDialogs(const QDir& folder, Ui::Scheme scheme)
{
    Desk desk(scheme, 1);
    const QString tail = QString(QLatin1Char('-') + QLatin1String(nameOf(scheme)));
    Profile profile;
    profile.name = QStringLiteral("production");
    profile.environment = QStringLiteral("PROD");
    profile.sites = {{SiteId(QStringLiteral("fra1")), QStringLiteral("fleetd.fra1.example:7443")},
        {SiteId(QStringLiteral("ams2")), QStringLiteral("fleetd.ams2.example:7443")}};
    profile.rootsPath = QStringLiteral("/etc/espalier/roots.pem");
    profile.rosterKeysPath = QStringLiteral("/etc/espalier/roster.keys");
    profile.certificatePath = QStringLiteral("/home/oncall/.config/espalier/tls.pem");
    profile.keyPath = QStringLiteral("/home/oncall/.config/espalier/tls.key");
    if (const QString problem = desk.profiles.save(profile); !problem.isEmpty())
        std::fprintf(stderr, "%s\n", qPrintable(problem));
    Ui::ConnectionDialog connections(desk.profiles, profile.name);
    connections.show();
    settle();
    save(connections.grab(), folder.filePath(QLatin1String("dialog-connections") + tail));
    profile.name.clear();
    profile.sites.push_back({SiteId(QStringLiteral("iad1 no address")), QString()});
    Ui::ProfileDialog editor(desk.profiles, profile, true);
    editor.show();
    editor.findChild<QPushButton*>(QStringLiteral("saveProfile"))->click();
    settle();
    save(editor.grab(), folder.filePath(QLatin1String("dialog-profile") + tail));
    QDialog* legend = Ui::openLegend(desk.window.get());
    settle();
    save(legend->grab(), folder.filePath(QLatin1String("dialog-legend") + tail));
    legend->close();
}

void drawGlyphs(const QDir& folder, Ui::Scheme scheme)
{
    const Ui::Theme theme(scheme);
    QPixmap picture(520, 24 + Ui::glyphCount * 40);
    picture.fill(theme.colour(Ui::Token::Rack));
    QPainter painter(&picture);
    for (int i = 0; i < Ui::glyphCount; ++i) {
        const auto glyph = static_cast<Ui::Glyph>(i);
        double x = 16;
        const double y = 12 + i * 40;
        for (const int size : {12, 16, 24, 32}) {
            Ui::paintGlyph(painter, QPointF(x, y + (40 - size) / 2), size, glyph, theme);
            x += 52;
        }
        for (const int size : {16, 24}) {
            Ui::GlyphOptions letter;
            letter.letter = true;
            letter.last = Ui::Glyph::Stuck;
            Ui::paintGlyph(painter, QPointF(x, y + (40 - size) / 2), size, glyph, theme, letter);
            x += 52;
        }
        for (const int size : {16, 24}) {
            Ui::GlyphOptions simulated;
            simulated.simulated = true;
            Ui::paintGlyph(painter, QPointF(x, y + (40 - size) / 2), size, glyph, theme, simulated);
            x += 52;
        }
    }
    painter.end();
    save(picture, folder.filePath(QLatin1String("glyphs-") + QLatin1String(nameOf(scheme))));
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: espalier_pictures FOLDER [name-suffix]\n");
        return 2;
    }
    QApplication application(argc, argv);
    const std::unique_ptr<Tests::Translated> language = Tests::Translated::wanted();
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!folder.mkpath(QStringLiteral("."))) {
        std::fprintf(stderr, "cannot make %s\n", argv[1]);
        return 1;
    }
    if (argc > 2)
        suffix = QString::fromLocal8Bit(argv[2]);
    for (const Ui::Scheme scheme :
        {Ui::Scheme::Light, Ui::Scheme::Dark, Ui::Scheme::HighContrast}) {
        drawGlyphs(folder, scheme);
        drawPages(folder, scheme, QSize(1600, 1000), 1);
        drawPages(folder, scheme, QSize(1366, 768), 1);
        drawPages(folder, scheme, QSize(1920, 1080), 1);
        drawEmpty(folder, scheme);
        drawDialogs(folder, scheme);
        drawOrders(scheme, QLatin1Char('-') + QLatin1String(nameOf(scheme)), settle,
            [&folder](const QPixmap& picture, const QString& name) {
                save(picture, folder.filePath(name));
            });
    }
    drawPages(folder, Ui::Scheme::Light, QSize(1366, 768), 1.5);
    drawPages(folder, Ui::Scheme::Light, QSize(911, 512), 1); // 1366x768 at scale 1.5
    for (const QString& text : language ? language->missed() : QStringList())
        std::fprintf(stderr, "not in this language: %s\n", qPrintable(text));
    return failed ? 1 : 0;
}
