// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/roster.h>

#include <memory>

namespace Espalier {

// The key with which this desk signs commands.
struct DeskKey {
    Evidence::SigningKey key;
    QString person, device; // ids of the roster
};

enum class DeskKeyProblem {
    None,
    NotCreated, // there is none: create or import one
    KeychainUnavailable, // locked or absent: detail has the keychain's words
    Unreadable, // what is stored is no key
    UnknownPerson, // the certificate's person is not in the roster
    UnknownDevice,
    NoKeyInRoster, // the administrator has not entered it yet
    OtherKeyInRoster,
    RoleMayNotOrder, // viewer, security staff, administrator
};

// The key, or why this desk is read-only.
struct DeskKeyState {
    std::shared_ptr<const DeskKey> key;
    DeskKeyProblem problem = DeskKeyProblem::NotCreated;
    QString detail; // technical: the person, the device, the public key; for words
    bool fromFile = false; // development domain only: the strip says DEV
};

// Holds a seed against the roster. person, device: of the SPIFFE id in the desk's certificate.
[[nodiscard]] DeskKeyState judgeDeskKey(const QByteArray& seed, const QString& person,
    const QString& device, const Evidence::Roster& roster);

} // namespace Espalier
