// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <wire/convert.h>

#include <google/protobuf/util/message_differencer.h>

#include <random>

using namespace Espalier;
namespace v1 = espalier::v1;

namespace {

// Every field of a message gets a value of its own, so that two swapped fields show.
void fill(google::protobuf::Message& message, int& next)
{
    using Field = google::protobuf::FieldDescriptor;
    const auto* reflection = message.GetReflection();
    const auto* descriptor = message.GetDescriptor();
    for (int i = 0; i < descriptor->field_count(); ++i) {
        const Field* field = descriptor->field(i);
        const int value = ++next;
        switch (field->cpp_type()) {
        case Field::CPPTYPE_STRING:
            reflection->SetString(&message, field, "text " + std::to_string(value));
            break;
        case Field::CPPTYPE_UINT64:
            reflection->SetUInt64(&message, field, static_cast<uint64_t>(value) + 5'000'000'000U);
            break;
        case Field::CPPTYPE_INT64:
            reflection->SetInt64(&message, field, value + 1'700'000'000'000'000'000);
            break;
        case Field::CPPTYPE_UINT32:
            reflection->SetUInt32(&message, field, static_cast<uint32_t>(value));
            break;
        case Field::CPPTYPE_INT32:
            reflection->SetInt32(&message, field, value);
            break;
        case Field::CPPTYPE_BOOL:
            reflection->SetBool(&message, field, true);
            break;
        case Field::CPPTYPE_MESSAGE:
            fill(*reflection->MutableMessage(&message, field), next);
            break;
        default:
            QFAIL("a field of a type that this test does not know");
        }
    }
}

void spellEnums(v1::Object& object)
{
    if (object.has_host())
        object.mutable_host()->set_mode("draining");
    if (object.has_vm()) {
        object.mutable_vm()->set_intent("teardown");
        object.mutable_vm()->set_phase("tearing-down");
        object.mutable_vm()->mutable_exit()->set_kind("signal");
    }
    if (object.has_job()) {
        object.mutable_job()->set_state("ended");
        object.mutable_job()->mutable_exit()->set_kind("timeout");
    }
}

} // namespace

class TstConvert final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldComesBack_data()
    {
        QTest::addColumn<int>("number");
        const auto* oneof = v1::Object::descriptor()->oneof_decl(0);
        for (int i = 0; i < oneof->field_count(); ++i)
            QTest::newRow(oneof->field(i)->name().c_str()) << oneof->field(i)->number();
    }
    void everyFieldComesBack()
    {
        QFETCH(int, number);
        v1::Object object;
        const auto* field = v1::Object::descriptor()->FindFieldByNumber(number);
        int next = 0;
        fill(*object.GetReflection()->MutableMessage(&object, field), next);
        spellEnums(object);
        const auto domain = Wire::fromWire(object);
        QVERIFY(domain.has_value());
        const v1::Object back = Wire::toWire(*domain);
        std::string difference;
        google::protobuf::util::MessageDifferencer differ;
        differ.ReportDifferencesToString(&difference);
        QVERIFY2(differ.Compare(object, back), difference.c_str());
        QCOMPARE(static_cast<int>(Wire::typeOf(object)), number);
        QCOMPARE(QString::fromStdString(Wire::uidOf(object)), QStringLiteral("text 1"));
    }
    void anObjectOfAnUnknownKindIsNone()
    {
        QVERIFY(!Wire::fromWire(v1::Object()).has_value());
        QCOMPARE(Wire::uidOf(v1::Object()), std::string());
    }
    // A spelling that this version does not know must never read as the harmless value.
    void unknownSpellingsReadCarefully()
    {
        v1::Object host;
        host.mutable_host()->set_mode("sleeping");
        QCOMPARE(std::get<Host>(*Wire::fromWire(host)).mode, HostMode::Quarantined);
        v1::Object vm;
        vm.mutable_vm()->set_intent("dance");
        vm.mutable_vm()->mutable_exit()->set_kind("evaporated");
        QCOMPARE(std::get<Vm>(*Wire::fromWire(vm)).intent, Intent::Hold);
        QCOMPARE(std::get<Vm>(*Wire::fromWire(vm)).exit->kind, JobExitKind::Lost);
    }
    void zeroTimeIsNotKnown()
    {
        QVERIFY(!Wire::timeFromWire(0).has_value());
        QCOMPARE(Wire::timeToWire(std::nullopt), 0);
        v1::Object job;
        job.mutable_job()->set_uid("j");
        QVERIFY(!std::get<Job>(*Wire::fromWire(job)).startedAt.has_value());
        QVERIFY(!std::get<Job>(*Wire::fromWire(job)).exit.has_value());
    }
};

ESPALIER_TEST(TstConvert)
#include "tst_convert.moc"
