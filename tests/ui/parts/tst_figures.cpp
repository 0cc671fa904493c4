// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <parts/figures.h>

using namespace Espalier;
using namespace Espalier::Ui;

namespace {

std::vector<Figure> sum()
{
    std::vector<Figure> figures(6);
    const char* words[] = {"started", "live", "tearing down", "gone (host says, no log)",
        "unconfirmed", "unaccounted"};
    for (size_t i = 0; i < figures.size(); ++i) {
        figures[i].id = QStringLiteral("figure%1").arg(i);
        figures[i].value = 48'211;
        figures[i].word = QLatin1String(words[i]);
    }
    figures.back().apart = true;
    return figures;
}

} // namespace

class TstFigures final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void figuresNeverOverlap_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {1100, 860, 640, 420})
            QTest::newRow(QByteArray::number(width).constData()) << width;
    }
    void figuresNeverOverlap()
    {
        QFETCH(int, width);
        SumRow row;
        row.resize(width, 62);
        row.setFigures(sum());
        row.show();
        const auto labels = row.findChildren<FigureLabel*>();
        QCOMPARE(labels.size(), 6);
        for (int i = 0; i < labels.size(); ++i) {
            QVERIFY(row.rect().contains(labels.at(i)->geometry()));
            QVERIFY(labels.at(i)->width() >= labels.at(i)->wantedWidth());
            for (int j = i + 1; j < labels.size(); ++j)
                QVERIFY(!labels.at(i)->geometry().intersects(labels.at(j)->geometry()));
        }
    }

    void figuresAreReadWithTheirWord()
    {
        SumRow row;
        std::vector<Figure> figures = sum();
        figures[1].unknown = true;
        row.setFigures(figures);
        const auto labels = row.findChildren<FigureLabel*>();
        QCOMPARE(labels.at(0)->accessibleName(), QStringLiteral("48,211 started"));
        QCOMPARE(labels.at(1)->accessibleName(), QStringLiteral("unknown live")); // never 0
    }

    void gridNamesEachCell()
    {
        FigureGrid grid;
        FigureGrid::Row row;
        row.cells = {fixed(QStringLiteral("fra1")), fixed(QStringLiteral("20,114"))};
        grid.setRows({QStringLiteral("Site, tenant"), QStringLiteral("Started")}, {row});
        bool found = false;
        for (const QLabel* label : grid.findChildren<QLabel*>()) {
            if (label->text() == QLatin1String("20,114"))
                found = label->accessibleDescription() == QLatin1String("fra1, Started");
        }
        QVERIFY(found);
    }
};

ESPALIER_TEST(TstFigures)
#include "tst_figures.moc"
