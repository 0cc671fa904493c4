// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "liveidentity.h"

#include <grpcpp/security/tls_certificate_provider.h>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace Espalier::Tls {

using Evidence::Error;
using Evidence::Result;
using Evidence::SvidValidator;

// A file without a place on any disk, whose whole content changes at once for who opens its path.
class LiveIdentity::MemoryFile final {
public:
    MemoryFile() = default;
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile()
    {
        if (m_file >= 0)
            ::close(m_file);
    }

    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(m_file); }

    // Empty, or what the system says; the former content stays then.
    [[nodiscard]] QString put(const QByteArray& content)
    {
        const int fresh = ::memfd_create("espalier-tls", MFD_CLOEXEC);
        if (fresh < 0)
            return systemWords();
        const auto size = static_cast<size_t>(content.size());
        if (::write(fresh, content.constData(), size) != static_cast<ssize_t>(size)) {
            const QString problem = systemWords();
            ::close(fresh);
            return problem;
        }
        if (m_file < 0) {
            m_file = fresh;
            return {};
        }
        const bool swapped = ::dup3(fresh, m_file, O_CLOEXEC) >= 0;
        const QString problem = swapped ? QString() : systemWords();
        ::close(fresh);
        return problem;
    }

private:
    [[nodiscard]] static QString systemWords()
    {
        return QStringLiteral("no memory for the identity: %1")
            .arg(QString::fromLocal8Bit(std::strerror(errno)));
    }
    int m_file = -1;
};

LiveIdentity::LiveIdentity()
    : m_own(std::make_unique<MemoryFile>())
    , m_roots(std::make_unique<MemoryFile>())
{
}

LiveIdentity::~LiveIdentity() { m_provider.reset(); }

Result<std::shared_ptr<LiveIdentity>> LiveIdentity::create(
    const TlsIdentity& identity, WallTime now)
{
    if (const std::optional<QString> problem = identityProblem(identity, now))
        return Error{*problem};
    std::shared_ptr<LiveIdentity> live(new LiveIdentity);
    if (const QString problem = live->put(identity); !problem.isEmpty())
        return Error{problem};
    return live;
}

QString LiveIdentity::replace(const TlsIdentity& fresh, WallTime now)
{
    if (const std::optional<QString> problem = identityProblem(fresh, now))
        return *problem;
    const std::lock_guard lock(m_mutex);
    const QString before = Evidence::readSvid(m_identity.certificate).id.text();
    const QString after = Evidence::readSvid(fresh.certificate).id.text();
    if (before != after)
        return QStringLiteral("own certificate: is for %1, this is %2").arg(after, before);
    return put(fresh);
}

QString LiveIdentity::put(const TlsIdentity& fresh)
{
    auto validator = SvidValidator::create(fresh.roots, fresh.trustDomain);
    if (!validator)
        return validator.error();
    if (const QString problem = m_roots->put(fresh.roots); !problem.isEmpty())
        return problem;
    if (const QString problem = m_own->put(fresh.key + '\n' + fresh.certificate);
        !problem.isEmpty())
        return problem;
    m_validator = std::make_shared<const SvidValidator>(std::move(*validator));
    m_identity = fresh;
    return {};
}

TlsIdentity LiveIdentity::identity() const
{
    const std::lock_guard lock(m_mutex);
    return m_identity;
}

std::shared_ptr<const SvidValidator> LiveIdentity::validator() const
{
    const std::lock_guard lock(m_mutex);
    return m_validator;
}

std::shared_ptr<grpc::experimental::CertificateProviderInterface> LiveIdentity::provider() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_provider)
        m_provider = std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
            m_own->path(), m_own->path(), m_roots->path(), static_cast<unsigned>(refresh.count()));
    return m_provider;
}

} // namespace Espalier::Tls
