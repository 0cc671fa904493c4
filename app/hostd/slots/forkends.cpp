// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forkends.h"

#include <algorithm>
#include <utility>

namespace Espalier::Hostd {

ForkEnds::ForkEnds(LifeContext& context, StoredLife& entry)
    : m_context(context)
    , m_entry(entry)
{
}

void ForkEnds::settle(Then then)
{
    m_result = {};
    m_then = std::move(then);
    if (open())
        m_context.backend.stop(m_entry.trace, m_context.deadlines.powerOff);
    else
        finish({});
}

void ForkEnds::stopped(const StopRun& run)
{
    if (!m_then)
        return;
    m_result.steps = run.steps;
    m_result.gone = run.gone;
    step("vm-stopped");
    if (run.gone)
        next();
    else
        finish(QStringLiteral("its process lives: no cache fork was committed or abandoned"));
}

void ForkEnds::next()
{
    LifeCache* cache = open();
    if (!cache) {
        finish({});
        return;
    }
    const ForkState state = m_context.caches.stateOf(cache->fork);
    const bool succeeded = m_entry.exit == JobExit{JobExitKind::Exit, 0};
    const QString fork = cache->fork;
    if (endOf({fork, m_entry.vm, cache->base, state, 0}, succeeded) == ForkState::Abandoned) {
        detach(
            *cache, QStringLiteral("abandoned"), 0, [host = m_entry.host, fork](HostStore& store) {
                CacheStore(store.database(), host).setForkState(fork, ForkState::Abandoned);
            });
    } else if (state == ForkState::Committing) {
        flatten(*cache);
    } else {
        m_context.journal.commit(
            [host = m_entry.host, fork](HostStore& store) {
                CacheStore(store.database(), host).setForkState(fork, ForkState::Committing);
            },
            [this] {
                step("cache-committing");
                next();
            });
    }
}

void ForkEnds::flatten(const LifeCache& cache)
{
    const auto order = m_context.caches.flattenOrder(m_entry, cache);
    if (order)
        m_context.backend.flatten(*order);
    else
        finish(order.error());
    step("cache-flatten-asked");
}

void ForkEnds::flattened(const QString& fork, const FlattenRun& run)
{
    LifeCache* cache = open();
    if (!m_then || !cache || cache->fork != fork)
        return;
    m_result.steps.push_back(run.step);
    step("cache-flattened");
    if (!run.problem.isEmpty()) {
        finish(QStringLiteral("cache volume %1 could not be committed: %2")
                   .arg(cache->volume.text(), run.problem));
        return;
    }
    const quint64 version = m_context.caches.nextVersion(cache->volume);
    detach(*cache, QStringLiteral("committed"), version,
        [host = m_entry.host, fork, version, bytes = run.bytes, now = m_context.clock.wall()](
            HostStore& store) {
            CacheStore caches(store.database(), host);
            caches.commit(fork, version, bytes, now);
        });
}

void ForkEnds::detach(LifeCache& cache, const QString& outcome, quint64 version, Journal::Write end)
{
    const Moment moment{m_context.clock.mono(), m_context.clock.wall()};
    LifeCache after = cache;
    after.outcome = outcome;
    after.after = version;
    after.detached = moment.mono;
    const auto record = m_context.signer.sign(cacheRecord(m_entry, after, moment), moment.wall);
    if (!record) {
        finish(QStringLiteral("its CacheDetach cannot be written: %1").arg(record.error()));
        return;
    }
    cache = after;
    step("detach-signed");
    m_context.journal.commit(
        [record = *record, entry = m_entry, end = std::move(end)](HostStore& store) {
            store.append(record);
            end(store);
            // The version that this fork was of may have waited for its end.
            for (const LifeCache& one : entry.caches)
                CacheStore(store.database(), entry.host).removeGarbage(one.volume);
            store.saveLife(entry);
        },
        [this, record = *record] {
            m_context.events.recordCommitted(record);
            step("detach-committed");
            m_context.caches.settled();
            next();
        });
}

LifeCache* ForkEnds::open()
{
    const auto found = std::find_if(m_entry.caches.begin(), m_entry.caches.end(),
        [](const LifeCache& cache) { return cache.outcome.isEmpty(); });
    return found == m_entry.caches.end() ? nullptr : &*found;
}

void ForkEnds::finish(const QString& problem)
{
    m_result.problem = problem;
    if (const Then then = std::exchange(m_then, {}))
        then(m_result);
}

void ForkEnds::step(const char* name) const
{
    if (m_context.step)
        m_context.step(name);
}

} // namespace Espalier::Hostd
