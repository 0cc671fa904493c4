// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Usage: espalier_pictures FOLDER [SCALE]. Draws the pages, empty states and glyphs from the
// recorded feed into FOLDER, light, dark and in high contrast, wide and narrow. Exits 1 if one is
// not written.
#include "feed/desk.h"

#include <theme/glyphs.h>

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QLineEdit>
#include <QPainter>
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
    // Lets the models' flush timers and the layouts run out.
    QEventLoop loop;
    QTimer::singleShot(60ms, &loop, &QEventLoop::quit);
    loop.exec();
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
        drawEmpty(folder, scheme);
    }
    drawPages(folder, Ui::Scheme::Light, QSize(1366, 768), 1.5);
    return failed ? 1 : 0;
}
