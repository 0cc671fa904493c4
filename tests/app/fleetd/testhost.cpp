// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testhost.h"

#include <evidence/command.h>
#include <evidence/merkle.h>
#include <wire/convert.h>

#include <algorithm>

namespace Espalier::Tests {

namespace {

const QString bootId = QStringLiteral("7d4f7a3e-93a5-4b57-8a52-0f3a4c1d2e3f");

template <typename Value> Value taken(Evidence::Result<Value> result)
{
    if (!result)
        throw std::runtime_error(result.error().toStdString());
    return *result;
}

Evidence::TimeGroup timeNow()
{
    const SystemClock clock;
    Evidence::TimeGroup time;
    time.monoStart = clock.mono();
    time.monoEnd = clock.mono();
    time.wallStart = clock.wall();
    time.wallEnd = clock.wall();
    return time;
}

} // namespace

HostPen::HostPen(const EnrolledHost& host, bool simulated)
    : m_id(host.id)
    , m_simulated(simulated)
    , m_key(taken(Evidence::SigningKey::fromSeed(host.seed)))
    , m_head(Evidence::noHash())
{
}

void HostPen::identify(Evidence::Identity& identity)
{
    identity.recordId = QString::fromLatin1(Evidence::randomBytes(16).toHex());
    identity.site = SiteId(QStringLiteral("fra1"));
    identity.host = m_id;
    identity.bootId = bootId;
    identity.hostSeq = ++m_seq;
    identity.prevHash = m_head;
}

QByteArray HostPen::chain(const Evidence::Result<QByteArray>& payload)
{
    const QByteArray envelope = Evidence::seal(Evidence::recordType, taken(payload), m_key);
    m_before = m_head;
    m_head = taken(Evidence::leafHashOf(envelope, m_key.publicKey()));
    return envelope;
}

QByteArray HostPen::mode(HostMode mode, const QString& commandDigest)
{
    Evidence::HostModeRecord record;
    identify(record.identity);
    record.time = timeNow();
    record.keyId = m_key.publicKey().keyId();
    record.mode = mode;
    record.commandDigest = commandDigest;
    return chain(Evidence::write(record));
}

QByteArray HostPen::seal(Evidence::LifeRecord record)
{
    identify(record.identity);
    record.backend.backend = m_simulated ? QStringLiteral("simulated") : QStringLiteral("qemu");
    record.backend.version = QStringLiteral("7.2");
    record.backend.accelerator = m_simulated ? QStringLiteral("simulated") : QStringLiteral("tcg");
    record.backend.guestOs = QStringLiteral("linux");
    record.backend.machineType = QStringLiteral("q35");
    record.backend.sandboxProfileHash = QString(64, u'b');
    record.imageDigest = QString(64, u'a');
    record.hostdDigest = QString(64, u'c');
    record.time = timeNow();
    if (spoil)
        std::exchange(spoil, {})(record);
    return chain(Evidence::write(record));
}

QByteArray HostPen::birth(const v1::PlaceOrder& order)
{
    Evidence::LifeRecord record;
    record.kind = Evidence::LifeRecordKind::Birth;
    record.identity.vm = VmId(QString::fromStdString(order.vm()));
    record.identity.slot = static_cast<int>(order.slot());
    record.identity.tenantPseudonym = QString::fromStdString(order.tenant_pseudonym());
    record.identity.jobRefDigest = QString::fromStdString(order.job_ref_digest());
    record.backend.shape = QString::fromStdString(order.shape());
    record.policyVersion = order.policy_version();
    record.disks = {
        {QStringLiteral("root"), QStringLiteral("CRYPTO_ERASE"), 1, 2, QString(32, u'd')}};
    const QByteArray envelope = seal(record);
    m_born[order.vm()] = {order, m_head};
    return envelope;
}

QByteArray HostPen::teardown(const std::string& vm, Outcome outcome, const JobExit& exit)
{
    const Born& born = m_born.at(vm);
    const bool failed = outcome == Outcome::PartialDataResidual
        || outcome == Outcome::ProcessUnkillable || outcome == Outcome::Unverifiable;
    Evidence::LifeRecord record;
    record.kind =
        failed ? Evidence::LifeRecordKind::TeardownFailed : Evidence::LifeRecordKind::Teardown;
    record.identity.vm = VmId(QString::fromStdString(vm));
    record.identity.slot = static_cast<int>(born.order.slot());
    record.identity.tenantPseudonym = QString::fromStdString(born.order.tenant_pseudonym());
    record.identity.jobRefDigest = QString::fromStdString(born.order.job_ref_digest());
    record.identity.birthLeafHash = born.leaf;
    record.backend.shape = QString::fromStdString(born.order.shape());
    record.policyVersion = born.order.policy_version();
    record.cause = Evidence::CauseGroup{
        exit, QStringLiteral("jobEnd"), {}, std::nullopt, SystemClock().mono()};
    record.steps = {{QStringLiteral("kill"), 1, MonoTime(1), MonoTime(2), QStringLiteral("ok"), 0}};
    record.disks = {
        {QStringLiteral("root"), QStringLiteral("CRYPTO_ERASE"), 1, 2, QString(32, u'd')}};
    record.outcome = outcome;
    return seal(record);
}

QByteArray HostPen::statement(const QStringList& vms)
{
    const SystemClock clock;
    Evidence::HostStatement statement;
    statement.host = m_id;
    statement.bootId = bootId;
    statement.statementSeq = ++m_statements;
    statement.headSeq = m_seq;
    statement.headHash = m_head;
    statement.mono = clock.mono();
    statement.wall = clock.wall();
    for (const QString& vm : vms)
        statement.vms.push_back({VmId(vm), 4711, 99, VmPhase::Running, JobState::Running});
    statement.sandboxProfileHash = QString(64, u'b');
    statement.acceleratorPolicy = QStringLiteral("tcg");
    return Evidence::seal(Evidence::statementType, taken(Evidence::write(statement)), m_key);
}

void HostPen::forgetNewest()
{
    --m_seq;
    m_head = m_before;
}

TestStream::TestStream(std::shared_ptr<grpc::Channel> channel)
    : m_channel(std::move(channel))
    , m_stub(v1::HostStream::NewStub(m_channel))
    , m_stream(m_stub->Attach(m_deadline))
{
}

TestStream::~TestStream()
{
    if (!m_ended) {
        cancel();
        (void)end();
    }
}

bool TestStream::send(const HostPen& host, v1::HostFrame frame)
{
    frame.set_host_id(host.id().text().toStdString());
    return m_stream->Write(frame);
}

void TestStream::hello(
    const HostPen& host, quint64 ackedSeq, const QStringList& liveVms, int slots_)
{
    v1::HostFrame frame;
    v1::HostHello& hello = *frame.mutable_hello();
    hello.set_hostd_version("0.1.0");
    hello.set_boot_id(bootId.toStdString());
    hello.set_backend(host.simulated() ? "simulated" : "qemu");
    hello.set_accelerator(host.simulated() ? "simulated" : "tcg");
    hello.set_simulated(host.simulated());
    for (int index = 1; index <= slots_; ++index) {
        v1::HostSlot& slot = *hello.add_slots();
        slot.set_index(static_cast<quint32>(index));
        slot.set_shape(host.simulated() ? "sim.medium" : "linux.test.1x256m");
        slot.set_quarantined(slot.index() == quarantinedSlot);
    }
    hello.add_images(std::string(64, 'a'));
    hello.set_head_seq(host.headSeq());
    hello.set_acked_seq(ackedSeq);
    for (const QString& vm : liveVms)
        hello.add_live_vms(vm.toStdString());
    send(host, frame);
}

void TestStream::record(const HostPen& host, const QByteArray& envelope)
{
    v1::HostFrame frame;
    frame.mutable_record()->set_host_seq(host.headSeq());
    frame.mutable_record()->set_envelope(envelope.toStdString());
    send(host, frame);
}

void TestStream::statement(const HostPen& host, const QByteArray& envelope)
{
    v1::HostFrame frame;
    frame.mutable_statement()->set_envelope(envelope.toStdString());
    send(host, frame);
}

void TestStream::result(const HostPen& host, const v1::CommandOrder& order,
    const std::string& target, const std::string& state, const std::string& code)
{
    const auto envelope =
        taken(Evidence::parseEnvelope(QByteArray::fromStdString(order.envelope())));
    v1::HostFrame frame;
    v1::CommandResult& result = *frame.mutable_command();
    result.set_command(taken(Evidence::readCommand(envelope.payload)).id.text().toStdString());
    result.set_target(target);
    result.set_state(state);
    result.set_code(code);
    send(host, frame);
}

void TestStream::progress(const HostPen& host, const std::string& vm, const std::string& phase,
    bool started, const JobExit* exit)
{
    v1::HostFrame frame;
    v1::VmProgress& progress = *frame.mutable_progress();
    progress.set_vm(vm);
    progress.set_phase(phase);
    progress.set_job_started(started);
    progress.set_at_ns(Wire::timeToWire(SystemClock().wall()));
    if (exit)
        Wire::toWire(*exit, *progress.mutable_exit());
    send(host, frame);
}

v1::FleetFrame TestStream::next(v1::FleetFrame::KindCase kind) { return nextOf({kind}); }

v1::FleetFrame TestStream::answer()
{
    return nextOf({v1::FleetFrame::kHello, v1::FleetFrame::kRefused});
}

v1::FleetFrame TestStream::nextOf(std::initializer_list<v1::FleetFrame::KindCase> kinds)
{
    v1::FleetFrame frame;
    while (m_stream->Read(&frame)) {
        if (std::find(kinds.begin(), kinds.end(), frame.kind_case()) != kinds.end())
            return frame;
    }
    throw std::runtime_error("the stream ended before the awaited frame: " + end().error_message());
}

void TestStream::commit(const HostPen& host, const QByteArray& envelope)
{
    record(host, envelope);
    while (next(v1::FleetFrame::kAck).ack().host_seq() < host.headSeq()) {}
}

grpc::Status TestStream::end()
{
    m_ended = true;
    v1::FleetFrame frame;
    while (m_stream->Read(&frame)) {}
    return m_stream->Finish();
}

void TestStream::cancel() { m_deadline.context.TryCancel(); }

v1::PlaceOrder runLife(TestStream& stream, HostPen& host, Outcome outcome)
{
    const v1::PlaceOrder order = stream.next(v1::FleetFrame::kPlace).place();
    const std::string& vm = order.vm();
    stream.commit(host, host.birth(order));
    stream.progress(host, vm, "booting");
    stream.progress(host, vm, "running", true);
    const JobExit exit{JobExitKind::Exit, 0};
    stream.progress(host, vm, "tearing-down", false, &exit);
    stream.commit(host, host.teardown(vm, outcome, exit));
    stream.statement(host, host.statement());
    return order;
}

} // namespace Espalier::Tests
