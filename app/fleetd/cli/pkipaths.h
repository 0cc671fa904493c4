// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <daemon/certificatewatch.h>

namespace Espalier::Fleetd::Cli {

// The identity in a folder of dev-pki's.
[[nodiscard]] inline Daemon::TlsFiles identityIn(const QString& folder, const QString& roots)
{
    return {folder + QStringLiteral("/tls.pem"), folder + QStringLiteral("/tls.key"), roots};
}

// Where dev-pki puts what, below its folder.
struct PkiPaths {
    QString root;

    [[nodiscard]] QString roots() const { return root + QStringLiteral("/trust/roots.pem"); }
    [[nodiscard]] QString roster() const { return root + QStringLiteral("/trust/roster.json"); }
    [[nodiscard]] QString rosterKeys() const { return root + QStringLiteral("/trust/roster.keys"); }
    [[nodiscard]] QString authority() const { return root + QStringLiteral("/ca/ca.pem"); }
    [[nodiscard]] QString authorityKey() const { return root + QStringLiteral("/ca/ca.key"); }
    [[nodiscard]] QString rosterKey() const { return root + QStringLiteral("/ca/roster.key"); }
    [[nodiscard]] QString site(const QString& name) const
    {
        return root + QStringLiteral("/sites/") + name;
    }
    [[nodiscard]] QString hosts(const QString& name) const
    {
        return site(name) + QStringLiteral("/hosts.json");
    }
    [[nodiscard]] QString inventory(const QString& name) const
    {
        return site(name) + QStringLiteral("/inventory.json");
    }
    [[nodiscard]] QString tenantKey(const QString& name) const
    {
        return site(name) + QStringLiteral("/tenant.key");
    }
    [[nodiscard]] QString user(const QString& id) const
    {
        return root + QStringLiteral("/users/") + id;
    }
    [[nodiscard]] QString commandKey(const QString& id) const
    {
        return user(id) + QStringLiteral("/command.key");
    }
};

} // namespace Espalier::Fleetd::Cli
