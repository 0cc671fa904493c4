// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testdesk.h"

using namespace Espalier;
using namespace Espalier::Tests;

class TstMarkAlarm final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;
    std::unique_ptr<TestDesk> m_desk;
    const std::string m_alarm = "stuck:4711";

    void prepare() override
    {
        m_fleet = std::make_unique<TestFleet>(1);
        m_desk = std::make_unique<TestDesk>(*m_fleet);
    }
    [[nodiscard]] qint64 inHours(int hours) const
    {
        return (m_fleet->clock().wall() + std::chrono::hours(hours)).time_since_epoch().count();
    }
    [[nodiscard]] v1::MarkAlarmRequest request(const std::string& action) const
    {
        v1::MarkAlarmRequest request;
        request.set_alarm(m_alarm);
        request.set_action(action);
        if (action == "shelve") {
            request.set_reason("waits for a new disk");
            request.set_until_ns(inHours(2));
        }
        return request;
    }
    grpc::Status mark(const v1::MarkAlarmRequest& request, v1::AlarmMark* mark = nullptr)
    {
        Deadline deadline;
        v1::MarkAlarmResponse response;
        const grpc::Status status = m_desk->stub().MarkAlarm(deadline, request, &response);
        if (mark)
            *mark = response.mark();
        return status;
    }
    [[nodiscard]] std::optional<v1::AlarmMark> markNow()
    {
        std::optional<v1::AlarmMark> mark;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            if (const auto found = fleet.record().find(v1::OBJECT_TYPE_ALARM_MARK, m_alarm))
                mark = found->alarm_mark();
        });
        return mark;
    }
    [[nodiscard]] QStringList audit()
    {
        std::map<std::string, QString> entries;
        m_fleet->onRecord([&](Fleetd::Fleet& fleet) {
            for (const auto& [uid, object] : fleet.record().table(v1::OBJECT_TYPE_AUDIT_ENTRY)) {
                const v1::AuditEntry& entry = object->audit_entry();
                entries[uid] = QString::fromStdString(entry.actor() + ' ' + entry.action() + ' '
                    + entry.target() + ' ' + entry.reason());
            }
        });
        QStringList list;
        for (const auto& [uid, words] : entries)
            list.append(words.trimmed());
        return list;
    }

private Q_SLOTS:
    void anAcknowledgementIsSeenByAllAndSurvives()
    {
        QVERIFY(mark(request("acknowledge")).ok());
        m_fleet->restart();
        const auto now = markNow();
        QVERIFY(now);
        QCOMPARE(now->acked_by(), std::string("oncall"));
        QVERIFY(now->acked_at_ns() > 0);
        QVERIFY(now->shelved_by().empty());
        QCOMPARE(audit(), QStringList{QStringLiteral("oncall acknowledge stuck:4711")});
    }

    void shelvingHasAReasonAndAnEndAndCanBeTakenBack()
    {
        v1::AlarmMark first;
        QVERIFY(mark(request("acknowledge"), &first).ok());
        QVERIFY(mark(request("shelve")).ok());
        QCOMPARE(markNow()->reason(), std::string("waits for a new disk"));
        QCOMPARE(markNow()->shelved_by(), std::string("oncall"));
        QCOMPARE(markNow()->acked_by(), std::string("oncall")); // both stand
        QVERIFY(markNow()->generation() > first.generation());
        QVERIFY(mark(request("clear")).ok());
        QVERIFY(!markNow());
        QVERIFY(mark(request("clear")).ok()); // again: nothing, and nothing to audit
        QCOMPARE(audit().size(), 3);
        QCOMPARE(audit().last(), QStringLiteral("oncall unshelve stuck:4711"));
        QVERIFY(mark(request("acknowledge")).ok());
        QVERIFY(markNow()->generation() > first.generation()); // never back
    }

    void refusesWithFieldAndLimit_data()
    {
        QTest::addColumn<QString>("spoiled");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("alarm") << QStringLiteral("alarm") << QByteArray("alarm: an id of 1 to 200");
        QTest::newRow("bytes") << QStringLiteral("bytes") << QByteArray("alarm: an id of 1 to 200");
        QTest::newRow("action") << QStringLiteral("action") << QByteArray("action: acknowledge");
        QTest::newRow("reason") << QStringLiteral("reason") << QByteArray("reason: 8 to 500");
        QTest::newRow("long") << QStringLiteral("long") << QByteArray("reason: at most 500");
        QTest::newRow("past") << QStringLiteral("past") << QByteArray("until_ns: a time from now");
        QTest::newRow("late") << QStringLiteral("late") << QByteArray("until_ns: a time from now");
    }

    void refusesWithFieldAndLimit()
    {
        QFETCH(QString, spoiled);
        QFETCH(QByteArray, words);
        v1::MarkAlarmRequest wrong = request("shelve");
        if (spoiled == QLatin1String("alarm"))
            wrong.clear_alarm();
        else if (spoiled == QLatin1String("bytes"))
            wrong.set_alarm("stuck:\n\x01");
        else if (spoiled == QLatin1String("action"))
            wrong.set_action("forget");
        else if (spoiled == QLatin1String("reason"))
            wrong.set_reason("  short   ");
        else if (spoiled == QLatin1String("long"))
            wrong.set_reason(std::string(501, 'x'));
        else
            wrong.set_until_ns(inHours(spoiled == QLatin1String("past") ? -1 : 9));
        const grpc::Status status = mark(wrong);
        QCOMPARE(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        QVERIFY2(
            status.error_message().find(words.toStdString()) == 0, status.error_message().c_str());
        QVERIFY(!markNow());
        QVERIFY(audit().isEmpty());
    }

    void anOldMarkLeavesByItself()
    {
        QVERIFY(mark(request("acknowledge")).ok());
        m_fleet->clock().advance(std::chrono::hours(23));
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.sweep(); });
        QVERIFY(markNow());
        m_fleet->clock().advance(std::chrono::hours(2));
        m_fleet->onRecord([](Fleetd::Fleet& fleet) { fleet.sweep(); });
        QVERIFY(!markNow());
        QVERIFY(audit().isEmpty()); // a day is watched, the rows stay
        m_fleet->onRecord([](Fleetd::Fleet& fleet) {
            QVERIFY(fleet.record().stored(v1::OBJECT_TYPE_AUDIT_ENTRY, "fra1/1"));
        });
    }
};

ESPALIER_TEST(TstMarkAlarm)
#include "tst_markalarm.moc"
