// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "draft.h"

#include <wire/convert.h>

#include <algorithm>

namespace Espalier::Fleetd {

Draft::Change& Draft::changeOf(v1::ObjectType type, const std::string& uid)
{
    for (Change& change : m_changes) {
        if (change.type == type && change.uid == uid)
            return change;
    }
    m_changes.push_back({type, uid, nullptr, {}});
    return m_changes.back();
}

Draft::Change& Draft::putObject(v1::Object object)
{
    Change& change = changeOf(Wire::typeOf(object), Wire::uidOf(object));
    change.object = std::make_shared<const v1::Object>(std::move(object));
    return change;
}

void Draft::retire(v1::ObjectType type, const std::string& uid)
{
    changeOf(type, uid).object = nullptr;
}

void Draft::append(v1::Record record, const QString& leafHash)
{
    putObject(wrap(std::move(record))).leafHash = leafHash;
}

void Draft::sql(const QString& statement, const QVariantList& values)
{
    m_statements.push_back({statement, values});
}

ObjectPtr Draft::pending(v1::ObjectType type, const std::string& uid) const
{
    for (const Change& change : m_changes) {
        if (change.type == type && change.uid == uid)
            return change.object;
    }
    return nullptr;
}

size_t Draft::countOf(v1::ObjectType type) const
{
    return static_cast<size_t>(std::count_if(m_changes.begin(), m_changes.end(),
        [type](const Change& change) { return change.type == type; }));
}

} // namespace Espalier::Fleetd
