// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <items/tablemodel.h>
#include <tables/cellpainter.h>

#include <QImage>
#include <QPainter>
#include <QStandardItemModel>

using namespace Espalier;
using namespace Espalier::Ui;
using namespace std::chrono_literals;

namespace {

constexpr int width = 212;
constexpr int height = 28;

QImage drawn(const QModelIndex& index, const Theme& theme, const CellPlace& how = {})
{
    QImage image(width, height, QImage::Format_RGB32);
    QPainter painter(&image);
    CellPlace place = how;
    place.box = QRectF(0, 0, width, height);
    CellPainter(theme).paint(painter, place, index);
    return image;
}

bool has(const QImage& image, const QColor& colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

} // namespace

class TstCellPainter final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void selectionIsATintAndABar()
    {
        QStandardItemModel model(1, 1);
        const Theme theme(Scheme::Light);
        CellPlace place;
        place.first = true;
        place.selected = true;
        const QImage selected = drawn(model.index(0, 0), theme, place);
        for (int x = 0; x < 3; ++x)
            QCOMPARE(selected.pixelColor(x, 14), theme.colour(Token::Focus));
        QCOMPARE(selected.pixelColor(40, 14), theme.rowTint(false));
        place.current = true;
        QCOMPARE(drawn(model.index(0, 0), theme, place).pixelColor(40, 14), theme.rowTint(true));
        place.first = false;
        QCOMPARE(drawn(model.index(0, 0), theme, place).pixelColor(1, 14), theme.rowTint(true));
    }

    void focusDrawsARingRoundTheRow()
    {
        QStandardItemModel model(1, 1);
        const Theme theme(Scheme::Dark);
        CellPlace place;
        place.current = true;
        const QColor ring = theme.colour(Token::Focus);
        QVERIFY(drawn(model.index(0, 0), theme, place).pixelColor(100, 0) != ring);
        place.focused = true;
        const QImage focused = drawn(model.index(0, 0), theme, place);
        for (const int y : {0, 1, height - 2, height - 1})
            QCOMPARE(focused.pixelColor(100, y), ring);
    }

    void overdueWearsCautionAndStaleDoesNot()
    {
        QStandardItemModel model(1, 1);
        const Theme theme(Scheme::Light);
        Items::Bar bar;
        bar.value = 12min;
        bar.p50 = 5min;
        bar.p95 = 10min;
        bar.overdue = true;
        model.setData(model.index(0, 0), QVariant::fromValue(bar), Items::BarRole);
        QVERIFY(has(drawn(model.index(0, 0), theme), theme.colour(Token::Caution)));
        bar.stale = true;
        model.setData(model.index(0, 0), QVariant::fromValue(bar), Items::BarRole);
        QVERIFY(!has(drawn(model.index(0, 0), theme), theme.colour(Token::Caution)));
        QVERIFY(!has(drawn(model.index(0, 0), theme), theme.colour(Token::Run)));
    }

    void p95StandsAtTheSamePlaceInEveryRow()
    {
        QStandardItemModel model(1, 1);
        const Theme theme(Scheme::Light);
        QList<int> places;
        for (const auto p95 : {3min, 10min, 95min}) {
            Items::Bar bar;
            bar.value = p95 / 2;
            bar.p95 = p95;
            model.setData(model.index(0, 0), QVariant::fromValue(bar), Items::BarRole);
            const QImage image = drawn(model.index(0, 0), theme);
            for (int x = width - 100; x < width; ++x) {
                if (image.pixelColor(x, 8) == theme.colour(Token::Text)) {
                    places << x;
                    break;
                }
            }
        }
        QCOMPARE(places.size(), 3);
        QCOMPARE(places.at(0), places.at(1));
        QCOMPARE(places.at(1), places.at(2));
    }

    void staleFirstCellIsHatched()
    {
        QStandardItemModel model(1, 1);
        const Theme theme(Scheme::Light);
        CellPlace place;
        place.first = true;
        const QImage fresh = drawn(model.index(0, 0), theme, place);
        QCOMPARE(fresh.pixelColor(4, 10), theme.colour(Token::Base));
        model.setData(model.index(0, 0), true, Items::StaleRole);
        const QImage stale = drawn(model.index(0, 0), theme, place);
        QVERIFY(stale.copy(0, 0, 8, 27) != fresh.copy(0, 0, 8, 27));
        QCOMPARE(stale.copy(9, 0, 6, 27), fresh.copy(9, 0, 6, 27));
    }
};

ESPALIER_TEST(TstCellPainter)
#include "tst_cellpainter.moc"
