// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keywrap.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>

namespace Espalier::Hostd {

namespace {

constexpr int nonceBytes = 12, tagBytes = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* in(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

unsigned char* out(QByteArray& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

} // namespace

QByteArray wrapKey(const QByteArray& hostKey, const QByteArray& key, const QByteArray& context,
    const KeyRandom& random)
{
    const QByteArray nonce = random(nonceBytes);
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    if (hostKey.size() != hostKeyBytes || nonce.size() != nonceBytes || key.isEmpty() || !cipher)
        return {};
    QByteArray text(key.size(), '\0'), tag(tagBytes, '\0');
    int length = 0;
    EVP_CIPHER_CTX* c = cipher.get();
    const bool done = EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), nullptr, in(hostKey), in(nonce)) == 1
        && EVP_EncryptUpdate(c, nullptr, &length, in(context), static_cast<int>(context.size()))
            == 1
        && EVP_EncryptUpdate(c, out(text), &length, in(key), static_cast<int>(key.size())) == 1
        && EVP_EncryptFinal_ex(c, out(tag), &length) == 1 // GCM writes nothing here
        && EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, tagBytes, tag.data()) == 1;
    if (!done)
        return {};
    QByteArray wrapped = nonce;
    wrapped.append(text).append(tag);
    return wrapped;
}

std::optional<QByteArray> unwrapKey(
    const QByteArray& hostKey, const QByteArray& wrapped, const QByteArray& context)
{
    const qsizetype size = wrapped.size() - nonceBytes - tagBytes;
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    if (hostKey.size() != hostKeyBytes || size <= 0 || !cipher)
        return std::nullopt;
    const QByteArray nonce = wrapped.left(nonceBytes), text = wrapped.mid(nonceBytes, size);
    QByteArray tag = wrapped.right(tagBytes), key(size, '\0'), rest(tagBytes, '\0');
    int length = 0;
    EVP_CIPHER_CTX* c = cipher.get();
    const bool done = EVP_DecryptInit_ex(c, EVP_aes_256_gcm(), nullptr, in(hostKey), in(nonce)) == 1
        && EVP_DecryptUpdate(c, nullptr, &length, in(context), static_cast<int>(context.size()))
            == 1
        && EVP_DecryptUpdate(c, out(key), &length, in(text), static_cast<int>(size)) == 1
        && EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, tagBytes, tag.data()) == 1
        && EVP_DecryptFinal_ex(c, out(rest), &length) == 1;
    if (done)
        return key;
    OPENSSL_cleanse(key.data(), static_cast<size_t>(key.size()));
    return std::nullopt;
}

} // namespace Espalier::Hostd
