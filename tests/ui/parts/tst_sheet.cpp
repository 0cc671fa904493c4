// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <parts/sheet.h>

#include <QScrollArea>
#include <QVBoxLayout>

using namespace Espalier;
using namespace Espalier::Ui;

class TstSheet final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void rowsAreReadInOrder()
    {
        Sheet sheet(Sheet::Look::Card, 64);
        SheetRow fact =
            lineRow(plain(QStringLiteral("VM process gone")), fixed(QStringLiteral("02:41:08Z")));
        fact.mark = Mark::Tick;
        SheetRow clause = pairRow(QStringLiteral("5"), plain(QStringLiteral("In the log")));
        clause.rightMark = Mark::Dash;
        SheetRow head = pairRow(QStringLiteral("VM"), fixed(QStringLiteral("9f3c41d2")));
        head.badge = Badge::Signed;
        head.badgeWord = QStringLiteral("Signed");
        sheet.setRows({fact, clause, head});
        const auto labels = sheet.findChildren<SheetRowLabel*>();
        QCOMPARE(labels.size(), 3);
        QCOMPARE(
            labels.at(0)->accessibleName(), QStringLiteral("VM process gone observed 02:41:08Z"));
        QCOMPARE(labels.at(1)->accessibleName(), QStringLiteral("5 In the log not evaluated"));
        QCOMPARE(labels.at(2)->accessibleName(), QStringLiteral("VM 9f3c41d2 Signed"));
    }

    void keepsLabelsOfRowsThatStay()
    {
        Sheet sheet(Sheet::Look::Section, 64);
        sheet.setRows({lineRow(plain(QStringLiteral("a"))), lineRow(plain(QStringLiteral("b")))});
        const auto before = sheet.findChildren<SheetRowLabel*>();
        sheet.setRows({lineRow(plain(QStringLiteral("c")))});
        const auto after = sheet.findChildren<SheetRowLabel*>();
        QCOMPARE(after, before);
        QCOMPARE(after.at(0)->text(), QStringLiteral("c"));
        QVERIFY(after.at(1)->isHidden());
        sheet.setRows({});
        QVERIFY(sheet.isHidden());
    }

    void proseGrowsWithItsText()
    {
        Sheet sheet(Sheet::Look::Section, 64);
        sheet.setRows({proseRow(QString(QStringLiteral("word ")).repeated(60))});
        const auto* label = sheet.findChild<SheetRowLabel*>();
        QVERIFY(label->heightForWidth(200) > label->heightForWidth(600));
        QVERIFY(label->heightForWidth(600) > 20);
    }

    void rowsAreOnlyAsHighAsTheyNeed()
    {
        QScrollArea scroll;
        scroll.setWidgetResizable(true);
        auto* sheet = new Sheet(Sheet::Look::Section, 64);
        std::vector<SheetRow> rows;
        for (int i = 0; i < 12; ++i)
            rows.push_back(lineRow(plain(QString(QStringLiteral("word ")).repeated(12))));
        sheet->setRows(rows);
        scroll.setWidget(sheet);
        scroll.resize(680, 300);
        scroll.show();
        const auto labels = sheet->findChildren<SheetRowLabel*>();
        const auto fit = [&] {
            return std::all_of(labels.begin(), labels.end(), [](const SheetRowLabel* label) {
                return label->height() == label->heightForWidth(label->width());
            });
        };
        QTRY_VERIFY(fit());
        const int wide = labels.front()->height();
        scroll.resize(240, 300);
        QTRY_VERIFY(labels.front()->height() > wide);
        QTRY_VERIFY(fit());
        scroll.resize(680, 300);
        QTRY_COMPARE(labels.front()->height(), wide);
    }

    void cardsGrowWithTheirRows()
    {
        // As the inspector has them: cards on a ground, the ground in what scrolls.
        QScrollArea scroll;
        scroll.setWidgetResizable(true);
        scroll.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
        auto* content = new QWidget;
        auto* column = new QVBoxLayout(content);
        auto* ground = new QWidget(content);
        auto* cards = new QVBoxLayout(ground);
        column->addWidget(ground);
        column->addStretch(1);
        scroll.setWidget(content);
        std::vector<Sheet*> sheets;
        for (int i = 0; i < 2; ++i) {
            sheets.push_back(new Sheet(Sheet::Look::Card, 64, ground));
            cards->addWidget(sheets.back());
        }
        scroll.resize(376, 700);
        scroll.show();
        const auto fit = [&] {
            for (const SheetRowLabel* label : scroll.findChildren<SheetRowLabel*>()) {
                if (!label->isHidden() && label->height() != label->heightForWidth(label->width()))
                    return false;
            }
            return true;
        };
        const SheetRow line = lineRow(plain(QStringLiteral("state")));
        const SheetRow prose = proseRow(QString(QStringLiteral("word ")).repeated(16));
        const SheetRow small = proseRow(QStringLiteral("why"));
        const std::vector<std::vector<SheetRow>> contents{{line, line, small, line, line, small},
            {line, line, ruleRow(), line, prose}, {line, prose}, {line, line, line, prose, line},
            {line, line, ruleRow(), line, prose}, {prose, prose, prose, prose, prose, prose}};
        for (size_t first = 0; first < contents.size(); ++first) {
            for (size_t second = 0; second < contents.size(); ++second) {
                sheets[0]->setRows(contents[first]);
                sheets[1]->setRows(contents[second]);
                QTRY_VERIFY(fit());
            }
        }
    }

    void aLineBreaksBeforeItIsCut()
    {
        Sheet sheet(Sheet::Look::Section, 64);
        SheetRow row = pairRow(
            QStringLiteral("4"), plain(QStringLiteral("Host's chain unbroken, birth to teardown")));
        row.right = secondary(QStringLiteral("holds"));
        row.rightMark = Mark::Tick;
        sheet.setRows({row});
        const auto* label = sheet.findChild<SheetRowLabel*>();
        QCOMPARE(label->heightForWidth(600), 20);
        QCOMPARE(label->heightForWidth(300), 38);
        QVERIFY(label->heightForWidth(160) > 38);
    }
};

ESPALIER_TEST(TstSheet)
#include "tst_sheet.moc"
