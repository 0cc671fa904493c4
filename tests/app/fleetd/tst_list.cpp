// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"
#include "testhost.h"

using namespace Espalier;
using namespace Espalier::Tests;

class TstList final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<TestFleet> m_fleet;

    struct Answer {
        std::vector<v1::Object> objects;
        quint64 revision = 0;
        int chunks = 0;
        size_t largest = 0;
        grpc::Status status;
    };
    static Answer list(const TestFleet& fleet, const v1::ListRequest& request)
    {
        Deadline deadline;
        const auto stub = v1::FleetWatch::NewStub(fleet.viewer());
        const auto reader = stub->List(deadline, request);
        Answer answer;
        v1::ListResponse response;
        while (reader->Read(&response)) {
            answer.chunks += 1;
            answer.revision = response.revision();
            answer.largest = std::max(answer.largest, static_cast<size_t>(response.objects_size()));
            answer.objects.insert(
                answer.objects.end(), response.objects().begin(), response.objects().end());
        }
        answer.status = reader->Finish();
        return answer;
    }
    static v1::ListRequest of(v1::ObjectType type)
    {
        v1::ListRequest request;
        request.set_type(type);
        return request;
    }

private Q_SLOTS:
    void initTestCase() { m_fleet = std::make_unique<TestFleet>(); }
    void cleanupTestCase() { m_fleet.reset(); }

    void tellsEveryTypeFromTheInventoryOn()
    {
        const Answer sites = list(*m_fleet, of(v1::OBJECT_TYPE_SITE));
        QVERIFY(sites.status.ok());
        QCOMPARE(sites.objects.size(), 1u);
        QCOMPARE(sites.objects[0].site().uid(), std::string("fra1"));
        QCOMPARE(sites.objects[0].site().trust_domain(), std::string("dev.espalier.internal"));
        QCOMPARE(list(*m_fleet, of(v1::OBJECT_TYPE_RACK)).objects.size(), 1u);
        const Answer hosts = list(*m_fleet, of(v1::OBJECT_TYPE_HOST));
        QCOMPARE(hosts.objects.size(), 3u);
        QVERIFY(hosts.revision > 0);
        for (const v1::Object& object : hosts.objects) {
            QCOMPARE(object.host().code(),
                object.host().rack_name() + "-0" + std::to_string(object.host().unit()));
            QCOMPARE(object.host().key_id().size(), 64u);
            QVERIFY(!object.host().attached());
        }
        QCOMPARE(list(*m_fleet, of(v1::OBJECT_TYPE_SHAPE)).objects.size(), 2u);
    }

    void anEmptyListStillTellsItsRevision()
    {
        const Answer vms = list(*m_fleet, of(v1::OBJECT_TYPE_VM));
        QVERIFY(vms.status.ok());
        QCOMPARE(vms.objects.size(), 0u);
        QCOMPARE(vms.chunks, 1);
        QVERIFY(vms.revision > 0);
    }

    void selectsByHostAndUid()
    {
        v1::ListRequest request = of(v1::OBJECT_TYPE_HOST);
        request.mutable_selector()->add_hosts(m_fleet->realHost().id.text().toStdString());
        const Answer answer = list(*m_fleet, request);
        QCOMPARE(answer.objects.size(), 1u);
        QVERIFY(!answer.objects[0].host().simulated());
        request.mutable_selector()->add_uids("nobody");
        QCOMPARE(list(*m_fleet, request).objects.size(), 0u);
    }

    void listsRecordsVerbatim()
    {
        HostPen pen(m_fleet->simulatedHosts().at(0), true);
        TestStream stream(m_fleet->channel(QStringLiteral("sites/fra1/simulator")));
        stream.hello(pen);
        (void)submitted(*m_fleet, goodJob());
        const v1::PlaceOrder order = stream.next(v1::FleetFrame::kPlace).place();
        const QByteArray birth = pen.birth(order);
        stream.commit(pen, birth);
        const Answer records = list(*m_fleet, of(v1::OBJECT_TYPE_RECORD));
        QCOMPARE(records.objects.size(), 1u);
        QCOMPARE(records.objects[0].record().envelope(), birth.toStdString());
        QCOMPARE(records.objects[0].record().type(), std::string("Birth"));
        QCOMPARE(records.objects[0].record().vm(), order.vm());
        m_fleet->restart();
        QCOMPARE(list(*m_fleet, of(v1::OBJECT_TYPE_RECORD)).objects.at(0).record().envelope(),
            birth.toStdString());
    }

    void sendsLongListsInChunks()
    {
        const TestFleet large(1'200);
        const Answer hosts = list(large, of(v1::OBJECT_TYPE_HOST));
        QVERIFY(hosts.status.ok());
        QCOMPARE(hosts.objects.size(), 1'201u);
        QCOMPARE(hosts.chunks, 3);
        QVERIFY(hosts.largest <= 500);
        std::set<std::string> uids;
        for (const v1::Object& object : hosts.objects)
            uids.insert(object.host().uid());
        QCOMPARE(uids.size(), hosts.objects.size());
    }

    void refusesWithTheField()
    {
        const Answer none = list(*m_fleet, of(v1::OBJECT_TYPE_UNSPECIFIED));
        QCOMPARE(none.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        QVERIFY(none.status.error_message().rfind("type:", 0) == 0);
        v1::ListRequest request = of(v1::OBJECT_TYPE_HOST);
        request.mutable_selector()->add_hosts(std::string(129, 'x'));
        const Answer longName = list(*m_fleet, request);
        QCOMPARE(longName.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
        QVERIFY2(longName.status.error_message().find("1 to 128") != std::string::npos,
            longName.status.error_message().c_str());
    }
};

ESPALIER_TEST(TstList)
#include "tst_list.moc"
