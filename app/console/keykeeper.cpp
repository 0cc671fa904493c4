// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keykeeper.h"

#include <QFile>
#include <QFileInfo>
#include <QPointer>

namespace Espalier {

namespace {

constexpr qint64 longestFile = 1'024;

QByteArray seedOf(const QByteArray& text)
{
    const QByteArray digits = text.trimmed();
    const QByteArray seed = QByteArray::fromHex(digits);
    const bool good = digits.size() == 2 * Evidence::keySize && seed.toHex() == digits.toLower();
    return good ? seed : QByteArray();
}

struct KeyFile {
    bool there = false;
    QByteArray seed; // empty: it holds none
};

KeyFile readKeyFile(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return {};
    KeyFile read{true, {}};
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray text = file.read(longestFile);
        read.seed = seedOf(text);
        Evidence::wipe(text);
    }
    return read;
}

DeskKeyState unavailable(const QString& why)
{
    DeskKeyState state;
    state.problem = DeskKeyProblem::KeychainUnavailable;
    state.detail = why;
    return state;
}

QString keyringProblem(const CredentialResult& result)
{
    if (result.outcome == CredentialOutcome::TimedOut)
        return KeyKeeper::tr("The keyring does not answer (%1): is a window open that asks for its "
                             "password? Nothing was changed.")
            .arg(result.problem);
    return KeyKeeper::tr("The keyring cannot be used (%1). Unlock it and try again; nothing was "
                         "changed.")
        .arg(result.problem);
}

} // namespace

KeyKeeper::KeyKeeper(Parts parts)
    : m_parts(std::move(parts))
{
}

KeyKeeper::~KeyKeeper() = default;

void KeyKeeper::setRoster(std::shared_ptr<const Evidence::Roster> roster)
{
    m_roster = std::move(roster);
}

// No profile's name has a slash, so no certificate's key stands under this one.
QString KeyKeeper::name() const { return m_parts.profile + QStringLiteral("/command-key"); }

void KeyKeeper::judge(const Judged& judged)
{
    if (!m_roster)
        return;
    if (m_parts.who.trustDomain != QLatin1String(developmentDomain)) {
        readKeyring(judged);
        return;
    }
    const QString path =
        QFileInfo(m_parts.certificatePath).absolutePath() + QStringLiteral("/command.key");
    m_parts.onDisk([this, path, judged, onMain = m_parts.onMain] {
        onMain([this, judged, file = readKeyFile(path), path]() mutable {
            if (!file.there) {
                readKeyring(judged);
                return;
            }
            DeskKeyState state = this->judged(file.seed, true);
            if (state.problem == DeskKeyProblem::NotCreated) {
                state.problem = DeskKeyProblem::Unreadable;
                state.detail = path;
            }
            Evidence::wipe(file.seed);
            judged(state);
        });
    });
}

void KeyKeeper::readKeyring(const Judged& judged)
{
    // Who may order nothing is told so, whatever the keyring says.
    DeskKeyState without = this->judged({}, false);
    if (without.problem != DeskKeyProblem::NotCreated) {
        judged(without);
        return;
    }
    if (m_parts.credentials == nullptr) {
        judged(unavailable(tr("there is none here")));
        return;
    }
    m_parts.credentials->read(
        name(), [this, judged, alive = QPointer<KeyKeeper>(this)](const CredentialResult& result) {
            if (!alive)
                return;
            switch (result.outcome) {
            case CredentialOutcome::Done: {
                QByteArray seed = result.secret;
                m_stored = true;
                const DeskKeyState state = this->judged(seed, false);
                Evidence::wipe(seed);
                judged(state);
                return;
            }
            case CredentialOutcome::NotFound:
                m_stored = false;
                judged(this->judged({}, false));
                return;
            case CredentialOutcome::Unavailable:
            case CredentialOutcome::TimedOut:
            case CredentialOutcome::TooLarge:
                judged(unavailable(result.problem));
                return;
            }
        });
}

DeskKeyState KeyKeeper::judged(const QByteArray& seed, bool fromFile)
{
    const auto key = Evidence::SigningKey::fromSeed(seed);
    m_public = key ? key->publicKey().hex() : QString();
    DeskKeyState state = judgeDeskKey(seed, m_parts.who.name, m_parts.who.device, *m_roster);
    state.fromFile = fromFile;
    return state;
}

void KeyKeeper::create(const Kept& kept) { import(m_parts.random(Evidence::keySize), kept); }

void KeyKeeper::import(const QByteArray& seed, const Kept& kept)
{
    const auto key = Evidence::SigningKey::fromSeed(seed);
    if (!key) {
        kept(tr("That is no key: %1. Nothing was changed.").arg(key.error()));
        return;
    }
    if (m_parts.credentials == nullptr) {
        kept(tr("There is no keyring here. A command key is never kept in a file."));
        return;
    }
    const QString hex = key->publicKey().hex();
    const auto readBack = [this, kept, seed, hex](const CredentialResult& result) {
        if (result.outcome != CredentialOutcome::Done) {
            kept(keyringProblem(result));
        } else if (result.secret != seed) {
            kept(tr("The keyring gave back another key than it was given. Do not use it."));
        } else {
            m_public = hex;
            m_stored = true;
            kept({});
        }
    };
    m_parts.credentials->write(name(), seed,
        [this, kept, readBack, alive = QPointer<KeyKeeper>(this)](const CredentialResult& written) {
            if (!alive)
                return;
            if (written.outcome != CredentialOutcome::Done) {
                kept(keyringProblem(written));
                return;
            }
            m_parts.credentials->read(name(), [alive, readBack](const CredentialResult& result) {
                if (alive)
                    readBack(result);
            });
        });
}

void KeyKeeper::importFile(const QString& path, const Kept& kept)
{
    m_parts.onDisk([this, path, kept, onMain = m_parts.onMain] {
        onMain([this, path, kept, file = readKeyFile(path)] {
            if (file.seed.isEmpty())
                kept(tr("%1 holds no command key: 64 hex digits are needed. Nothing was changed.")
                         .arg(path));
            else
                import(file.seed, kept);
        });
    });
}

} // namespace Espalier
