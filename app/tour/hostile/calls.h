// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Espalier::Hostile {

// With what a call goes out: files as they are, checked by nobody at this end.
struct Disguise final {
    QString fleetd; // address
    QByteArray certificate, key, roots; // PEM
};

// What came back, in one line: "OK", "UNAVAILABLE: ...", "refused: ...".
// Who am I? The plainest call of all.
[[nodiscard]] QString sayHello(const Disguise& disguise);
// The order in a request that "espalier-fleetd command --save" wrote, under a new id and without a
// signature: everything else about it is right.
[[nodiscard]] QString sendUnsigned(const Disguise& disguise, const QByteArray& request);
// A host stream whose first frame claims to be that host; waits at most 10 s for an answer.
[[nodiscard]] QString attachAs(const Disguise& disguise, const QString& host);

} // namespace Espalier::Hostile
