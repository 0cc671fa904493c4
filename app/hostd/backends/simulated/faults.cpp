// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults.h"

#include <daemon/files.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>
#include <atomic>

namespace Espalier::Hostd {

namespace {

Q_LOGGING_CATEGORY(logFaults, "espalier.faults")

constexpr qint64 fileAtMost = 16'777'216; // every fault on each of 10,000 hosts

} // namespace

class Faults::SkewedClock final : public Clock {
public:
    explicit SkewedClock(const Clock& truth)
        : m_truth(truth)
    {
    }
    void setOffset(int seconds) { m_seconds = seconds; }
    [[nodiscard]] WallTime wall() const override
    {
        return m_truth.wall() + std::chrono::seconds(m_seconds.load());
    }
    [[nodiscard]] MonoTime mono() const override { return m_truth.mono(); }

private:
    const Clock& m_truth;
    std::atomic<int> m_seconds = 0;
};

Faults::Faults(QString file, const Clock& clock)
    : m_file(std::move(file))
    , m_clock(clock)
{
}

Faults::~Faults() = default;

QString Faults::load()
{
    if (!QFile::exists(m_file))
        return {};
    const QString remedy = QStringLiteral("%1: %2; remove it, then no fault is on");
    const auto bytes = Daemon::readFile(m_file, fileAtMost);
    if (!bytes)
        return remedy.arg(m_file, bytes.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &error);
    if (!document.isArray())
        return remedy.arg(m_file, error.errorString());
    std::vector<Fault> read;
    const QJsonArray entries = document.array();
    for (const QJsonValueConstRef entry : entries) {
        const auto fault = faultFromJson(entry.toObject());
        if (!fault)
            return remedy.arg(m_file, QStringLiteral("entry %1 is no fault").arg(read.size() + 1));
        read.push_back(*fault);
    }
    m_all = std::move(read);
    for (const Fault& fault : m_all)
        tellClock(fault.host);
    return {};
}

QString Faults::keep(std::vector<Fault> wanted)
{
    QJsonArray entries;
    for (const Fault& fault : wanted)
        entries.append(toJson(fault));
    QString problem = Daemon::writeFile(
        m_file, QJsonDocument(entries).toJson(QJsonDocument::Compact), Daemon::FileMode::Secret);
    if (problem.isEmpty())
        m_all = std::move(wanted);
    return problem;
}

QString Faults::add(const Fault& fault)
{
    std::vector<Fault> wanted = m_all;
    std::erase_if(wanted, [&](const Fault& one) {
        return one.host == fault.host && one.kind == fault.kind && one.slot == fault.slot;
    });
    wanted.push_back(fault);
    if (QString problem = keep(std::move(wanted)); !problem.isEmpty())
        return problem;
    qCInfo(logFaults).noquote() << "host" << fault.host.text() << "now has the fault"
                                << faultWords(fault);
    tellClock(fault.host);
    Q_EMIT changed(fault.host, fault.kind);
    return {};
}

QString Faults::end(const HostId& host, FaultKind kind, int slot)
{
    std::vector<Fault> wanted = m_all;
    const auto ended = std::erase_if(wanted, [&](const Fault& one) {
        return one.host == host && one.kind == kind && (slot == 0 || one.slot == slot);
    });
    if (ended == 0)
        return QStringLiteral("the fault %1 is not on there").arg(faultName(kind));
    if (QString problem = keep(std::move(wanted)); !problem.isEmpty())
        return problem;
    qCInfo(logFaults).noquote() << "host" << host.text() << "has no longer the fault"
                                << faultName(kind);
    tellClock(host);
    Q_EMIT changed(host, kind);
    return {};
}

const Fault* Faults::find(const HostId& host, FaultKind kind, int slot) const
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [&](const Fault& one) {
        return one.host == host && one.kind == kind
            && (one.slot == 0 || slot == 0 || one.slot == slot);
    });
    return found == m_all.end() ? nullptr : &*found;
}

void Faults::bind(const Fault& fault, const VmId& vm)
{
    std::vector<Fault> wanted = m_all;
    for (Fault& one : wanted) {
        if (one == fault)
            one.vm = vm;
    }
    if (const QString problem = keep(std::move(wanted)); !problem.isEmpty())
        qCWarning(logFaults).noquote() << problem;
}

void Faults::tellClock(const HostId& host)
{
    const Fault* skew = find(host, FaultKind::Skew);
    if (const auto clock = m_clocks.value(host))
        clock->setOffset(skew ? skew->seconds : 0);
}

const Clock& Faults::clockOf(const HostId& host)
{
    auto& clock = m_clocks[host];
    if (!clock) {
        clock = std::make_shared<SkewedClock>(m_clock);
        tellClock(host);
    }
    return *clock;
}

std::vector<Fault> HostFaults::all(FaultKind kind) const
{
    std::vector<Fault> mine;
    if (m_faults)
        std::copy_if(m_faults->all().begin(), m_faults->all().end(), std::back_inserter(mine),
            [&](const Fault& one) { return one.host == m_host && one.kind == kind; });
    return mine;
}

void HostFaults::watch(QObject* context, std::function<void(FaultKind)> call) const
{
    if (!m_faults)
        return;
    QObject::connect(m_faults, &Faults::changed, context,
        [host = m_host, call = std::move(call)](const HostId& changed, FaultKind kind) {
            if (changed == host)
                call(kind);
        });
}

} // namespace Espalier::Hostd
