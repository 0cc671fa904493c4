// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <parts/barlegend.h>

using namespace Espalier;
using namespace Espalier::Ui;

class TstBarLegend final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void growsByLinesAndCutsNothing()
    {
        BarLegend legend;
        legend.resize(400, 20);
        const BarLegendEntry used{Token::Run, false, QStringLiteral("used")};
        const BarLegendEntry unknown{std::nullopt, true, QStringLiteral("unknown")};
        legend.setEntries({used, unknown});
        const int line = legend.minimumSizeHint().height();
        QCOMPARE(legend.heightForWidth(400), line);
        QCOMPARE(legend.heightForWidth(legend.sizeHint().width()), 2 * line);
    }
    void isReadAloud()
    {
        BarLegend legend;
        legend.setEntries({{Token::Run, false, QStringLiteral("used")},
            {std::nullopt, false, QStringLiteral("free")}});
        QCOMPARE(legend.accessibleName(), QStringLiteral("used, free"));
    }
};

ESPALIER_TEST(TstBarLegend)
#include "tst_barlegend.moc"
