// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clauses.h"

#include <algorithm>
#include <array>

namespace Espalier::Evidence {

namespace {

constexpr quint64 shortestRescanGap = 1'000'000'000; // ns

// The facts in the order of evidence.md 5.
constexpr std::array factNames{"process_absent", "no_open_handles", "disk_unlinked",
    "disk_key_gone", "state_files_absent", "net_none", "net_detached", "cache_detached",
    "base_unchanged", "swap_safe", "rescan_clean"};

QString named(const char* fact) { return QString::fromLatin1(fact); }

// Reads one fact's raw values; the first rule that is broken stays.
class RawRules final {
public:
    explicit RawRules(const QMap<QString, QString>& raw)
        : m_raw(raw)
    {
    }

    std::optional<quint64> decimal(const char* key)
    {
        const std::optional<quint64> value = decimalFrom(m_raw.value(named(key)));
        if (!value)
            fail(message("fact.not-told", named(key)));
        return value;
    }
    void equals(const char* key, quint64 wanted)
    {
        const std::optional<quint64> value = decimal(key);
        if (value && *value != wanted)
            fail(message("fact.differs", named(key), *value, wanted));
    }
    void atLeast(const char* key, quint64 least)
    {
        const std::optional<quint64> value = decimal(key);
        if (value && *value < least)
            fail(message("fact.less", named(key), *value, least));
    }
    void is(const char* key, const QString& wanted)
    {
        const QString value = m_raw.value(named(key));
        if (value.isEmpty())
            fail(message("fact.not-told", named(key)));
        else if (value != wanted)
            fail(message("fact.differs", named(key), value, wanted));
    }
    // A scan that looked at nothing has seen nothing.
    void scan()
    {
        atLeast("scanned", 1);
        equals("hits", 0);
    }
    void fail(const Message& why)
    {
        if (m_problem.isEmpty())
            m_problem = why;
    }
    [[nodiscard]] const Message& problem() const { return m_problem; }

private:
    const QMap<QString, QString>& m_raw;
    Message m_problem;
};

bool neverStarted(const LifeRecord& teardown)
{
    return !teardown.cause || !teardown.cause->jobStart;
}

void checkCaches(RawRules& rules, const LifeRecord& teardown)
{
    rules.equals("open", 0);
    const bool success = teardown.cause && teardown.cause->exit == JobExit{JobExitKind::Exit, 0};
    const QString wanted = success ? QStringLiteral("committed") : QStringLiteral("abandoned");
    for (const CacheUse& use : teardown.cache) {
        if (use.outcome != wanted) {
            rules.fail(message("fact.cache-outcome", use.forkId, use.outcome, wanted));
        }
    }
}

// The raw-value rule of one fact; empty if it holds.
Message brokenRule(const Fact& fact, const LifeRecord& birth, const LifeRecord& teardown)
{
    RawRules rules(fact.raw);
    const auto is = [&](const char* name) { return fact.fact == QLatin1String(name); };
    if (is("process_absent")) {
        rules.atLeast("pid", neverStarted(teardown) ? 0 : 1);
        rules.atLeast("startTime", neverStarted(teardown) ? 0 : 1);
        rules.equals("populated", 0);
    } else if (is("no_open_handles") || is("state_files_absent") || is("net_detached")) {
        rules.scan();
    } else if (is("disk_unlinked")) {
        rules.scan();
        rules.equals("nlinkBefore", 1);
    } else if (is("disk_key_gone")) {
        rules.is("stored", QStringLiteral("false"));
    } else if (is("net_none")) {
        rules.equals("nicArgs", 0);
        rules.equals("devices", 0);
    } else if (is("cache_detached")) {
        checkCaches(rules, teardown);
    } else if (is("base_unchanged")) {
        rules.is("digest", birth.imageDigest);
        if (teardown.imageDigest != birth.imageDigest)
            rules.fail(message("fact.other-image"));
    } else if (is("swap_safe")) {
        rules.equals("swapBytes", 0);
        rules.equals("coreLimit", 0);
    } else if (is("rescan_clean")) {
        rules.scan();
        rules.atLeast("gapNs", shortestRescanGap);
    }
    return rules.problem();
}

// Every disk of the Birth needs its own observation; one without a nonce speaks for a single disk.
Message uncoveredDisk(const std::vector<const Fact*>& unlinked, const LifeRecord& birth)
{
    if (birth.disks.size() == 1 && unlinked.size() == 1
        && !unlinked.front()->raw.contains(QStringLiteral("nonce")))
        return {};
    for (const DiskEntry& disk : birth.disks) {
        const bool covered = std::any_of(unlinked.begin(), unlinked.end(), [&](const Fact* fact) {
            return fact->raw.value(QStringLiteral("nonce")) == disk.nonce;
        });
        if (!covered)
            return message("fact.disk-unseen", disk.nonce);
    }
    return {};
}

Message rawWords(const std::vector<const Fact*>& facts)
{
    QStringList words;
    for (const Fact* fact : facts) {
        for (auto it = fact->raw.begin(); it != fact->raw.end(); ++it)
            words << it.key() + QLatin1Char(' ') + it.value();
    }
    return words.isEmpty() ? Message() : Message::verbatim(words.join(QStringLiteral(", ")));
}

// When the last of these observations was made, by the host's wall clock. A moment outside the
// record's own time is no moment of this teardown.
std::optional<WallTime> seenAt(const std::vector<const Fact*>& facts, const TimeGroup& time)
{
    std::optional<WallTime> last;
    for (const Fact* fact : facts) {
        if (!fact->seen || *fact->seen < time.monoStart || *fact->seen > time.monoEnd)
            return std::nullopt;
        const WallTime at = time.wallEnd - (time.monoEnd - *fact->seen);
        last = last ? std::max(*last, at) : at;
    }
    return last;
}

FactVerdict judgeFact(
    const QString& name, bool required, const LifeRecord& birth, const LifeRecord& teardown)
{
    std::vector<const Fact*> seen;
    for (const Fact& fact : teardown.verified) {
        if (fact.fact == name)
            seen.push_back(&fact);
    }
    if (seen.empty()) {
        const bool claimed = std::any_of(teardown.claimed.begin(), teardown.claimed.end(),
            [&](const Fact& fact) { return fact.fact == name; });
        return {name, FactState::Missing,
            claimed ? message("fact.claimed") : message("fact.unobserved"), required};
    }
    Message problem;
    for (const Fact* fact : seen) {
        if (problem.isEmpty())
            problem = brokenRule(*fact, birth, teardown);
    }
    if (problem.isEmpty() && name == QLatin1String("disk_unlinked"))
        problem = uncoveredDisk(seen, birth);
    if (!problem.isEmpty())
        return {name, FactState::Contradicted, problem, required, seenAt(seen, teardown.time)};
    return {name, FactState::Observed, rawWords(seen), required, seenAt(seen, teardown.time)};
}

bool observed(const LifeRecord& record, const QString& name)
{
    return std::any_of(record.verified.begin(), record.verified.end(),
        [&](const Fact& fact) { return fact.fact == name; });
}

} // namespace

QStringList requiredFacts(const Policy& policy, const LifeRecord& teardown)
{
    const QString& backend = teardown.backend.backend;
    if (policy.requiredFacts.contains(backend))
        return policy.requiredFacts.value(backend);
    if (backend == QLatin1String("simulated"))
        return {};
    QStringList names;
    for (const char* fact : factNames) {
        const QString name = named(fact);
        // One of the two: the one that was observed, net_none if neither was.
        const bool detached = observed(teardown, named("net_detached"));
        const bool skip = (name == named("net_none") && detached)
            || (name == named("net_detached") && !detached)
            || (name == named("cache_detached") && teardown.cache.empty())
            || (name == named("swap_safe") && !policy.production);
        if (!skip)
            names << name;
    }
    return names;
}

std::vector<FactVerdict> judgeFacts(
    const Policy& policy, const LifeRecord& birth, const LifeRecord& teardown)
{
    QStringList required = requiredFacts(policy, teardown);
    if (!birth.cache.empty() && !required.contains(named("cache_detached"))
        && !policy.requiredFacts.contains(teardown.backend.backend))
        required << named("cache_detached");
    std::vector<FactVerdict> verdicts;
    for (const char* fact : factNames) {
        const QString name = named(fact);
        if (required.contains(name) || observed(teardown, name))
            verdicts.push_back(judgeFact(name, required.contains(name), birth, teardown));
    }
    // What policy wants and this version has no rule for is missing, never passed.
    for (const QString& name : required) {
        const bool known = std::any_of(factNames.begin(), factNames.end(),
            [&](const char* fact) { return name == QLatin1String(fact); });
        if (!known) {
            verdicts.push_back({name, FactState::Missing, message("fact.no-rule"), true});
        }
    }
    return verdicts;
}

} // namespace Espalier::Evidence
