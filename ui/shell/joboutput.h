// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/id.h>

#include <QObject>

namespace Espalier::Ui {

// A look at what a live job writes, one at a time: only while its VM lives, only for who is on
// call, and each look is in fleetd's audit log (protocol.md 10). Main thread.
class JobOutput : public QObject {
    Q_OBJECT
public:
    // Whether this console's person may look at all, by the verified roster.
    [[nodiscard]] virtual bool isAllowed() const = 0;
    // Ends the look before. Neither signal comes from within this call.
    virtual void follow(const SiteId& site, const VmId& vm) = 0;
    virtual void stop() = 0;

Q_SIGNALS:
    void arrived(quint64 offset, const QByteArray& bytes); // offset: in the whole output
    void ended(const QString& problem); // last; empty: there is no more, the job is complete
};

} // namespace Espalier::Ui
