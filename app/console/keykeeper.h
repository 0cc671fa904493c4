// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <commands/deskkey.h>
#include <evidence/svid.h>
#include <prefs/credentialstore.h>

namespace Espalier {

// The one trust domain whose command keys may be read from a file (protocol.md 7).
inline constexpr char developmentDomain[] = "dev.espalier.internal";

// Where the operator's command key lies: its Ed25519 seed in the keyring under the profile's name,
// or, in the development domain only, in command.key beside the certificate (64 hex digits). It is
// read anew each time it is wanted and never kept here. Main thread; answers later, once.
class KeyKeeper final : public QObject {
    Q_OBJECT
public:
    using Task = std::function<void()>;
    struct Parts {
        CredentialStore* credentials = nullptr; // nullptr: no keyring at hand
        QString profile; // its name
        Evidence::SpiffeId who; // by the certificate
        QString certificatePath;
        std::function<void(Task)> onDisk; // runs it on a thread that may block
        std::function<void(Task)> onMain; // from there; drops what comes after this object
        std::function<QByteArray(qsizetype)> random;
    };
    explicit KeyKeeper(Parts parts);
    ~KeyKeeper() override;

    void setRoster(std::shared_ptr<const Evidence::Roster> roster);
    [[nodiscard]] bool hasRoster() const { return m_roster != nullptr; }
    [[nodiscard]] quint64 rosterVersion() const { return m_roster ? m_roster->version : 0; }
    // Reads the key and holds it against the roster; needs one.
    using Judged = std::function<void(const DeskKeyState&)>;
    void judge(const Judged& judged);
    // Of the key that was read or written last, lower-case hex; empty: none.
    [[nodiscard]] QString publicKey() const { return m_public; }
    [[nodiscard]] bool isStored() const { return m_stored; } // the keyring held one then

    // Into the keyring, and read back. Answers what is wrong and what to do; empty: it is there.
    using Kept = std::function<void(const QString& problem)>;
    void create(const Kept& kept);
    void import(const QByteArray& seed, const Kept& kept);
    void importFile(const QString& path, const Kept& kept);

private:
    [[nodiscard]] QString name() const;
    void readKeyring(const Judged& judged);
    [[nodiscard]] DeskKeyState judged(const QByteArray& seed, bool fromFile);

    const Parts m_parts;
    std::shared_ptr<const Evidence::Roster> m_roster;
    QString m_public;
    bool m_stored = false;
};

} // namespace Espalier
