// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "uniquefd.h"

#include <QByteArray>

#include <array>
#include <functional>
#include <span>

namespace Espalier::Hostd {

// Fills the bytes with randomness fit for keys; false if there is none. Tests inject their own.
using RandomSource = std::function<bool(std::span<unsigned char>)>;
[[nodiscard]] RandomSource systemRandom();

// The key of one VM's disk, 256 random bits as 64 hex digits (LUKS takes it as a passphrase). It
// exists in this object's memory only, kept out of swap and core files where the system lets us,
// and is wiped when the object goes.
class SecretKey final {
public:
    SecretKey();
    ~SecretKey();
    SecretKey(const SecretKey&) = delete;
    SecretKey& operator=(const SecretKey&) = delete;

    [[nodiscard]] bool generate(const RandomSource& random);
    // Takes 64 hex digits that somebody else made; false: they are none.
    [[nodiscard]] bool set(const QByteArray& digits);
    void wipe();
    [[nodiscard]] bool isSet() const { return m_set; }
    // A pipe's reading end (close-on-exec) that holds the key and nothing else. Given to uid if
    // that is not 0, so that a process may still open /proc/self/fd/N after it has become that
    // user.
    [[nodiscard]] UniqueFd asPipe(unsigned uid) const;

private:
    std::array<char, 64> m_digits{};
    bool m_set = false;
};

} // namespace Espalier::Hostd
