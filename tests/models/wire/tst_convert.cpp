// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <wire/convert.h>
#include <wire/convertorders.h>

#include <google/protobuf/util/message_differencer.h>

#include <map>

using namespace Espalier;
namespace v1 = espalier::v1;

namespace {

using Message = google::protobuf::Message;
using Field = google::protobuf::FieldDescriptor;

// Fields whose text must be one of an enum's spellings.
std::string spelling(const Field& field)
{
    static const std::map<std::string, std::string> spellings{{"espalier.v1.Host.mode", "draining"},
        {"espalier.v1.Vm.intent", "teardown"}, {"espalier.v1.Vm.phase", "tearing-down"},
        {"espalier.v1.JobExit.kind", "signal"}, {"espalier.v1.Job.state", "ended"},
        {"espalier.v1.Command.verb", "force-destroy"}, {"espalier.v1.Command.tier", "T1"},
        {"espalier.v1.Command.TargetStatus.kind", "vm"},
        {"espalier.v1.Command.TargetStatus.state", "HOST_ACCEPTED"},
        {"espalier.v1.Drain.state", "at-deadline"}, {"espalier.v1.Drain.at_deadline", "cancel"},
        {"espalier.v1.Drain.HostProgress.phase", "tearing-down"},
        {"espalier.v1.Drain.HostProgress.block", "stuck"},
        {"espalier.v1.DrainPreview.Check.kind", "below-floor"}};
    const auto found = spellings.find(field.full_name());
    return found == spellings.end() ? std::string() : found->second;
}

void fill(Message& message, int& next);

void fillOne(Message& message, const Field& field, int& next)
{
    const auto* reflection = message.GetReflection();
    const int value = ++next;
    const auto set = [&](auto single, auto added, const auto& content) {
        if (field.is_repeated())
            (reflection->*added)(&message, &field, content);
        else
            (reflection->*single)(&message, &field, content);
    };
    using Reflection = google::protobuf::Reflection;
    switch (field.cpp_type()) {
    case Field::CPPTYPE_STRING: {
        const std::string spelled = spelling(field);
        set(&Reflection::SetString, &Reflection::AddString,
            spelled.empty() ? "text " + std::to_string(value) : spelled);
        break;
    }
    case Field::CPPTYPE_UINT64:
        set(&Reflection::SetUInt64, &Reflection::AddUInt64,
            static_cast<uint64_t>(value) + 5'000'000'000U);
        break;
    case Field::CPPTYPE_INT64:
        set(&Reflection::SetInt64, &Reflection::AddInt64, value + 1'700'000'000'000'000'000);
        break;
    case Field::CPPTYPE_UINT32:
        set(&Reflection::SetUInt32, &Reflection::AddUInt32, static_cast<uint32_t>(value));
        break;
    case Field::CPPTYPE_INT32:
        set(&Reflection::SetInt32, &Reflection::AddInt32, value);
        break;
    case Field::CPPTYPE_BOOL:
        set(&Reflection::SetBool, &Reflection::AddBool, true);
        break;
    case Field::CPPTYPE_MESSAGE:
        fill(field.is_repeated() ? *reflection->AddMessage(&message, &field)
                                 : *reflection->MutableMessage(&message, &field),
            next);
        break;
    default:
        QFAIL("a field of a type that this test does not know");
    }
}

// Every field of a message gets a value of its own, lists two, so that swapped fields show.
void fill(Message& message, int& next)
{
    const auto* descriptor = message.GetDescriptor();
    for (int i = 0; i < descriptor->field_count(); ++i) {
        const Field& field = *descriptor->field(i);
        fillOne(message, field, next);
        if (field.is_repeated())
            fillOne(message, field, next);
    }
}

std::string differenceOf(const Message& a, const Message& b)
{
    std::string difference;
    google::protobuf::util::MessageDifferencer differ;
    differ.ReportDifferencesToString(&difference);
    if (differ.Compare(a, b))
        return {};
    return difference.empty() ? "they differ" : difference;
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
        const auto domain = Wire::fromWire(object);
        QVERIFY(domain.has_value());
        const v1::Object back = Wire::toWire(*domain);
        const std::string difference = differenceOf(object, back);
        QVERIFY2(difference.empty(), difference.c_str());
        QCOMPARE(static_cast<int>(Wire::typeOf(object)), number);
        QCOMPARE(QString::fromStdString(Wire::uidOf(object)), QStringLiteral("text 1"));
    }
    void everyFieldOfAPreviewComesBack()
    {
        v1::DrainPreview preview;
        int next = 0;
        fill(preview, next);
        v1::DrainPreview back;
        Wire::toWire(Wire::fromWire(preview), back);
        const std::string difference = differenceOf(preview, back);
        QVERIFY2(difference.empty(), difference.c_str());
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
        v1::Object command;
        command.mutable_command()->set_verb("bless");
        command.mutable_command()->add_targets()->set_state("DONE");
        const auto read = std::get<Command>(*Wire::fromWire(command));
        QCOMPARE(read.verb, CommandVerb::Unknown);
        QCOMPARE(read.tier, Tier::T3);
        QCOMPARE(read.targets.front().state, CommandState::Indeterminate);
        v1::Object drain;
        drain.mutable_drain()->set_at_deadline("explode");
        drain.mutable_drain()->add_hosts()->set_phase("done");
        QCOMPARE(std::get<Drain>(*Wire::fromWire(drain)).atDeadline, AtDeadline::Wait);
        QCOMPARE(std::get<Drain>(*Wire::fromWire(drain)).hosts.front().phase,
            DrainPhase::WaitingForJobs);
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
