// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Under ThreadSanitizer only: gRPC was built without it and keeps its threads in order by absl's
// mutexes, which are not pthread's. These stand before absl's own and say what they order, so that
// races in our reactions are seen and gRPC's own hand-overs are not taken for some.
#include <absl/synchronization/mutex.h>
#include <sanitizer/tsan_interface.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <string>

namespace {

#define ESPALIER_TEXT_OF(name) #name
#define ESPALIER_TEXT(name) ESPALIER_TEXT_OF(name)

// absl's own function, by the end of its mangled name behind the version's namespace.
template <typename Function> Function ownOf(const char* end)
{
    const char* version = ESPALIER_TEXT(ABSL_OPTION_INLINE_NAMESPACE_NAME);
    const std::string name = "_ZN4absl" + std::to_string(std::strlen(version)) + version + end;
    void* found = ::dlsym(RTLD_NEXT, name.c_str());
    if (!found) {
        std::fprintf(stderr, "tsansync: this absl has no %s\n", name.c_str());
        std::abort();
    }
    return reinterpret_cast<Function>(found);
}

} // namespace

namespace absl {
ABSL_NAMESPACE_BEGIN

void Mutex::Lock()
{
    static const auto own = ownOf<void (*)(Mutex*)>("5Mutex4LockEv");
    own(this);
    __tsan_acquire(this);
}

void Mutex::Unlock()
{
    static const auto own = ownOf<void (*)(Mutex*)>("5Mutex6UnlockEv");
    __tsan_release(this);
    own(this);
}

bool Mutex::TryLock()
{
    static const auto own = ownOf<bool (*)(Mutex*)>("5Mutex7TryLockEv");
    const bool locked = own(this);
    if (locked)
        __tsan_acquire(this);
    return locked;
}

void CondVar::Wait(Mutex* mutex)
{
    static const auto own = ownOf<void (*)(CondVar*, Mutex*)>("7CondVar4WaitEPNS0_5MutexE");
    __tsan_release(mutex);
    own(this, mutex);
    __tsan_acquire(mutex);
}

bool CondVar::WaitWithDeadline(Mutex* mutex, Time deadline)
{
    static const auto own = ownOf<bool (*)(CondVar*, Mutex*, Time)>(
        "7CondVar16WaitWithDeadlineEPNS0_5MutexENS0_4TimeE");
    __tsan_release(mutex);
    const bool timedOut = own(this, mutex, deadline);
    __tsan_acquire(mutex);
    return timedOut;
}

ABSL_NAMESPACE_END
} // namespace absl
