// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that reads a signed payload or its envelope: whatever the bytes, an answer or an
// error.
#include <evidence/records.h>
#include <evidence/roster.h>
#include <evidence/statement.h>

#include <cstdint>
#include <cstdlib>

using namespace Espalier::Evidence;

namespace {

// What holds for every input; a violation ends the process, which libFuzzer reports.
template <typename Truth> void mustHold(const Truth& truth)
{
    if (!truth)
        std::abort();
}

// A text has one form only, and that of a record which is written again is the one that was read.
void lookAtRecord(const QByteArray& bytes)
{
    const auto record = readRecord(bytes);
    if (!record)
        return;
    mustHold(readStrict(bytes, recordPayloadLimit));
    if (const auto* life = std::get_if<LifeRecord>(&*record)) {
        const auto written = write(*life);
        const auto again = written ? readRecord(*written) : Result<HostRecord>(*record);
        mustHold(again && std::holds_alternative<LifeRecord>(*again));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    if (const auto tree = readStrict(bytes, recordPayloadLimit))
        mustHold(canonical(*tree) == bytes);
    lookAtRecord(bytes);
    (void)readStatement(bytes);
    (void)readRoster(bytes);
    (void)readHosts(bytes);
    (void)readPinnedKeys(bytes);
    if (const auto envelope = parseEnvelope(bytes))
        mustHold(parseEnvelope(writeEnvelope(*envelope)));
    return 0;
}
