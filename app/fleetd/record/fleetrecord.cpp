// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleetrecord.h"

#include <wire/convert.h>

#include <QUuid>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace Espalier::Fleetd {

namespace {

// What screens need first (protocol.md 2); records come last, by host.
constexpr std::array snapshotOrder{v1::OBJECT_TYPE_SITE, v1::OBJECT_TYPE_SHAPE,
    v1::OBJECT_TYPE_IMAGE, v1::OBJECT_TYPE_RACK, v1::OBJECT_TYPE_HOST, v1::OBJECT_TYPE_SLOT,
    v1::OBJECT_TYPE_VM, v1::OBJECT_TYPE_JOB, v1::OBJECT_TYPE_COMMAND, v1::OBJECT_TYPE_DRAIN,
    v1::OBJECT_TYPE_CACHE_VOLUME, v1::OBJECT_TYPE_ALARM_MARK, v1::OBJECT_TYPE_AUDIT_ENTRY};

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

QByteArray blob(const google::protobuf::MessageLite& message)
{
    return QByteArray::fromStdString(message.SerializeAsString());
}

template <typename Resource>
std::shared_ptr<const Resource> part(const ObjectPtr& object, const Resource& resource)
{
    return {object, &resource};
}

} // namespace

FleetRecord::FleetRecord(Daemon::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
    loadMeta();
    loadObjects();
    loadRecords();
}

QVariant FleetRecord::meta(const QString& key) const
{
    const auto rows =
        m_database.query(QStringLiteral("SELECT value FROM meta WHERE key = ?"), {key});
    return rows.empty() ? QVariant() : rows.front().front();
}

void FleetRecord::setMeta(const QString& key, const QVariant& value)
{
    m_database.execute(
        QStringLiteral("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"), {key, value});
}

void FleetRecord::loadMeta()
{
    m_epoch = meta(QStringLiteral("epoch")).toString().toStdString();
    m_revision = meta(QStringLiteral("revision")).toULongLong();
    if (!m_epoch.empty())
        return;
    renewEpoch();
}

void FleetRecord::renewEpoch()
{
    m_epoch = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    m_database.transaction([this] {
        setMeta(QStringLiteral("epoch"), text(m_epoch));
        setMeta(QStringLiteral("revision"), m_revision);
    });
    for (CommitListener* listener : m_listeners)
        listener->epochChanged();
}

void FleetRecord::forgetEpoch(Daemon::Database& copy)
{
    copy.execute(QStringLiteral("DELETE FROM meta WHERE key = 'epoch'"));
}

quint64 FleetRecord::rosterVersion() const { return meta(QStringLiteral("roster")).toULongLong(); }

void FleetRecord::setRosterVersion(quint64 version) { setMeta(QStringLiteral("roster"), version); }

void FleetRecord::loadObjects()
{
    m_database.forEach(QStringLiteral("SELECT uid, body FROM object WHERE retired = 0"), {},
        [this](const QSqlQuery& row) {
            const QByteArray body = row.value(1).toByteArray();
            auto object = std::make_shared<v1::Object>();
            if (!object->ParseFromArray(body.constData(), static_cast<int>(body.size())))
                throw Daemon::DatabaseError(Daemon::DatabaseError::Kind::Corrupt,
                    QStringLiteral("%1: object %2 is no message of espalier.v1")
                        .arg(m_database.file(), row.value(0).toString()));
            m_tables[Wire::typeOf(*object)].emplace(row.value(0).toString().toStdString(), object);
            m_index.add(hostOf(*object, {}), *object);
        });
}

// The window of each host: from its oldest open Birth, or the oldest record of the last 30 minutes,
// or the oldest Birth of their lives.
void FleetRecord::loadRecords()
{
    std::map<std::string, quint64> first;
    const auto include = [&first](const std::string& host, quint64 seq) {
        const auto [place, fresh] = first.emplace(host, seq);
        if (!fresh)
            place->second = std::min(place->second, seq);
    };
    for (const auto& [uid, object] : table(v1::OBJECT_TYPE_VM)) {
        const v1::Vm& life = object->vm();
        if (!life.birth().empty() && life.teardown().empty())
            include(life.host(), hostSeqOf(life.birth()));
    }
    const qint64 since = Wire::timeToWire(m_clock.wall() - RecordWindow::span);
    for (const QString& query :
        {QStringLiteral("SELECT host, min(seq) FROM record WHERE committed >= ? GROUP BY host"),
            QStringLiteral("SELECT host, min(seq) FROM record WHERE type = 'Birth' AND vm IN "
                           "(SELECT vm FROM record WHERE committed >= ?) GROUP BY host")}) {
        m_database.forEach(query, {since}, [&](const QSqlQuery& row) {
            include(row.value(0).toString().toStdString(), row.value(1).toULongLong());
        });
    }
    for (const auto& [host, seq] : first)
        loadChain(host, seq);
}

void FleetRecord::loadChain(const std::string& host, quint64 seq)
{
    const auto owner = this->host(host);
    m_database.forEach(QStringLiteral("SELECT seq, type, vm, committed, envelope FROM record "
                                      "WHERE host = ? AND seq >= ? ORDER BY seq"),
        {text(host), seq}, [&](const QSqlQuery& row) {
            v1::Record record;
            record.set_host(host);
            record.set_host_seq(row.value(0).toULongLong());
            record.set_uid(host + '/' + std::to_string(record.host_seq()));
            record.set_type(row.value(1).toString().toStdString());
            record.set_vm(row.value(2).toString().toStdString());
            record.set_committed_at_ns(row.value(3).toLongLong());
            record.set_envelope(row.value(4).toByteArray().toStdString());
            if (owner)
                record.set_site(owner->site());
            m_window.append(std::make_shared<v1::Object>(wrap(std::move(record))));
        });
}

std::optional<v1::Object> FleetRecord::stored(v1::ObjectType type, const std::string& uid)
{
    if (const ObjectPtr object = find(type, uid))
        return *object;
    const auto rows =
        m_database.query(QStringLiteral("SELECT body FROM object WHERE type = ? AND uid = ?"),
            {static_cast<int>(type), text(uid)});
    v1::Object object;
    if (rows.empty() || !object.ParseFromString(rows.front().front().toByteArray().toStdString()))
        return std::nullopt;
    return object;
}

ObjectPtr FleetRecord::find(v1::ObjectType type, const std::string& uid) const
{
    const Table& objects = table(type);
    const auto found = objects.find(uid);
    return found == objects.end() ? nullptr : found->second;
}

const FleetRecord::Table& FleetRecord::table(v1::ObjectType type) const
{
    static const Table none;
    const auto found = m_tables.find(type);
    return found == m_tables.end() ? none : found->second;
}

std::shared_ptr<const v1::Host> FleetRecord::host(const std::string& uid) const
{
    const ObjectPtr object = find(v1::OBJECT_TYPE_HOST, uid);
    return object ? part(object, object->host()) : nullptr;
}

std::shared_ptr<const v1::Slot> FleetRecord::slot(const std::string& uid) const
{
    const ObjectPtr object = find(v1::OBJECT_TYPE_SLOT, uid);
    return object ? part(object, object->slot()) : nullptr;
}

std::shared_ptr<const v1::Vm> FleetRecord::vm(const std::string& uid) const
{
    const ObjectPtr object = find(v1::OBJECT_TYPE_VM, uid);
    return object ? part(object, object->vm()) : nullptr;
}

std::shared_ptr<const v1::Job> FleetRecord::job(const std::string& uid) const
{
    const ObjectPtr object = find(v1::OBJECT_TYPE_JOB, uid);
    return object ? part(object, object->job()) : nullptr;
}

qint64 FleetRecord::nowNs() const { return Wire::timeToWire(m_clock.wall()); }

void FleetRecord::trimWindow()
{
    m_window.trim(nowNs(), [this](const std::string& uid) {
        const auto open = vm(uid);
        return open && open->teardown().empty();
    });
}

bool FleetRecord::windowHolds(const v1::Vm& life) const
{
    return !life.birth().empty() && m_window.holds(life.host(), hostSeqOf(life.birth()));
}

std::string FleetRecord::hostOfJob(const v1::Job& job, const Draft& draft) const
{
    if (job.vm().empty())
        return {};
    for (const Draft::Change& change : draft.m_changes) {
        if (change.type == v1::OBJECT_TYPE_VM && change.uid == job.vm() && change.object)
            return change.object->vm().host();
    }
    const auto life = vm(job.vm());
    return life ? life->host() : std::string();
}

std::string FleetRecord::hostOf(const v1::Object& object, const Draft& draft) const
{
    switch (object.kind_case()) {
    case v1::Object::kHost:
        return object.host().uid();
    case v1::Object::kSlot:
        return object.slot().host();
    case v1::Object::kVm:
        return object.vm().host();
    case v1::Object::kRecord:
        return object.record().host();
    case v1::Object::kJob:
        return hostOfJob(object.job(), draft);
    default:
        return {};
    }
}

void FleetRecord::commit(const std::function<void(Draft&)>& build)
{
    Draft draft;
    build(draft);
    const std::shared_ptr<Commit> commit = publishable(draft);
    if (commit->events.empty() && draft.m_statements.empty())
        return;
    if (commit->events.size() > commitEvents || commit->bytes > commitBytes)
        throw std::length_error("a commit of " + std::to_string(commit->events.size())
            + " events and " + std::to_string(commit->bytes)
            + " bytes is over the limit of 500 events and 1 MiB");
    const bool visible = !commit->events.empty();
    commit->revision = visible ? m_revision + 1 : m_revision;
    commit->monoNs = m_clock.mono().count();
    m_database.transaction([&] { write(draft, commit->revision); });
    if (!visible)
        return;
    m_revision = commit->revision;
    apply(*commit);
    for (CommitListener* listener : m_listeners)
        listener->committed(commit);
}

std::shared_ptr<Commit> FleetRecord::publishable(const Draft& draft) const
{
    auto commit = std::make_shared<Commit>();
    for (const Draft::Change& change : draft.m_changes) {
        const ObjectPtr before = find(change.type, change.uid);
        CommitEvent event;
        if (before)
            event.hostBefore = hostOf(*before, {});
        if (!change.object) {
            if (!before)
                continue;
            event.op = v1::Event::OP_DELETED;
            event.object = std::make_shared<const v1::Object>(tombstone(*before));
        } else {
            if (before && before->SerializeAsString() == change.object->SerializeAsString())
                continue;
            event.op = before ? v1::Event::OP_MODIFIED : v1::Event::OP_ADDED;
            event.object = change.object;
            event.hostAfter = hostOf(*change.object, draft);
        }
        commit->bytes += event.object->ByteSizeLong();
        commit->events.push_back(std::move(event));
    }
    return commit;
}

void FleetRecord::write(const Draft& draft, quint64 revision)
{
    if (revision != m_revision)
        m_database.execute(
            QStringLiteral("UPDATE meta SET value = ? WHERE key = 'revision'"), {revision});
    for (const Draft::Change& change : draft.m_changes)
        writeChange(change);
    for (const Draft::Statement& statement : draft.m_statements)
        m_database.execute(statement.text, statement.values);
}

void FleetRecord::writeChange(const Draft::Change& change)
{
    if (!change.object) {
        m_database.execute(
            QStringLiteral("UPDATE object SET retired = 1 WHERE type = ? AND uid = ?"),
            {static_cast<int>(change.type), text(change.uid)});
        return;
    }
    if (change.type == v1::OBJECT_TYPE_RECORD) {
        const v1::Record& record = change.object->record();
        m_database.execute(
            QStringLiteral("INSERT INTO record (host, seq, type, vm, leaf, committed, envelope) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?)"),
            {text(record.host()), quint64(record.host_seq()), text(record.type()),
                text(record.vm()), change.leafHash, qint64(record.committed_at_ns()),
                QByteArray::fromStdString(record.envelope())});
        return;
    }
    m_database.execute(
        QStringLiteral("INSERT OR REPLACE INTO object (type, uid, body) VALUES (?, ?, ?)"),
        {static_cast<int>(change.type), text(change.uid), blob(*change.object)});
}

void FleetRecord::apply(const Commit& commit)
{
    for (const CommitEvent& event : commit.events) {
        const v1::ObjectType type = Wire::typeOf(*event.object);
        m_index.update(event);
        if (type == v1::OBJECT_TYPE_RECORD)
            m_window.append(event.object);
        else if (event.op == v1::Event::OP_DELETED)
            m_tables[type].erase(Wire::uidOf(*event.object));
        else
            m_tables[type].insert_or_assign(Wire::uidOf(*event.object), event.object);
    }
}

std::vector<CommitEvent> FleetRecord::snapshot() const
{
    std::vector<CommitEvent> all;
    const auto add = [&](const ObjectPtr& object) {
        all.push_back({v1::Event::OP_ADDED, object, {}, hostOf(*object, {})});
    };
    for (const v1::ObjectType type : snapshotOrder) {
        for (const auto& [uid, object] : table(type))
            add(object);
    }
    for (const ObjectPtr& record : m_window.records())
        add(record);
    return all;
}

} // namespace Espalier::Fleetd
