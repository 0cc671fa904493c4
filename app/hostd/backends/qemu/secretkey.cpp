// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretkey.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <fcntl.h>
#include <sys/mman.h>

#include <algorithm>

namespace Espalier::Hostd {

RandomSource systemRandom()
{
    return [](std::span<unsigned char> bytes) {
        return RAND_priv_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1;
    };
}

// mlock and DONTDUMP work on pages; that neighbours on the page are locked too does no harm.
SecretKey::SecretKey() { ::mlock(m_digits.data(), m_digits.size()); }

SecretKey::~SecretKey() { wipe(); }

bool SecretKey::generate(const RandomSource& random)
{
    std::array<unsigned char, 32> bytes{};
    if (!random(bytes))
        return false;
    constexpr char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < bytes.size(); ++i) {
        m_digits[2 * i] = digits[bytes[i] >> 4];
        m_digits[2 * i + 1] = digits[bytes[i] & 15];
    }
    OPENSSL_cleanse(bytes.data(), bytes.size());
    m_set = true;
    return true;
}

bool SecretKey::set(const QByteArray& digits)
{
    const bool hex = std::all_of(digits.begin(), digits.end(),
        [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (!hex || static_cast<size_t>(digits.size()) != m_digits.size())
        return false;
    std::copy(digits.begin(), digits.end(), m_digits.begin());
    m_set = true;
    return true;
}

void SecretKey::wipe()
{
    OPENSSL_cleanse(m_digits.data(), m_digits.size());
    m_set = false;
}

UniqueFd SecretKey::asPipe(unsigned uid) const
{
    int ends[2];
    if (!m_set || ::pipe2(ends, O_CLOEXEC) != 0)
        return {};
    UniqueFd reading(ends[0]);
    const UniqueFd writing(ends[1]);
    const auto size = static_cast<ssize_t>(m_digits.size());
    if (::write(writing.get(), m_digits.data(), m_digits.size()) != size)
        return {};
    if (uid != 0 && ::fchown(reading.get(), uid, uid) != 0)
        return {};
    return reading;
}

} // namespace Espalier::Hostd
