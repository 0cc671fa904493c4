// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ed25519.h"

#include "digest.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <stdexcept>

namespace Espalier::Evidence {

namespace {

struct Free {
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(BN_CTX* context) const { BN_CTX_free(context); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Number = std::unique_ptr<BIGNUM, Free>;

const unsigned char* bytesOf(const QByteArray& array)
{
    return reinterpret_cast<const unsigned char*>(array.constData());
}

QByteArray littleEndian(QByteArray bigEndian)
{
    std::reverse(bigEndian.begin(), bigEndian.end());
    return bigEndian;
}

// 2^255 - 19, little-endian.
QByteArray fieldPrime()
{
    return QByteArray::fromHex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
}

// y coordinates, little-endian, of the points whose order divides 8 (RFC 7748's curve in Edwards
// form).
const char* const smallOrderY[] = {
    "0100000000000000000000000000000000000000000000000000000000000000", // 1: order 1
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // -1: order 2
    "0000000000000000000000000000000000000000000000000000000000000000", // 0: order 4
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", // order 8
};

// Is (y^2 - 1) / (d y^2 + 1) a square of the field, d = -121665/121666 (RFC 8032, 5.1.3)? OpenSSL
// takes any 32 bytes for a key and has no check of its own.
bool isOnCurve(const QByteArray& y)
{
    const std::unique_ptr<BN_CTX, Free> context(BN_CTX_new());
    const Number p(BN_lebin2bn(bytesOf(fieldPrime()), keySize, nullptr));
    const Number square(BN_lebin2bn(bytesOf(y), keySize, nullptr));
    const Number d(BN_new()), divisor(BN_new()), one(BN_new());
    BN_CTX* c = context.get();
    BN_one(one.get());
    BN_set_word(divisor.get(), 121'666);
    BN_set_word(d.get(), 121'665);
    if (!BN_mod_inverse(divisor.get(), divisor.get(), p.get(), c))
        return false;
    BN_mod_mul(d.get(), d.get(), divisor.get(), p.get(), c);
    BN_mod_sub(d.get(), p.get(), d.get(), p.get(), c);
    BN_mod_sqr(square.get(), square.get(), p.get(), c);
    BN_mod_mul(divisor.get(), d.get(), square.get(), p.get(), c);
    BN_mod_add(divisor.get(), divisor.get(), one.get(), p.get(), c);
    BN_mod_sub(square.get(), square.get(), one.get(), p.get(), c);
    if (!BN_mod_inverse(divisor.get(), divisor.get(), p.get(), c))
        return false;
    BN_mod_mul(square.get(), square.get(), divisor.get(), p.get(), c);
    const int symbol = BN_kronecker(square.get(), p.get(), c);
    return symbol == 0 || symbol == 1;
}

} // namespace

Result<PublicKey> PublicKey::fromRaw(const QByteArray& raw)
{
    if (raw.size() != keySize)
        return Error{QStringLiteral("public key has %1 bytes, not 32").arg(raw.size())};
    EVP_PKEY* key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(raw), keySize);
    if (key == nullptr)
        return Error{QStringLiteral("OpenSSL does not take this Ed25519 public key")};
    PublicKey result;
    result.m_raw = raw;
    result.m_keyId = sha256Hex(raw);
    result.m_key =
        std::shared_ptr<void>(key, [](void* p) { EVP_PKEY_free(static_cast<EVP_PKEY*>(p)); });
    return result;
}

Result<PublicKey> PublicKey::fromHex(const QString& hex)
{
    const QByteArray raw = QByteArray::fromHex(hex.toLatin1());
    if (QString::fromLatin1(raw.toHex()) != hex)
        return Error{QStringLiteral("public key is not lower-case hex")};
    return fromRaw(raw);
}

QString PublicKey::hex() const { return QString::fromLatin1(m_raw.toHex()); }

bool PublicKey::verify(const QByteArray& message, const QByteArray& signature) const
{
    if (signature.size() != signatureSize)
        return false;
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    auto* key = static_cast<EVP_PKEY*>(m_key.get());
    return context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1
        && EVP_DigestVerify(context.get(), bytesOf(signature),
               static_cast<size_t>(signature.size()), bytesOf(message),
               static_cast<size_t>(message.size()))
        == 1;
}

std::optional<QString> enrolmentProblem(const QByteArray& raw)
{
    if (raw.size() != keySize)
        return QStringLiteral("public key has %1 bytes, not 32").arg(raw.size());
    QByteArray y = raw;
    y.back() = static_cast<char>(y.back() & 0x7F);
    if (littleEndian(y) >= littleEndian(fieldPrime()))
        return QStringLiteral("public key is not canonical: y >= 2^255-19");
    // x = 0 with the sign bit set has the y of order 1 or 2 and falls with them.
    for (const char* hex : smallOrderY) {
        if (y == QByteArray::fromHex(hex))
            return QStringLiteral("public key is a point of small order");
    }
    if (!isOnCurve(y))
        return QStringLiteral("public key is no point of the curve");
    return std::nullopt;
}

Result<SigningKey> SigningKey::fromSeed(const QByteArray& seed)
{
    if (seed.size() != keySize)
        return Error{QStringLiteral("private key seed has %1 bytes, not 32").arg(seed.size())};
    EVP_PKEY* raw = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytesOf(seed), keySize);
    if (raw == nullptr)
        return Error{QStringLiteral("OpenSSL does not take this Ed25519 seed")};
    std::shared_ptr<void> key(raw, [](void* p) { EVP_PKEY_free(static_cast<EVP_PKEY*>(p)); });
    QByteArray publicRaw(keySize, '\0');
    size_t size = keySize;
    EVP_PKEY_get_raw_public_key(raw, reinterpret_cast<unsigned char*>(publicRaw.data()), &size);
    Result<PublicKey> publicKey = PublicKey::fromRaw(publicRaw);
    if (!publicKey)
        return Error{publicKey.error()};
    SigningKey result(*publicKey);
    result.m_key = std::move(key);
    return result;
}

Result<SigningKey> SigningKey::fromHexSeed(const QByteArray& hex)
{
    QByteArray seed = QByteArray::fromHex(hex);
    if (hex.size() != 2 * keySize || seed.toHex() != hex.toLower()) {
        wipe(seed);
        return Error{QStringLiteral("private key seed is not 64 hex digits")};
    }
    Result<SigningKey> key = fromSeed(seed);
    wipe(seed);
    return key;
}

QByteArray SigningKey::sign(const QByteArray& message) const
{
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    QByteArray signature(signatureSize, '\0');
    size_t size = signatureSize;
    auto* key = static_cast<EVP_PKEY*>(m_key.get());
    if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key) != 1
        || EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
               bytesOf(message), static_cast<size_t>(message.size()))
            != 1)
        throw std::runtime_error("OpenSSL could not sign with Ed25519");
    return signature;
}

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("no randomness from OpenSSL");
    return bytes;
}

void wipe(QByteArray& secret)
{
    OPENSSL_cleanse(secret.data(), static_cast<size_t>(secret.size()));
    secret.clear();
}

} // namespace Espalier::Evidence
