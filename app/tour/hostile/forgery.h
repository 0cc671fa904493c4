// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace Espalier::Hostile {

// What is wrong with a certificate that is otherwise good.
enum class Forgery {
    ForeignAuthority, // of an authority that nobody knows
    NoSpiffeId, // of the right authority, with a host name only
    Expired, // of the right authority, an hour too late
};

[[nodiscard]] std::optional<Forgery> forgeryFromName(const QString& name);

struct Forged final {
    QByteArray certificate, key; // PEM
    QString problem; // why it could not be made; empty: it could
};

// A certificate for that SPIFFE id. authority: PEM of the development authority, not needed for a
// foreign one.
[[nodiscard]] Forged forge(Forgery forgery, const QString& spiffeId,
    const QByteArray& authorityCertificate, const QByteArray& authorityKey);

} // namespace Espalier::Hostile
